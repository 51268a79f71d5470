"""Annexes 1 to 7 and the roster as departments type them: any mixture of habits, and stray words.

typed(rng, "rating_form") gives a file, what its form says, and every word that stands in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from random import Random
from typing import Any

from schemas.criteria import criteria
from tests.support.typed_word import Cell, Hand, package
from tests.support.typed_words import (
    BASES,
    CATEGORIES,
    CONTENTS,
    DEPARTMENTS,
    HEADERS,
    ITEMS,
    LEVELS,
    MEASURES,
    NAMES,
    PEOPLE,
    POSTS,
    REGULATIONS,
    RISKS,
    STEPS,
    TITLES,
    TYPED_STEPS,
)

Record = dict[str, str]

TYPOS = str.maketrans("称级类据式体容点形措度节", "秤极累居试休溶店型错渡结")
NUMBERS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "dot": lambda n: f"{n}.",
    "dun": lambda n: f"{n}、",
    "round": lambda n: f"（{n}）",
    "narrow": lambda n: f"({n})",
    "circle": lambda n: "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[n - 1],
}
LEVEL_DRESSES: Sequence[Callable[[str], str]] = (
    lambda level: level,
    lambda level: f"“{level}”",
    lambda level: f"{level}风险",
    lambda level: f"{level}级",
    lambda level: "".join(f"{'☑' if one == level else '□'}{one}" for one in LEVELS),
)


@dataclass
class Habits:
    """How a department fills in its form."""

    headers: str = "issued"  # or synonyms, spaced, broken, bracketed, typo
    groups: str = "merged"  # or repeated, blank
    numbers: str = "dot"
    packed: str = "row"  # several risks in one cell: paragraphs, line
    level: int = 0
    order: str = "issued"  # or shuffled
    extra: bool = False  # a column 备注
    again: bool = False  # the header repeated in the middle
    stop: str = "。"
    title: str = "above"  # or table
    behind: bool = False  # the level behind the words, its own cell blank
    next: bool = False  # a column 下一环节
    abreast: bool = False  # two people in a row of the roster


@dataclass
class Sheet:
    """A form while it is typed.

    Attributes:
        above, below: Paragraphs around the table.
        rows: Its table.
        order: The fields of its columns from left to right.
        head: Index of the header row; the rows of records follow it up to ``end``.
        form: What ``extract --json`` has to say, as far as told.
        known: Words that are no values: titles, headers, labels, signatures.
        strays: Words that belong to no field.
    """

    kind: str
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    head: int = 0
    end: int = 0
    form: dict[str, Any] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)


def any_habits(rng: Random) -> Habits:
    """Draw a mixture of habits."""
    return Habits(
        headers=rng.choice(("issued", "synonyms", "spaced", "broken", "bracketed", "typo")),
        groups=rng.choice(("merged", "repeated", "blank")),
        numbers=rng.choice(tuple(NUMBERS)),
        packed=rng.choice(("row", "row", "paragraphs", "line")),
        level=rng.randrange(len(LEVEL_DRESSES)),
        order=rng.choice(("issued", "issued", "shuffled")),
        extra=rng.random() < 0.1,
        again=rng.random() < 0.15,
        stop=rng.choice(("。", "；", "")),
        title=rng.choice(("above", "above", "table")),
        behind=rng.random() < 0.1,
        next=rng.random() < 0.4,
        abreast=rng.random() < 0.2,
    )


def any_hand(rng: Random) -> Hand:
    """Draw how the file's XML is written."""
    return Hand(
        rng,
        split=rng.random() < 0.2,
        inserted=rng.random() < 0.1,
        controls=rng.random() < 0.2,
        no_grid=rng.random() < 0.1,
        no_widths=rng.random() < 0.1,
    )


def sheet(rng: Random, kind: str, habits: Habits) -> Sheet:
    """Type a form."""
    return _WRITERS[kind](rng, habits)


# ---- headers and rows


