"""Process flows with risks of every kind, by name, for the tests of distribution maps (annex 3)."""

from __future__ import annotations

from rendering.diagrams import Risks
from schemas.college import Level
from schemas.forms import ProcessFlow
from tests.rendering.diagrams.charts import CHARTS
from tests.rendering.diagrams.decoded import flow

_REGISTER: tuple[str, Level] = ("不按规定登记。", "中")
_TELL: tuple[str, Level] = ("向被举报人泄露信访举报内容或举报人信息。", "高")
_DELAY: tuple[str, Level] = ("压件不办，拖延信访件审核时间。", "低")
_IGNORE: tuple[str, Level] = ("不采纳承办人提出的合理建议。", "低")
_LAX: tuple[str, Level] = ("不按规定把关。", "中")
_SLOW: tuple[str, Level] = ("拖延办理", "低")
_FAVOUR: tuple[str, Level] = (
    "在采购文件中设置倾向性条款，为特定供应商量身定制参数，未按\u30142011\u301515号文件办理，谋取私利。",
    "高",
)

MAPS: dict[str, tuple[ProcessFlow, Risks]] = {
    "plan": (
        CHARTS["plan"],
        {
            "s1": [_REGISTER, _TELL],
            "s3": [_DELAY, _IGNORE, _TELL],
            "s4": [_LAX, _SLOW, _TELL],
        },
    ),
    "outcomes": (CHARTS["plan"], {f"s{at}": [_REGISTER, _TELL] for at in range(4, 10)}),
    "decisions": (
        CHARTS["decisions"],
        {"s2": [_REGISTER, _DELAY], "s5": [_LAX, _TELL], "s7": [_SLOW, _FAVOUR]},
    ),
    "pairs": (
        CHARTS["questions"],
        {
            "s1": [_REGISTER],
            "s2": [_TELL, _DELAY],
            "s3": [_IGNORE],
            "s4": [_REGISTER, _TELL],
            "s6": [_FAVOUR, _TELL, _SLOW],
            "s7": [_SLOW],
            "s8": [_REGISTER],
            "s9": [_DELAY],
        },
    ),
    "merge": (
        CHARTS["merge"],
        {"s1": [_REGISTER], "s2": [_DELAY], "s4": [_FAVOUR], "s5": [_TELL, _LAX], "s7": [_SLOW]},
    ),
    "parallel": (
        CHARTS["parallel"],
        {"s2": [_REGISTER], "s3": [_DELAY], "s4": [_FAVOUR], "s5": [_FAVOUR, _SLOW], "s6": [_LAX]},
    ),
    "loops": (
        CHARTS["loops"],
        {"s1": [_REGISTER, _FAVOUR], "s2": [_TELL], "s3": [_LAX], "s4": [_SLOW], "s5": [_DELAY]},
    ),
    "skips": (
        CHARTS["skips"],
        {"s1": [_REGISTER], "s2": [_TELL], "s4": [_FAVOUR], "s5": [_SLOW], "s6": [_DELAY]},
    ),
    "beside": (CHARTS["rectify"], {"s1": [_FAVOUR], "s2": [_REGISTER, _TELL], "s4": [_DELAY]}),
    "every": (
        flow(12, [(at, at + 1) for at in range(1, 12)]),
        {f"s{at}": [_REGISTER, _TELL, _DELAY, _FAVOUR][: 1 + at % 3] for at in range(1, 13)},
    ),
    "long": (
        flow(25, [(at, at + 1) for at in range(1, 25)]),
        {f"s{at}": [_REGISTER, _TELL][: at % 3] for at in range(1, 26)},
    ),
}
