"""Days in a plan's text: which are found, of which year, and which milestone they mean."""

from __future__ import annotations

import pytest

from schemas.wording import Plan
from tests.support.forms import codes, table
from tests.support.wording import para, read

TITLE = "防灾科技学院2012年廉政风险防控机制建设实施方案"
WITHOUT_YEAR = "防灾科技学院廉政风险防控机制建设实施方案"
SUPERIOR = "中国地震局廉政风险防控机制建设工作领导小组办公室"


def plan(*lines: str, title: str = TITLE, heading: str = "一、实施步骤") -> Plan:
    (form,), findings = read(para(title), para(heading), *map(para, lines))
    assert isinstance(form, Plan)
    assert codes(findings) == []
    return form


def meant(*lines: str, heading: str = "一、实施步骤") -> list[tuple[str, str | None]]:
    return [(day.text, day.milestone) for day in plan(*lines, heading=heading).dates]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("于4月25日前报送", "4月25日前"),
        ("于2012年4月25日前报送", "2012年4月25日前"),
        ("于二〇一二年四月二十五日之前报送", "二〇一二年四月二十五日之前"),
        ("于４月２５日前报送", "４月２５日前"),
        ("于 4 月 25 日 前报送", "4 月 25 日 前"),
        ("于4月25日以前报送", "4月25日以前"),
        ("于4月25日（星期三）下班前报送", "4月25日（星期三）下班前"),
        ("于4月25日17时前报送", "4月25日17时前"),
        ("不迟于4月25日报送", "4月25日"),
        ("截止2012.4.25报送", "2012.4.25"),
        ("于2012-04-25前报送", "2012-04-25前"),
        ("于4月25号前报送", "4月25号前"),
    ],
)
def test_a_day_is_found_however_it_is_written(written: str, found: str) -> None:
    (day,) = plan(f"领导小组办公室将实施方案{written}{SUPERIOR}。").dates

    assert (day.text, day.date.isoformat(), day.milestone) == (found, "2012-04-25", "M02")