def _heading(word: str, rng: Random, habits: Habits) -> str:
    if habits.headers == "spaced":
        return "　".join(word) if rng.random() < 0.5 else " ".join(word)
    if habits.headers == "broken" and len(word) > 2:
        return f"{word[:2]}\n{word[2:]}"
    if habits.headers == "bracketed":
        return f"{word}（必填）"
    if habits.headers == "typo" and len(word) > 3 and "等级" not in word:
        at = rng.randrange(len(word))
        return word[:at] + word[at].translate(TYPOS) + word[at + 1 :]
    return word


def _titles(kind: str, rng: Random, habits: Habits) -> dict[str, str]:
    """Give the header of each field; at most one is misspelt."""
    wrong = rng.choice(tuple(HEADERS[kind]))
    found = {}
    for name, words in HEADERS[kind].items():
        word = rng.choice(words) if habits.headers == "synonyms" else words[0]
        spoilt = habits.headers != "typo" or name == wrong
        found[name] = _heading(word, rng, habits) if spoilt else word
    return found


def _table(
    out: Sheet, rng: Random, habits: Habits, records: Sequence[Record], groups: Sequence[str]
) -> None:
    """Type the header and the rows; ``groups`` are merged, repeated or left blank below."""
    titles = _titles(out.kind, rng, habits)
    order = [name for name in titles if any(name in record for record in records)]
    if habits.order == "shuffled":
        rest = [name for name in order if name not in groups and name != "seq"]
        first = [name for name in order if name not in rest]
        rng.shuffle(rest)
        order = [*first, *rest]
    out.order = order
    out.known += titles.values()
    header = [Cell(titles[name]) for name in order]
    if habits.extra:
        header.append(Cell("备注"))
        out.known.append("备注")
    out.head = len(out.rows)
    out.rows.append(header)
    for index, record in enumerate(records):
        if habits.again and index == len(records) // 2 > 0:
            out.rows.append(header)
        above = records[index - 1] if index else None
        after_header = habits.again and index == len(records) // 2
        row = [_grouped(record, above, name, groups, habits, after_header) for name in order]
        if habits.extra:
            row.append(Cell())
        out.rows.append(row)
    out.rows = _ending_merges(out.rows)
    out.end = len(out.rows)


def _grouped(
    record: Record,
    above: Record | None,
    name: str,
    groups: Sequence[str],
    habits: Habits,
    begins: bool,  # noqa: FBT001
) -> Cell:
    text = record.get(name, "")
    if name not in groups:
        return Cell(text)
    outer = groups[: groups.index(name) + 1]
    same = above is not None and all(record[g] == above[g] for g in outer)
    if habits.groups == "repeated" or (begins and habits.groups == "merged"):
        return Cell(text)
    if habits.groups == "blank":
        return Cell("" if same else text)
    return Cell("", rows="continue") if same else Cell(text, rows="restart")


