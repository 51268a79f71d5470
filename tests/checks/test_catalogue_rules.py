"""Family C: what a department's catalogue (annex 1) has to hold."""

from __future__ import annotations

import pytest

from checks import check
from schemas.dossier import Conflict
from schemas.findings import Finding
from schemas.forms import CatalogueItem
from tests.support.dossiers import AUDIT, ITEM, TEACHING, catalogue, dossier, row, source, told

FIRST, SECOND = f"inbox/{AUDIT}/一.docx", f"inbox/{AUDIT}/二.docx"


def checked(*rows: CatalogueItem) -> tuple[Finding, ...]:
    return check(dossier(catalogue(*rows)))


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code[3:] for finding in findings if finding.code[3] == "C"}


def test_a_sound_catalogue_breaks_no_rule() -> None:
    assert codes(checked(row(), row("案件查办", line=3, seq=2))) == set()


def test_a_catalogue_that_says_nothing_to_report_breaks_no_rule() -> None:
    assert codes(checked()) == set()


def test_a_row_without_a_name_is_told_at_its_name_cell_and_as_nothing_else() -> None:
    found = checked(row(), row(" \n", line=3, seq=9, category="", content="", legal_basis=""))
    assert told(found, "C01") == [(AUDIT, None, "表1第3行第3列")]
    assert codes(found) == {"C01"}


@pytest.mark.parametrize("category", ["", "其他职权", "行政职权、内部职权"])
def test_a_category_that_is_not_one_of_the_three_is_told(category: str) -> None:
    found = checked(row(category=category))
    assert told(found, "C02") == [(AUDIT, ITEM, "表1第2行第4列")]


def test_the_message_shows_the_category_as_it_was_written() -> None:
    (found,) = (f for f in checked(row(category="其他职权")) if f.code == "LF-C02")
    assert "写作“其他职权”" in found.message


@pytest.mark.parametrize("basis", ["", " ", "无", "/", "—"])
def test_an_item_without_a_legal_basis_is_told(basis: str) -> None:
    found = checked(row(legal_basis=basis))
    assert told(found, "C04") == [(AUDIT, ITEM, "表1第2行第6列")]
    assert codes(found) == {"C04"}


def test_an_item_without_content_is_told() -> None:
    found = checked(row(content=""))
    assert told(found, "C05") == [(AUDIT, ITEM, "表1第2行第5列")]
    assert codes(found) == {"C05"}


@pytest.mark.parametrize(
    ("name", "other"), [(ITEM, ITEM), (ITEM, "信访\n举报 受理"), ("A类审批", "Ａ类审批")]
)
def test_a_repeated_item_is_told_at_the_later_row(name: str, other: str) -> None:
    found = checked(row(name), row(other, line=3, seq=2, content="另一内容"))
    assert told(found, "C03") == [(AUDIT, name, "表1第3行第3列")]


def test_a_repeated_item_in_another_file_names_that_file() -> None:
    parts = dossier((FIRST, catalogue(row())), (SECOND, catalogue(row(line=5, content="另一内容"))))
    (found,) = (f for f in check(parts) if f.code == "LF-C03")
    assert (found.file, str(found.location)) == (SECOND, "表1第5行第3列")
    assert [(r.file, r.row) for r in found.related] == [(FIRST, 2)]


def test_a_conflict_of_which_one_row_is_left_out_is_still_told() -> None:
    conflict = Conflict(
        kind="catalogue",
        item=ITEM,
        department=AUDIT,
        one=source(FIRST),
        other=source(SECOND),
    )
    found = check(dossier((FIRST, catalogue(row())), conflicts=(conflict,)))
    assert told(found, "C03") == [(AUDIT, ITEM, "")]


def test_the_same_item_in_two_departments_is_no_repetition() -> None:
    both = dossier(
        catalogue(row()),
        (f"inbox/{TEACHING}/目录.docx", catalogue(row(department=TEACHING), department=TEACHING)),
    )
    assert told(check(both), "C03") == []