@pytest.mark.parametrize(
    "text",
    ["（4月底至5月底）",
     "10月份进行检查考核。", "会后的3天内将名单报办公室。", "2012年4月召开会议。",
     "清理率达到4.25%以上。", "详见13月45日的通知。"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert plan(f"要抓紧落实。{text}").dates == ()


@pytest.mark.parametrize(
    "text",
    ["4月10日至4月25日报送实施方案。", "10月8日—11日，组织检查考核。", "9月1-30日前报送防控措施。"],
)
def test_the_ends_of_a_period_mean_no_milestone(text: str) -> None:
    days = plan(text).dates

    assert days
    assert [day.milestone for day in days] == [None] * len(days)


@pytest.mark.parametrize(
    ("sentence", "milestone"),
    [
        ("4月25日前，将实施方案报送中国地震局。", "M02"),
        ("《实施方案》于4月25日前上报局纪检组。", "M02"),
        ("各部门于4月23日前将人员名单报领导小组办公室。", "M01"),
        ("各部门（单位）于5月25日前将目录和流程图报送纪委办公室。", "M03"),
        ("5月25日前各处室向领导小组办公室报送附件1和附件2。", "M03"),
        ("5月31日前，将汇总后的目录和流程图提交领导小组审定。", "M04"),
        ("6月15日前，将审定后的目录和流程图报上级主管部门。", "M05"),
        ("各单位6月8日前向办公室报送风险分布图。", "M06"),
        ("各部门填写排查评定表（附件4），6月15日前报审计监察处。", "M07"),
        ("风险点及等级汇总表于6月22日前报送中国地震局。", "M08"),
        ("各部门于9月30日前将防控措施一览表报领导小组办公室。", "M09"),
        ("10月11日前，完成对各部门的检查考核。", "M10"),
        ("手册和工作情况报告于10月12日前报送省教育厅。", "M11"),
    ],
)
def test_what_is_sent_and_to_whom_tells_the_milestone(sentence: str, milestone: str) -> None:
    assert [code for _, code in meant(sentence)] == [milestone]


@pytest.mark.parametrize(
    "sentence",
    [
        "4月20日，召开动员部署会。",
        "各部门于5月10日前完成职权清理工作。",
        "各部门于5月15日前将目录初稿报领导小组办公室。",
        "各部门于4月20日前将本部门实施方案报领导小组办公室。",
        "根据3月1日印发的文件精神，报送有关材料。",
        "6月30日前报送半年工作总结到组织部。",
    ],
)
def test_words_that_do_not_tell_a_milestone_mean_none(sentence: str) -> None:
    assert [code for _, code in meant(sentence)] == [None]


def test_several_days_of_a_sentence_are_told_apart() -> None:
    first = (
        "各部门将目录和流程图于5月25日前报领导小组办公室，办公室汇总后于5月31日前报领导小组审定，"
    )
    after = "6月15日前报送中国地震局。"

    assert [code for _, code in meant(first + after)] == ["M03", "M04", "M05"]


def test_days_at_the_beginning_of_their_clauses_are_told_apart() -> None:
    sentence = "5月25日前，各部门将目录和流程图报办公室，6月8日前，各部门将风险分布图报办公室。"

    assert [code for _, code in meant(sentence)] == ["M03", "M06"]


def test_a_sentence_may_say_what_it_speaks_of_in_the_one_before() -> None:
    lines = "各部门编制职权目录，绘制流程图。办公室审核后，于6月15日前报送中国地震局。"

    assert meant(lines) == [("6月15日前", "M05")]


def test_the_heading_tells_what_a_day_is_for_where_the_text_does_not() -> None:
    text = "经主管院领导审核后，于6月8日前报学院领导小组办公室。"

    assert meant(text, heading="一、绘制廉政风险分布图") == [("6月8日前", "M06")]


def test_the_rows_of_a_schedule_are_read() -> None:
    rows = [
        ["时间", "工作内容", "责任单位"],
        ["4月25日前", "将实施方案报送中国地震局", "领导小组办公室"],
        ["5月25日前", "报送目录和流程图", "各部门（单位）"],
        ["6月8日", "报送风险分布图", "各部门（单位）"],
        ["10月1日至10月11日", "检查考核", "领导小组"],
        ["10月12日前", "上报工作情况报告和手册", "领导小组办公室"],
    ]
    (form,), _ = read(para(TITLE), para("一、实施步骤"), para("安排如下："), table(rows))

    found = [(day.date.isoformat()[5:], day.milestone) for day in form.dates]
    assert found == [
        ("04-25", "M02"), ("05-25", "M03"), ("06-08", "M06"),
        ("10-01", None), ("10-11", None), ("10-12", "M11"),
    ]  # fmt: skip
    assert (form.dates[0].places[""].table, form.dates[0].places[""].row) == (1, 2)


# ---- the year


SENT = "领导小组办公室将实施方案于4月25日前报送中国地震局。"


def test_the_title_tells_the_year() -> None:
    (day,) = plan(SENT).dates

    assert (day.date.year, day.year_told) == (2012, True)


def test_the_day_of_issue_tells_the_year() -> None:
    lines = [SENT, "", "防灾科技学院", "二〇一三年四月二十日"]
    (day,) = plan(*lines, title=WITHOUT_YEAR).dates

    assert (day.date.year, day.year_told) == (2013, True)


def test_the_documents_own_number_tells_the_year() -> None:
    (form,), _ = read(
        para("防科院发〔2013〕15号"), para(WITHOUT_YEAR), para("一、实施步骤"), para(SENT)
    )

    assert (form.dates[0].date.year, form.dates[0].year_told) == (2013, True)


def test_a_number_that_is_cited_makes_a_year_likely_but_not_sure() -> None:
    (day,) = plan("根据（中震党发〔2012〕34号）精神。", SENT, title=WITHOUT_YEAR).dates

    assert (day.date.year, day.year_told) == (2012, False)


def test_a_year_beside_the_day_goes_before_every_other() -> None:
    (day,) = plan(SENT.replace("4月", "2013年4月")).dates

    assert (day.date.year, day.year_told) == (2013, True)


def test_days_without_any_year_are_kept_apart() -> None:
    form = plan(SENT, title=WITHOUT_YEAR)

    assert form.dates == ()
    (day,) = form.days
    assert (day.month, day.day, day.milestone, day.text) == (4, 25, "M02", "4月25日前")
