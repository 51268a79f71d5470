"""实施方案 as the office types it: whole, in order, whatever the habit."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from schemas.wording import Plan
from tests.support.forms import Cell, codes, table
from tests.support.wording import para, plain, plan_lines, read

LINES = plan_lines()
TITLE, TEXT, LIST = LINES[1], LINES[2:-8], LINES[-8:]
NUMBERS = re.compile(r"(?P<one>[一二三四五六七])、|（(?P<two>[一二三四五])）|(?P<three>\d)．")
LEADERS = ["齐福荣", "薄景山", "兰从欣", "钟南才", "刘春平", "迟宝明", "石峰"]
OFFICE = ["徐万成", "李明", "李军", "梁瑞莲", "尹景玉", "姜纪沂"]
OFFICE_MEMBERS = ["王翀", "段玉石", "王爱敏", "肖扬", "邹岭"]
DATES = [
    ("4月25日前", "2012-04-25", "M02"),
    ("5月25日前", "2012-05-25", "M03"),
    ("5月31日前", "2012-05-31", "M04"),
    ("6月15日前", "2012-06-15", "M05"),
    ("6月8日前", "2012-06-08", "M06"),
    ("6月15日前", "2012-06-15", "M07"),
    ("6月22日前", "2012-06-22", "M08"),
    ("10月12日前", "2012-10-12", "M11"),
]
HEADINGS = [
    (1, "指导思想"),
    (1, "工作原则"),
    (1, "目标要求"),
    (1, "组织机构"),
    (2, "廉政风险防控机制建设工作领导小组成员名单"),
    (2, "廉政风险防控机制建设工作领导小组办公室成员名单"),
    (2, "部门组织机构"),
    (1, "主要内容"),
    (2, "清理职权事项"),
    (2, "查找廉政风险"),
    (1, "实施步骤"),
    (2, "组织动员部署（4月）"),
    (2, "规范职权和重要业务事项（4月底至5月底）"),
    (2, "排查廉政风险（6月）"),
    (3, "查找廉政风险点"),
    (3, "评定风险等级"),
    (3, "建立廉政风险信息档案资料库"),
    (2, "建立廉政风险防控长效机制（9月）"),
    (3, "制定廉政风险防控措施"),
    (3, "加强动态管理"),
    (2, "检查考核（10月份）"),
    (1, "工作要求"),
    (2, "加强领导，落实责任"),
    (2, "注重检查，务求实效"),
]


def level(line: str) -> int:
    found = NUMBERS.match(line)
    return 1 + ("one", "two", "three").index(str(found.lastgroup)) if found else 0


def unnumbered(line: str) -> str:
    return NUMBERS.sub("", line, count=1) if level(line) else line


def typed(line: str) -> str:
    return para(line, indent="" if line == TITLE else "　　")


def tabbed(line: str) -> str:
    return para(re.sub(r"[ 　]+", "\t", line), indent="\t" if level(line) else "")


def spaced(line: str) -> str:
    return para(NUMBERS.sub(lambda found: f"{found.group()}  ", line), indent="        ")


def automatic(line: str) -> str:
    return para(unnumbered(line), listed=level(line))


def styled(line: str) -> str:
    return para(line, heading=1 if line == TITLE else level(line) and level(line) + 1)


def styled_and_automatic(line: str) -> str:
    return para(unnumbered(line), heading=level(line), listed=level(line))


def half_width(line: str) -> str:
    marks = str.maketrans("（）．：", "().:")
    head, rest = line[:4], line[4:]
    return para(head.translate(marks) + rest if level(line) else line)


HABITS: list[Callable[[str], str]] = [
    typed, tabbed, spaced, automatic, styled, styled_and_automatic, half_width
]  # fmt: skip


def plan(*blocks: str) -> Plan:
    (form,), findings = read(*blocks)
    assert isinstance(form, Plan)
    assert codes(findings) == []
    return form


def headings(form: Plan) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in form.sections]


def loose(text: str) -> str:
    return text.translate(str.maketrans("（）．：", "().:"))


@pytest.mark.parametrize("habit", HABITS)
def test_every_sentence_is_there_in_order_however_it_is_typed(habit: Callable[[str], str]) -> None:
    form = plan(*map(habit, LINES))

    assert form.title == TITLE
    assert loose(plain(form.body())) == loose(plain(TEXT))


@pytest.mark.parametrize("habit", HABITS)
def test_headings_of_three_levels_are_told_however_they_are_typed(
    habit: Callable[[str], str],
) -> None:
    assert headings(plan(*map(habit, LINES))) == HEADINGS


@pytest.mark.parametrize("habit", HABITS)
def test_people_days_and_annexes_are_found_however_they_are_typed(
    habit: Callable[[str], str],
) -> None:
    form = plan(*map(habit, LINES))

    assert [m.name for m in form.leading_group][:-1] == LEADERS
    assert [m.name for m in form.office] == [*OFFICE, *OFFICE_MEMBERS]
    assert [(d.text, d.date.isoformat(), d.milestone) for d in form.dates] == DATES
    assert form.annexes == tuple(line[2:] for line in LIST[1:])


def test_headings_of_word_need_no_number() -> None:
    form = plan(*(para(unnumbered(line), heading=level(line)) for line in LINES))

    assert headings(form) == HEADINGS
    assert plain(form.body()) == plain(unnumbered(line) for line in TEXT)


def test_the_usual_first_headings_are_known_without_number_and_style() -> None:
    form = plan(*(para(unnumbered(line) if level(line) == 1 else line) for line in LINES))

    assert headings(form) == HEADINGS


def test_bold_lines_are_headings_where_nothing_else_is_one() -> None:
    form = plan(
        para(TITLE), para("为什么要做", bold=True), para("因为要预防。"),
        para("怎么做", bold=True), para("按步骤做好各项廉政风险防控工作。"),
    )  # fmt: skip

    assert headings(form) == [(1, "为什么要做"), (1, "怎么做")]


def test_a_plan_in_one_paragraph_with_manual_line_breaks_is_read_line_by_line() -> None:
    form = plan(para("\n".join(LINES)))

    assert headings(form) == HEADINGS
    assert plain(form.body()) == plain(TEXT)
    assert len(form.annexes) == 7


# ---- headings


def test_a_heading_in_the_paragraph_of_its_text_is_parted_from_it() -> None:
    form = plan(para(TITLE), para("一、主要内容"), para("（一）清理职权事项。根据法规清理。"))

    (_, section) = form.sections
    assert (section.number, section.heading, section.closing) == ("（一）", "清理职权事项", "。")
    assert (section.text, section.run_in) == ("根据法规清理。", True)


@pytest.mark.parametrize("gap", ["　　", "    ", "\t"])
def test_blanks_part_a_heading_from_its_text_where_no_full_stop_does(gap: str) -> None:
    text = "根据相关法规和规定的工作职能，对职责任务进行清理和确认。"
    form = plan(para(TITLE), para("一、主要内容"), para(f"（一）清理职权事项{gap}{text}"))

    assert headings(form)[1] == (2, "清理职权事项")
    assert form.sections[1].text == text
    assert form.sections[1].closing.strip() == ""


def test_four_levels_are_told_apart() -> None:
    form = plan(
        para(TITLE), para("一、实施步骤"), para("（一）动员部署"), para("1．学习文件"),
        para("（1）会议学习。认真学习上级文件精神。"), para("（2）个人自学。每人写出学习笔记。"),
    )  # fmt: skip

    assert [section.level for section in form.sections] == [1, 2, 3, 4, 4]


@pytest.mark.parametrize(
    "line",
    [
        "第一，统一思想；第二，明确任务。",
        "1.职权事项名称指职能职权；2.职权类别分为三类；3.法规依据指法律。",
        "1．各部门要在5月20日以前完成清理工作。",
        "（1）各部门（单位）要对照法律法规和职能职责，组织对本部门所有岗位职权和重要业务事项进行全面清理并逐项登记造册。",
        "一、二、三级预警由办公室负责。",
        "2012年是廉政风险防控机制建设的第一年。",
    ],
)
def test_a_numbered_sentence_of_the_text_is_no_heading(line: str) -> None:
    form = plan(para(TITLE), para("一、工作要求"), para("要求如下。"), para(line))

    assert headings(form) == [(1, "工作要求")]
    assert form.sections[0].text == f"要求如下。\n{line}"


def test_lines_below_a_colon_are_a_list_and_no_headings() -> None:
    lines = ["要抓好以下工作：", "1．学习文件；", "2．查找风险；", "3．落实整改。"]
    form = plan(para(TITLE), para("一、工作要求"), *map(para, lines))

    assert headings(form) == [(1, "工作要求")]
    assert form.sections[0].text == "\n".join(lines)


def test_a_date_in_brackets_does_not_keep_a_line_from_being_a_heading() -> None:
    form = plan(
        para(TITLE), para("一、实施步骤"), para("（一）第一阶段：动员部署（4月10日至4月25日）"),
        para("召开动员大会。"),
    )  # fmt: skip

    assert headings(form)[1] == (2, "第一阶段：动员部署（4月10日至4月25日）")
    assert [(d.text, d.milestone) for d in form.dates] == []
    assert [(d.text, d.milestone) for d in form.days] == [("4月10日", None), ("4月25日", None)]


def test_decimal_numbers_count_their_parts() -> None:
    form = plan(
        para(TITLE), para("1 指导思想"), para("坚持预防为主。"), para("2 主要内容"),
        para("2.1 清理职权"), para("逐项清理。"), para("2.2 查找风险"), para("逐项查找。"),
    )  # fmt: skip

    assert [section.level for section in form.sections] == [1, 1, 2, 2]


# ---- around the text


def test_a_title_over_two_lines_is_one_title() -> None:
    form = plan(para("防灾科技学院廉政风险防控机制建设"), para("实 施 方 案"), *map(para, TEXT))

    assert form.title == TITLE


def test_an_official_document_is_told_from_its_text() -> None:
    form = plan(
        para("防灾科技学院文件"), para("防科院发〔2012〕15号"), para(),
        para(TITLE), para("（征求意见稿）"), para("各部门（单位）："), *map(para, TEXT),
        para("附件：1．职权和重要业务事项目录"), para("      2．职权和重要业务事项运行流程图"),
        para("防灾科技学院", indent=" " * 40), para("二〇一二年四月二十日", indent=" " * 38),
        para("抄送：中国地震局。"), para("防灾科技学院办公室　　　2012年4月20日印发"),
    )  # fmt: skip

    assert [passage.text for passage in form.front] == ["防灾科技学院文件", "防科院发〔2012〕15号"]
    assert (form.subtitle, form.addressee) == (("（征求意见稿）",), "各部门（单位）：")
    assert form.annexes == ("职权和重要业务事项目录", "职权和重要业务事项运行流程图")
    assert (form.issued_by, str(form.issued_on)) == ("防灾科技学院", "2012-04-20")
    assert len(form.closing) == 2
    assert plain(form.body()) == plain(TEXT)
    assert all(date.year_told for date in form.dates)


def test_a_cover_and_a_table_of_contents_are_not_the_text() -> None:
    contents = [para(f"{line}\t{page}") for page, line in enumerate(TEXT, 1) if level(line) == 1]
    form = plan(
        para("防灾科技学院"), para("廉政风险防控机制建设实施方案"), para("2012年4月"),
        para("目  录", page_break=True), *contents,
        para("防灾科技学院", page_break=True), para("廉政风险防控机制建设实施方案"),
        *map(para, TEXT),
    )  # fmt: skip

    assert form.title == TITLE
    assert headings(form) == HEADINGS
    assert plain(form.body()) == plain(TEXT)


@pytest.mark.parametrize(
    "listed",
    [
        ["附件：", "1．职权目录", "2．运行流程图", "3．风险分布图"],
        ["附件：1．职权目录", "2．运行流程图", "3．风险分布图"],
        ["附件：1．职权目录；2．运行流程图；3．风险分布图。"],
        ["附件1：职权目录", "附件2：运行流程图", "附件3：风险分布图"],
        ["附件1.职权目录", "附件2.运行流程图", "附件3.风险分布图"],
    ],
)
def test_the_list_of_annexes_is_read_however_it_is_written(listed: list[str]) -> None:
    form = plan(
        para(TITLE), *map(para, TEXT), *map(para, listed),
        para("防灾科技学院"), para("2012年4月20日"),
    )  # fmt: skip

    assert form.annexes == ("职权目录", "运行流程图", "风险分布图")
    assert form.issued_by == "防灾科技学院"
    assert plain(form.body()) == plain(TEXT)


# ---- tables


def test_a_table_of_people_is_read_in_its_place() -> None:
    rows: list[list[str | Cell]] = [
        ["组  长", "齐福荣", "党委书记"], ["", "薄景山", "院长"],
        [Cell("副组长", rows="restart"), "兰从欣", "纪委书记"],
        [Cell(rows="continue"), "石  峰", "副院长"],
    ]  # fmt: skip
    form = plan(
        para(TITLE), para("一、组织机构"), para("（一）领导小组成员名单"), table(rows),
        para("职责：负责指导和督促检查。"), para("二、工作要求"), para("加强领导。"),
    )  # fmt: skip

    people = [(m.role, m.name, m.post) for m in form.leading_group]
    assert people == [
        ("组长", "齐福荣", "党委书记"), ("组长", "薄景山", "院长"),
        ("副组长", "兰从欣", "纪委书记"), ("副组长", "石峰", "副院长"),
    ]  # fmt: skip
    first, second = form.sections[1].passages
    assert [cell.text for cell in first.cells if cell.column == 2][:2] == ["齐福荣", "薄景山"]
    assert second.text == "职责：负责指导和督促检查。"


@pytest.mark.parametrize(
    "line",
    [
        "副组长：兰从欣（纪委书记）、石峰（副院长）",
        "副组长：兰从欣  纪委书记  石  峰  副院长",
        "副组长：兰从欣\t纪委书记\t石峰\t副院长",
        "副组长：兰从欣 纪委书记，石峰 副院长。",
    ],
)
def test_people_on_one_line_are_told_apart(line: str) -> None:
    form = plan(
        para(TITLE), para("一、组织机构"), para("（一）领导小组成员名单"),
        para("组长：齐福荣  党委书记"), para(line), para("办公室设在纪委办公室，负责日常工作。"),
    )  # fmt: skip

    assert [(m.role, m.name) for m in form.leading_group] == [
        ("组长", "齐福荣"), ("副组长", "兰从欣"), ("副组长", "石峰"),
    ]  # fmt: skip


def test_group_and_office_are_told_apart_by_their_roles_where_no_heading_does() -> None:
    form = plan(
        para(TITLE), para("一、组织领导"), para("成立廉政风险防控工作领导小组。"),
        para("组长：齐福荣"), para("成员：石峰"),
        para("领导小组下设办公室，设在纪委办公室。"), para("主任：徐万成"), para("成员：王翀"),
    )  # fmt: skip

    assert [m.name for m in form.leading_group] == ["齐福荣", "石峰"]
    assert [m.name for m in form.office] == ["徐万成", "王翀"]


# ---- what is not there is not lost


def test_words_in_a_drawing_are_told() -> None:
    box = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:rect '
        'style="position:absolute;width:90pt;height:30pt"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>文本框里的话</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
    )
    (form,), findings = read(para(TITLE), para("一、工作要求"), para("加强领导。"), box)

    assert plain(form.body()) == "一、工作要求加强领导。"
    assert codes(findings) == ["LF-F12"]
    assert "文本框里的话" in findings[0].message


def test_a_single_cell_around_the_text_is_only_a_frame() -> None:
    form = plan(para(TITLE), table([["一、工作要求\n加强领导。\n二、主要内容\n逐项清理。"]]))

    assert headings(form) == [(1, "工作要求"), (1, "主要内容")]


# ---- the annexes that follow


CATALOGUE = table(
    [
        ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"],
        ["1", "教务处", "学籍管理", "行政职权", "管理学籍。", "《规定》"],
    ]
)
STEPS = table([["环节", "岗位", "下一环节"], ["受理", "经办人", "审核"], ["审核", "科长", "结束"]])


def annexes(first: str, second: str) -> list[str]:
    return [
        para(first, page_break=True), para("职权和重要业务事项目录（样表）"), CATALOGUE,
        para("说明：1.职权事项名称指职能职权或重要业务事项；"),
        para(second), para("职权和重要业务事项"), para("运行流程图（样图）"),
        para("职权事项：信访举报受理"), STEPS,
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["附件{}：", "附件{}", "附件 {}:"])
def test_blank_annexes_after_a_plan_are_no_submissions(heading: str) -> None:
    forms, findings = read(*map(para, LINES), *annexes(heading.format(1), heading.format(2)))

    (form,) = forms
    assert codes(findings) == []
    assert [(a.number, a.form) for a in form.attached] == [(1, "catalogue"), (2, "process_flow")]
    assert form.attached[1].title == "职权和重要业务事项运行流程图（样图）"
    assert len(form.annexes) == 7
    assert plain(form.body()) == plain(TEXT)


def test_annexes_that_begin_with_their_titles_alone_are_told_apart() -> None:
    forms, _ = read(
        *map(para, LINES), para("职权和重要业务事项目录（样表）", page_break=True), CATALOGUE,
        para("职权和重要业务事项运行流程图（样图）"), para("职权事项：信访"), STEPS,
    )  # fmt: skip

    (form,) = forms
    assert [annex.form for annex in form.attached] == ["catalogue", "process_flow"]


def test_an_annex_of_the_offices_own_keeps_its_words() -> None:
    forms, _ = read(
        para(TITLE), *map(para, TEXT), para("附件8：", page_break=True), para("联系人名单"),
        table([["姓名", "电话"], ["王翀", "123"]]),
    )  # fmt: skip

    (annex,) = forms[0].attached
    assert (annex.number, annex.title, annex.form) == (8, "联系人名单", None)
    assert annex.passages[0].text == "姓名\t电话\n王翀\t123"
    assert forms[0].annexes == ("联系人名单",)


OWN = [line.replace("防灾科技学院廉政风险", "教务处廉政风险") for line in LINES]


def test_annexes_that_a_department_has_filled_in_after_its_own_plan_are_submissions() -> None:
    forms, _ = read(
        *map(para, OWN), para("附件1", page_break=True), para("职权和重要业务事项目录"), CATALOGUE
    )

    assert [form.form for form in forms] == ["plan", "catalogue"]


def test_a_plan_after_other_forms_is_a_plan_of_its_own() -> None:
    forms, findings = read(
        para("附件1"), para("职权和重要业务事项目录"), CATALOGUE,
        *(para(line, page_break=line == OWN[1]) for line in OWN[1:]),
    )  # fmt: skip

    assert [form.form for form in forms] == ["catalogue", "plan"]
    assert codes(findings) == []


@pytest.mark.parametrize("line", [TITLE, f"《{TITLE}》附件1", f"{TITLE}附件"])
def test_the_plans_name_above_a_form_makes_it_no_plan(line: str) -> None:
    forms, findings = read(para(line), para("职权和重要业务事项目录"), CATALOGUE)

    assert [form.form for form in forms] == ["catalogue"]
    assert codes(findings) == []


def test_a_notice_with_the_plans_sections_is_a_plan() -> None:
    form = plan(
        para("关于开展廉政风险防控机制建设工作的通知"), para("各部门（单位）："), *map(para, TEXT)
    )

    assert form.title == "关于开展廉政风险防控机制建设工作的通知"
    assert headings(form) == HEADINGS


def test_a_plan_without_title_is_known_by_its_headings() -> None:
    form = plan(*map(para, TEXT))

    assert form.title == ""
    assert plain(form.body()) == plain(TEXT)