@pytest.mark.parametrize(
    "text",
    [
        "…",
        "………",
        "...  ...",
        "XX",
        "XX（略）",
        "×××",
        "待定",
        "此处填写",
        "〔…〕",
        "———",
        "20XX年",
    ],
)
def test_placeholder_text_is_told_as_that_and_not_as_missing(text: str) -> None:
    found = checked(row(content=text))
    assert told(found, "C06") == [(AUDIT, ITEM, "表1第2行第5列")]
    assert codes(found) == {"C06"}


@pytest.mark.parametrize("field", ["name", "category", "legal_basis"])
def test_placeholders_are_found_in_every_column(field: str) -> None:
    texts = {field: "XXXX（略）"}
    assert codes(checked(row(**texts))) == {"C06"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "basis",
    [
        "《XXXX信访举报登记管理办法》",
        "防灾院〔2012〕×号",
        "《……》",
        "《××省条例》",
    ],
)
def test_a_placeholder_inside_a_text_is_told(basis: str) -> None:
    assert codes(checked(row(legal_basis=basis))) == {"C06"}


@pytest.mark.parametrize(
    "text",
    [
        "“三定”方案",
        "《高等学校会计制度》（财教〔2013〕30号）",
        "二○○八年修订的《图书馆规程》",
        "收集、整理……等日常工作",
        "使用X光机检查，发放XXL号工作服",
        "省略号—破折号——照常使用",
    ],
)
def test_real_text_is_not_taken_for_a_placeholder(text: str) -> None:
    assert codes(checked(row(content=text, legal_basis=text))) == set()


def numbered(*numbers: int | None, departments: str = "") -> tuple[Finding, ...]:
    owners = departments or "甲" * len(numbers)
    return checked(
        *(
            row(f"事项{line}", line=line, seq=number, department=owner)
            for line, (number, owner) in enumerate(zip(numbers, owners, strict=True), 2)
        )
    )


@pytest.mark.parametrize("numbers", [(None, None), (1, 2, 3), (9, 10, 11), (5,)])
def test_running_numbers_or_none_at_all_are_in_order(numbers: tuple[int | None, ...]) -> None:
    assert told(numbered(*numbers), "C07") == []


def test_numbers_may_begin_again_with_another_department() -> None:
    assert told(numbered(1, 2, 1, 2, departments="甲甲乙乙"), "C07") == []


@pytest.mark.parametrize(
    ("numbers", "line", "word"),
    [
        ((1, 2, 4, 5), 4, "跳到"),
        ((1, 2, 2, 3), 4, "重复"),
        ((1, 3, 2), 3, "跳到"),
        ((1, 2, 1), 4, "颠倒"),
        ((1, None, 3), 3, "没有序号"),
    ],
)
def test_a_break_in_the_numbers_is_told_where_it_stands(
    numbers: tuple[int | None, ...], line: int, word: str
) -> None:
    found = [f for f in numbered(*numbers) if f.code == "LF-C07"]
    assert (found[0].location and found[0].location.row, found[0].severity) == (line, "warning")
    assert word in found[0].message


def test_one_break_is_told_once() -> None:
    assert len(told(numbered(1, 2, 4, 5, 6), "C07")) == 1


def test_rows_that_another_file_repeats_leave_no_gap_in_the_numbers() -> None:
    rows = [row(f"事项{n}", line=n + 1, seq=n) for n in range(1, 5)]
    whole = dossier((FIRST, catalogue(*rows)))
    kept = catalogue(rows[0], rows[2], rows[3])
    sent = whole.departments[0].catalogues[0].model_copy(update={"form": kept})
    audit = whole.departments[0].model_copy(update={"catalogues": (sent,)})
    lessened = whole.model_copy(update={"departments": (audit, whole.departments[1])})
    assert told(check(lessened), "C07") == []
