"""The 催报通知: what the letter says, as Word file and as text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from flows.settings import SHIPPED_TEMPLATES
from rendering.package import read_package, write_package
from rendering.proof import read_back
from rendering.reminder import reminder_letter, reminder_text
from schemas.college import College
from schemas.errors import UsageError
from schemas.reminder import OpenFaults, Owed, Reminder, lateness
from schemas.schedule import milestones

TEMPLATE = SHIPPED_TEMPLATES / "reminder.docx"
M03, M07 = (m for m in milestones() if m.code in ("M03", "M07"))
DAY = dt.date(2012, 5, 28)
HOSTILE = "{{ x }} <w:p/> & “目录”.docx"
LATE = Owed(
    milestone=M03,
    due=dt.date(2012, 5, 25),
    days_late=3,
    missing=("职权和重要业务事项目录（附件1）",),
    returned=(OpenFaults(file=HOSTILE, errors=(("未填法规依据", 2),), warnings=1),),
    returned_on=dt.date(2012, 5, 26),
)
AHEAD = Owed(
    milestone=M07,
    due=dt.date(2012, 6, 16),
    days_late=-19,
    rest="星期六",
    missing=("廉政风险点排查评定表（附件4）",),
)


def college(edition: str = "2012") -> College:
    return College.model_validate(
        {
            "organisation": {"name": "防灾科技学院", "year": 2012},
            "office": {"director": "甲一"},
            "layout": {"edition": edition},
        }
    )


def letter(*owed: Owed, template: Path = TEMPLATE, edition: str = "2012") -> bytes:
    reminder = Reminder(department="教务处", day=DAY, owed=owed)
    return reminder_letter(college(edition), reminder, template=template)


def rows(document: bytes) -> list[tuple[str, ...]]:
    return [row for block in read_back(document).blocks for row in block.rows[1:]]


def test_each_thing_that_is_owed_has_a_row() -> None:
    assert rows(letter(LATE, AHEAD)) == [
        ("1", "职权和重要业务事项目录（附件1）", "2012年5月25日", "未报送，已逾期3天"),
        (
            "2",
            HOSTILE,
            "2012年5月25日",
            "2012年5月26日退回后未改正，已逾期3天\n尚有：未填法规依据2处；另有警告1处未核对",
        ),
        (
            "3",
            "廉政风险点排查评定表（附件4）",
            "2012年6月16日\n（星期六，请提前办理）",
            "未报送，还有19天",
        ),
    ]


def test_the_text_says_the_same() -> None:
    text = reminder_text(letter(LATE, AHEAD))

    assert text.startswith(
        "防灾科技学院\n廉政风险防控材料催报通知\n（2012年度）\n\n教务处：\n截至2012"
    )
    assert "尚有2种没有报送，退回修改的1份文件尚未改正，其中已有逾期的。" in text
    assert (
        f"2. {HOSTILE}；期限：2012年5月25日；情况：2012年5月26日退回后未改正，已逾期3天；"
        "尚有：未填法规依据2处；另有警告1处未核对\n"
    ) in text
    assert "期限：2012年6月16日（星期六，请提前办理）；" in text
    assert text.endswith("领导小组办公室\n2012年5月28日\n")


@pytest.mark.parametrize(
    ("owed", "asked"),
    [
        (LATE, "1．已逾期的材料，请于收到本通知后立即报送。"),
        (AHEAD, "1．未到期限的材料，请于所列期限之前报送。"),
    ],
)
def test_the_letter_asks_only_for_what_can_be_done(owed: Owed, asked: str) -> None:
    text = reminder_text(letter(owed))

    assert asked in text
    assert ("整改通知书" in text) == bool(owed.returned)
    assert "（办公室主任：甲一）" in text


def test_the_1999_edition_writes_days_in_han_numerals() -> None:
    text = reminder_text(letter(LATE, edition="1999"))

    assert "期限：二〇一二年五月二十五日" in text


def test_the_letter_is_a_valid_word_file(tmp_path: Path) -> None:
    file = tmp_path / "催报.docx"
    file.write_bytes(letter(LATE, AHEAD))

    assert OpenXmlValidator().validate(file).errors == []
    assert letter(LATE, AHEAD) == file.read_bytes()


def test_a_template_that_does_not_name_the_department_is_refused(tmp_path: Path) -> None:
    parts = read_package(TEMPLATE.read_bytes())
    body = parts["word/document.xml"].replace(b"{{ department }}", b"")
    own = tmp_path / "reminder.docx"
    own.write_bytes(write_package({**parts, "word/document.xml": body}))

    with pytest.raises(UsageError, match="department"):
        letter(LATE, template=own)


@pytest.mark.parametrize(("days", "said"), [(2, "已逾期2天"), (0, "今天到期"), (-1, "还有1天")])
def test_lateness_is_counted_in_days(days: int, said: str) -> None:
    assert lateness(days) == said
