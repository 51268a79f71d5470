"""What the later of two versions of a form says differently, field by field."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.department_changes import assessment_changes, item_list_changes, roster_changes
from flows.version_changes import version_changes
from schemas.forms import Form, Roster, RosterMember, Step
from tests.support.dossiers import (
    ITEM,
    assessment,
    catalogue,
    flow,
    measured,
    measures,
    rated,
    rating_form,
    risk_map,
    risk_summary,
    row,
    sign_offs,
    summed,
)

THREE = "受理>审核 审核>审批"


def told(before: Form, after: Form) -> list[tuple[str, str | None, str | None, str | None]]:
    """Give each change as (subject, field, from, to)."""
    found = version_changes(before, after, "表", ITEM)
    return [(c.subject, c.field, c.before, c.after) for c in found]


def phrases(before: Form, after: Form) -> list[str]:
    return [c.text for c in version_changes(before, after, "表", ITEM)]


def of(form: Any, number: int, **more: Any) -> Any:  # noqa: ANN401 - a chart, fields of a step
    """Give a chart with one step changed; numbers count from 0."""
    steps = list(form.steps)
    steps[number] = steps[number].model_copy(update=more)
    return form.model_copy(update={"steps": tuple(steps)})


def test_a_steps_time_limit_and_post_are_told_with_both_wordings() -> None:
    later = of(flow(THREE), 0, time_limit="2个工作日", actor="科长")

    assert told(flow(THREE), later) == [
        ("“受理”环节", "办理时限", "当日", "2个工作日"),
        ("“受理”环节", "责任岗位", None, "科长"),
    ]
    assert phrases(flow(THREE), later)[1] == "“受理”环节的责任岗位由“空白”改为“科长”"


def test_a_step_that_was_put_between_is_told_with_its_arrows() -> None:
    assert phrases(flow(THREE), flow("受理>审核 审核>复核 复核>审批")) == [
        "新增环节“复核”",
        "新增流转“审核→复核”",
        "新增流转“复核→审批”",
        "删去流转“审核→审批”",
    ]


def test_a_step_that_got_another_name_between_the_same_others_is_the_same() -> None:
    assert told(flow(THREE), flow("受理>会审 会审>审批")) == [("", "环节", "审核", "会审")]


def test_an_arrows_label_is_its_condition() -> None:
    before, after = flow("受理>审核"), flow("受理>审核")
    arrow = after.transitions[0].model_copy(update={"label": "是"})

    assert told(before, after.model_copy(update={"transitions": (arrow,)})) == [
        ("流转“受理→审核”", "条件", "", "是")
    ]


def test_supervision_is_told() -> None:
    assert told(flow(), flow(supervision="公开结果。")) == [("", "监督方式", None, "公开结果。")]


def test_ids_and_order_of_the_steps_change_nothing() -> None:
    before = flow(THREE)
    names = {step.id: f"z{step.id}" for step in before.steps}
    after = before.model_copy(
        update={
            "steps": tuple(
                s.model_copy(update={"id": names[s.id]}) for s in reversed(before.steps)
            ),
            "transitions": tuple(
                t.model_copy(update={"source": names[t.source], "target": names[t.target]})
                for t in before.transitions
            ),
        }
    )

    assert phrases(before, after) == ["收到新版表，内容没有变化"]


def test_the_boxes_of_a_risk_map_are_compared_step_by_step() -> None:
    before = risk_map({"受理": ["不按规定登记。"], "审批": ["违规审批。"]})
    after = risk_map({"受理": ["不按规定登记。", "泄露举报人信息。"], "审核": ["违规审批。"]})

    assert told(before, after) == [
        ("“受理”环节", "风险表现形式", None, "泄露举报人信息。"),
        ("“审核”环节", "风险表现形式", None, "违规审批。"),
        ("“审批”环节", "风险表现形式", "违规审批。", None),
    ]


def test_the_boxes_of_steps_that_are_gone_are_told() -> None:
    before = risk_map({"审批": ["违规审批。"]})
    after = risk_map({}, arrows="受理>审核")

    assert ("“审批”环节", "风险表现形式", "违规审批。", None) in told(before, after)


def test_levels_of_annex_4_and_its_sign_offs_are_told() -> None:
    before = rating_form(rated(level="低"), signed=())
    after = rating_form(rated(level="高"), signed=sign_offs(leader=None))

    assert told(before, after) == [
        ("“受理”环节的“不按规定登记”", "风险等级", "低", "高"),
        ("", "部门意见", None, "同意。"),
        ("部门意见", "签字", None, "甲"),
        ("部门意见", "日期", None, "2012-06-04"),
    ]


def test_of_annex_5_only_the_rows_of_the_item_count() -> None:
    before = risk_summary(summed(level="低"), summed(level="低", item="案件查办"))
    after = risk_summary(summed(level="中"), summed(level="高", item="案件查办"))

    assert told(before, after) == [("“受理”环节的“不按规定登记”", "风险等级", "低", "中")]


def test_measures_regulations_and_personnel_of_annex_6_are_told() -> None:
    before = measures(measured(measures=["抽查登记情况。"], regulations=["《登记办法》"]))
    after = measures(
        measured(
            personnel="处领导",
            measures=["抽查登记情况。", "轮岗交流。"],
            regulations=["《信访举报件办理规定》"],
        )
    )

    assert phrases(before, after) == [
        "“受理”环节的“不按规定登记”的所涉人员由“承办人”改为“处领导”",
        "“受理”环节的“不按规定登记”新增防控措施“轮岗交流。”",
        "“受理”环节的“不按规定登记”新增制度“《信访举报件办理规定》”",
        "“受理”环节的“不按规定登记”删去制度“《登记办法》”",
    ]


def test_a_measure_over_many_risks_is_told_once() -> None:
    texts = ("不按规定登记。", "泄露举报人信息。", "压件不办。")
    before = measures(*(measured(text, measures=["抽查。"]) for text in texts))
    after = measures(*(measured(text, measures=["抽查。", "轮岗交流。"]) for text in texts))

    assert phrases(before, after) == ["“受理”环节的“不按规定登记”等3个风险新增防控措施“轮岗交流。”"]


def test_when_a_regulation_is_planned_is_told() -> None:
    risk = measured(regulations=["《登记办法》"])
    later = risk.model_copy(update={"planned": ("2012年9月",)})

    [(_, field, before, after)] = told(measures(risk), measures(later))

    assert (field, before, after) == ("制度“《登记办法》”的完成时间", "", "2012年9月")


def test_the_catalogues_fields_are_told() -> None:
    found = version_changes(row(legal_basis=""), row(category="行政职权"), "目录", ITEM)

    assert [(c.field, c.before, c.after) for c in found] == [
        ("职权类别", "内部职权", "行政职权"),
        ("法规依据", "", "《信访条例》"),
    ]


def test_what_is_no_longer_known_is_said_to_be_new() -> None:
    assert [c.text for c in version_changes(None, flow(), "附件2", ITEM)] == ["收到新版附件2"]


def test_members_come_go_and_change_posts() -> None:
    def members(*people: tuple[str, str, str | None]) -> Roster:
        return Roster(members=tuple(RosterMember(role=r, name=n, post=p) for r, n, p in people))

    found = roster_changes(
        members(("组长", "甲一", "处长"), ("成员", "乙二", None), ("成员", "丙三", "科员")),
        members(("组长", "甲 一", "处长"), ("副组长", "乙二", "科长"), ("成员", "丁四", None)),
    )

    assert [c.text for c in found] == [
        "“乙二”的职务分工由“成员”改为“副组长”",
        "“乙二”的职务由“空白”改为“科长”",
        "新增成员“丁四（成员）”",
        "删去成员“丙三（成员，科员）”",
    ]


def test_answers_of_annex_7_are_told_by_the_criterions_number() -> None:
    found = assessment_changes(assessment({1: None, 2: False}), assessment({1: True, 2: None}))

    assert [(c.subject, c.field, c.before, c.after) for c in found] == [
        ("第1条", "考核结果", None, "达标"),
        ("第2条", "考核结果", "未达标", None),
    ]


def test_items_that_came_and_went_are_told() -> None:
    found = item_list_changes(catalogue(row(), row("案件查办")), catalogue(row(), row("执法监察")))

    assert [c.text for c in found] == ["新增职权事项“执法监察”", "删去职权事项“案件查办”"]


_charts = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁戊"), st.sampled_from("甲乙丙丁戊")), min_size=1, max_size=6
).map(lambda pairs: flow(" ".join(f"{a}步>{b}步" for a, b in pairs)))


@given(chart=_charts)
def test_a_chart_does_not_differ_from_itself(chart: Any) -> None:  # noqa: ANN401 - a chart
    assert phrases(chart, chart) == ["收到新版表，内容没有变化"]


@given(before=_charts, after=_charts)
def test_every_step_that_is_gone_or_new_is_told(before: Any, after: Any) -> None:  # noqa: ANN401
    found = [c for c in version_changes(before, after, "表", ITEM) if c.field == "环节"]
    texts = ({s.text for s in chart.steps} for chart in (before, after))
    was, now = texts

    assert {c.before for c in found if c.before} == was - now
    assert {c.after for c in found if c.after} == now - was


def test_two_steps_of_the_same_words_are_paired_in_their_order() -> None:
    def twice(*limits: str) -> Any:  # noqa: ANN401 - a chart
        steps = tuple(Step(id=str(n), text="审核", time_limit=t) for n, t in enumerate(limits))
        return flow().model_copy(update={"steps": steps, "transitions": ()})

    assert told(twice("1天", "2天"), twice("1天", "3天")) == [
        ("“审核”环节", "办理时限", "2天", "3天")
    ]