def _ending_merges(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Let cells that continue below one that is not merged begin anew with its text."""
    done: list[list[Cell]] = []
    for row in rows:
        above = done[-1] if done else []
        done.append(
            [
                replace(cell, rows="restart", text=above[i].text)
                if cell.rows == "continue" and (i >= len(above) or not above[i].rows)
                else cell
                for i, cell in enumerate(row)
            ]
        )
    return done


def _begin(kind: str, habits: Habits, *labels: str) -> Sheet:
    out = Sheet(kind)
    annex, title = TITLES[kind]
    lines = [line for line in (annex, title, *labels) if line]
    out.known += [annex, title, *labels]
    if habits.title == "table" and kind not in {"process_flow", "risk_map"}:
        width = len(HEADERS[kind]) + habits.extra
        out.rows.append([Cell(title, columns=width)])
        lines.remove(title)
    out.above = lines
    return out


# ---- the forms


def _few(rng: Random, among: Sequence[str], most: int) -> list[str]:
    return rng.sample(among, rng.randint(1, most))


def _catalogue(rng: Random, habits: Habits) -> Sheet:
    department = rng.choice(DEPARTMENTS)
    out = _begin("catalogue", habits, "单位：防灾科技学院　　填表时间：2012年5月20日")
    records = [
        {
            "seq": str(n),
            "department": department,
            "name": name,
            "category": rng.choice(CATEGORIES),
            "content": content + habits.stop,
            "legal_basis": rng.choice(BASES),
        }
        for n, (name, content) in enumerate(
            zip(_few(rng, ITEMS, 5), rng.sample(CONTENTS, 8), strict=False), 1
        )
    ]
    _table(out, rng, habits, records, ("department",))
    out.form = {"department": department, "items": [{**r, "seq": int(r["seq"])} for r in records]}
    return out


def _risk_records(
    rng: Random, habits: Habits, points: Sequence[str]
) -> tuple[list[Record], list[Record]]:
    """Give rows as typed and the risks that they hold."""
    typed: list[Record] = []
    risks: list[Record] = []
    texts = iter(rng.sample(RISKS, len(RISKS)))
    number = NUMBERS[habits.numbers]
    packed = habits.packed
    if habits.numbers == "none" and packed == "line":
        packed = "row"
    for point in points:
        who = rng.choice(PEOPLE)
        several = [next(texts) for _ in range(rng.randint(1, 3))]
        level = rng.choice(LEVELS)
        listed = []
        for n, text in enumerate(several, 1):
            own = level if packed != "row" else rng.choice(LEVELS)
            # closing marks part what is run together
            stop = habits.stop or ("；" if packed == "line" else "")
            told = {"point": point, "manifestation": text + stop, "level": own, "responsible": who}
            told["number"] = str(n) if habits.numbers != "none" else ""
            risks.append(told)
            words = number(n) + (f"{text}（{own}）{stop}" if habits.behind else text + stop)
            listed.append({**told, "manifestation": words})
        if packed == "row":
            typed += listed
        else:
            glue = "\n" if packed == "paragraphs" else ""
            joined = glue.join(one["manifestation"] for one in listed)
            typed.append({**listed[0], "manifestation": joined})
    dress = LEVEL_DRESSES[habits.level]
    cells = ["" if habits.behind else dress(row["level"]) for row in typed]
    return [{**row, "level": cell} for row, cell in zip(typed, cells, strict=True)], risks


def _rating(rng: Random, habits: Habits) -> Sheet:
    department, item = rng.choice(DEPARTMENTS), rng.choice(ITEMS)
    category = rng.choice(CATEGORIES)
    out = _begin("rating_form", habits, "单位：防灾科技学院　　填表时间：2012年6月4日")
    top = [
        ["序号", str(rng.randint(1, 9)), "责任主体", department],
        ["职权事项名称", item, "职权类别", category],
    ]
    out.rows += [[Cell(text) for text in row] for row in top]
    out.rows.append([Cell("权力运行流程描述"), Cell("详见附件2", columns=3)])
    typed, risks = _risk_records(rng, habits, _few(rng, STEPS, 4))
    _table(out, rng, habits, typed, ("point", "responsible"))
    signs = [
        ("部门意见", "同意。\n部门负责人签字：李明　　2012年6月4日"),
        ("分管领导审核意见", "同意。\n分管领导签字：徐斌森　　2012年6月7日"),
        ("领导小组审定意见", "组长签字（盖章）：　　年　月　日"),
        ("备注", ""),
    ]
    out.rows += [[Cell(label), Cell(text, columns=3)] for label, text in signs]
    out.known += [t for row in top for t in row[::2]] + ["权力运行流程描述", "详见附件2"]
    out.known += [t for sign in signs for t in sign] + ["必填"]
    out.form = {
        "number": top[0][1],
        "item": item,
        "department": department,
        "category": category,
        "risks": [{k: v for k, v in r.items() if k != "number"} for r in risks],
    }
    return out


def _summary(rng: Random, habits: Habits) -> Sheet:
    department = rng.choice(DEPARTMENTS)
    out = _begin("risk_summary", habits)
    items = _few(rng, ITEMS, 3)
    typed: list[Record] = []
    risks: list[Record] = []
    for item in items:
        rows, own = _risk_records(rng, habits, _few(rng, STEPS, 3))
        typed += [{**r, "item": item, "department": department} for r in rows]
        risks += [{**r, "item": item, "department": department} for r in own]
    counts = [sum(r["level"] == level for r in risks) for level in LEVELS]
    told = (
        f"清理职权和重要业务事项共{len(items)}项，排查廉政风险点共{len(risks)}个，其中："
        f"高等级风险{counts[0]}个、中等级风险{counts[1]}个、低等级风险{counts[2]}个。"
    )
    out.rows.append([Cell("汇总统计情况"), Cell(told, columns=5)])
    out.known += ["汇总统计情况", told]
    _table(out, rng, habits, typed, ("department", "item", "point", "responsible"))
    out.form = {
        "declared": {
            "items": len(items),
            "points": len(risks),
            **dict(zip(("high", "medium", "low"), counts, strict=True)),
        },
        "risks": [{k: v for k, v in r.items() if k != "number"} for r in risks],
    }
    return out


def _measures(rng: Random, habits: Habits) -> Sheet:
    department = rng.choice(DEPARTMENTS)
    out = _begin("measures", habits, f"单位：防灾科技学院　　部门：{department}")
    number = NUMBERS[habits.numbers]
    typed: list[Record] = []
    risks: list[dict[str, Any]] = []
    for item in _few(rng, ITEMS, 2):
        rules = _few(rng, REGULATIONS, 2)
        for point in _few(rng, STEPS, 3):
            rows, own = _risk_records(rng, habits, [point])
            measures = [text + habits.stop for text in _few(rng, MEASURES, 3)]
            for row in rows:
                row |= {"item": item, "personnel": row.pop("responsible")}
                row["measures"] = "\n".join(number(n) + t for n, t in enumerate(measures, 1))
                row["regulations"] = "\n".join(f"《{rule}》" for rule in rules)
            typed += rows
            for risk in own:
                who = risk.pop("responsible")
                told = {"item": item, "personnel": who, "measures": measures}
                risks.append({**risk, **told, "regulations": [f"《{rule}》" for rule in rules]})
    plain = replace(habits, groups="merged" if habits.groups == "blank" else habits.groups)
    _table(out, rng, plain, typed, ("item", "point", "personnel", "measures", "regulations"))
    out.form = {
        "department": department,
        "risks": [{k: v for k, v in r.items() if k != "number"} for r in risks],
    }
    return out


def _flow(rng: Random, habits: Habits, kind: str = "process_flow") -> Sheet:
    department, item = rng.choice(DEPARTMENTS), rng.choice(ITEMS)
    out = _begin(kind, habits, f"职权事项：{item}", f"责任处室：{department}")
    steps = [
        {
            "seq": str(n),
            "text": text,
            "actor": rng.choice(PEOPLE),
            "time_limit": f"{rng.randint(1, 9)}个工作日",
        }
        for n, text in enumerate(rng.sample(TYPED_STEPS, rng.randint(2, 6)), 1)
    ]
    for step, after in zip_longest(steps, steps[1:]) if habits.next else ():
        step["next"] = after["text"] if after else rng.choice(("结束", "办结", "/"))
    told: list[dict[str, Any]] = []
    if kind == "risk_map":
        texts = iter(rng.sample(RISKS, len(RISKS)))
        for step in steps:
            several = [next(texts) + "。" for _ in range(rng.randint(1, 3))]
            number = NUMBERS[habits.numbers]
            step["manifestation"] = "\n".join(number(n) + t for n, t in enumerate(several, 1))
            told.append({"manifestations": several})
    _table(out, rng, habits, steps, ())
    out.below = ["监督方式：纪检监察部门全程监督"]
    out.known.append("监督方式：")
    out.form = {
        "item": item,
        "department": department,
        "supervision": "纪检监察部门全程监督",
        "steps": [{k: s[k] for k in ("text", "actor", "time_limit")} for s in steps],
        "transitions": [{"from": f"s{n}", "to": f"s{n + 1}"} for n in range(1, len(steps))],
    }
    if told:
        out.form["risks"] = told
    return out


def _risk_map(rng: Random, habits: Habits) -> Sheet:
    return _flow(rng, habits, "risk_map")


def _assessment(rng: Random, habits: Habits) -> Sheet:
    department = rng.choice(DEPARTMENTS)
    out = _begin("assessment", habits, f"部门：{department}　　考核时间：2012年10月9日")
    dress = rng.choice((("是", "否"), ("达标", "未达标"), ("√", "×"), ("☑是 □否", "□是 ☑否")))
    records, told = [], []
    for criterion in criteria():
        met = rng.random() < 0.8
        evidence = rng.choice(("会议记录", "工作简报第3期", ""))
        records.append(
            {
                "group": criterion.group,
                "criterion": f"{criterion.number}.{criterion.text}",
                "met": dress[not met],
                "evidence": evidence,
            }
        )
        told.append({"number": criterion.number, "met": met, "evidence": evidence or None})
    _table(out, rng, habits, records, ("group",))
    out.known += [c.text for c in criteria()] + [c.group for c in criteria()] + list(dress)
    out.form = {"department": department, "criteria": told}
    return out


def _roster(rng: Random, habits: Habits) -> Sheet:
    department = rng.choice(DEPARTMENTS)
    out = _begin("roster", habits, f"部门：{department}")
    names = rng.sample(NAMES, rng.randint(3, 8))
    roles = ["组长", "副组长", *["成员"] * (len(names) - 3), "联络员"][: len(names)]
    records = [
        {"role": role, "name": name, "post": rng.choice(POSTS)}
        for role, name in zip(roles, names, strict=True)
    ]
    if habits.abreast:
        habits = replace(habits, groups="repeated", again=False, extra=False)
    _table(out, rng, habits, records, ("role",))
    if habits.abreast:
        _put_abreast(out)
    out.form = {"department": department, "members": records}
    return out


def _put_abreast(out: Sheet) -> None:
    """Put every second person beside the one before."""
    header, people = out.rows[out.head], out.rows[out.head + 1 :]
    blank = [Cell()] * len(header)
    pairs = zip_longest(people[::2], people[1::2], fillvalue=blank)
    above = [[replace(c, columns=c.columns * 2) for c in row] for row in out.rows[: out.head]]
    out.rows = [*above, header * 2, *([*one, *other] for one, other in pairs)]
    out.end = len(out.rows)


_WRITERS: Mapping[str, Callable[[Random, Habits], Sheet]] = {
    "catalogue": _catalogue,
    "process_flow": _flow,
    "risk_map": _risk_map,
    "rating_form": _rating,
    "risk_summary": _summary,
    "measures": _measures,
    "assessment": _assessment,
    "roster": _roster,
}


def body(out: Sheet, hand: Hand) -> str:
    """Write a sheet as the inner XML of a document's body."""
    above = "".join(map(hand.paragraph, out.above))
    return above + hand.grid(out.rows) + "".join(map(hand.paragraph, out.below))


def file_of(out: Sheet, hand: Hand, **margins: str) -> bytes:
    """Write a sheet as a Word file."""
    return package(body(out, hand), **margins)


def differences(told: Any, read: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401
    """Give where a form that was read differs from what was typed; more keys may be read."""
    if isinstance(told, Mapping):
        for key, value in told.items():
            at = f"{path}.{key}"
            yield from differences(value, read.get(key) if isinstance(read, Mapping) else None, at)
    elif isinstance(told, (list, tuple)):
        listed = read if isinstance(read, list) else []
        for index, (one, other) in enumerate(zip_longest(told, listed)):
            yield from differences(one, other, f"{path}[{index}]")
    elif _plain(told) != _plain(read):
        yield path, told, read


def _plain(value: Any) -> Any:  # noqa: ANN401 - a JSON value has any type
    """Fold a value: no white space, one width, no closing mark."""
    if not isinstance(value, str):
        return value
    return "".join(unicodedata.normalize("NFKC", value).split()).rstrip("。；;")
