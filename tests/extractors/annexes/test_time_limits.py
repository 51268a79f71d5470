from __future__ import annotations

import pytest

from extractors.annexes.time_limits import is_time_limit, split_time_limit

LIMITS = [
    "当日", "7天", "10个工作日内", "每年3月底前", "30日内", "1周",
    "1周内", "按需", "考前30日", "考后7日", "3个工作日以内", "每年2月",
    "事发前20日以内", "收到材料之日起5个工作日内", "即时", "随时", "24小时内", "半年",
    "三个工作日", "每月5日前", "每学期初", "不超过5日", "办理时限：3个工作日", "限3日",
    "3-5个工作日", "月底前", "次日", "6月上旬", "受理后3日内", "２个工作日",
    "每学期期末", "1个月", "两周", "5月25日前", "公示期7天",
]  # fmt: skip


@pytest.mark.parametrize("limit", LIMITS)
def test_expressions_of_time_are_time_limits(limit: str) -> None:
    assert is_time_limit(limit)


OTHERS = [
    "局", "招投标", "教学质量监控中心", "录", "境", "50万元以上",
    "2人以上", "承办人", "教育部令第21号", "修订", "一次", "A3",
    "学生工作部",
]  # fmt: skip


@pytest.mark.parametrize("words", OTHERS)
def test_other_words_in_brackets_are_no_time_limits(words: str) -> None:
    assert not is_time_limit(words)


@pytest.mark.parametrize(
    ("text", "step", "limit"),
    [
        ("承办人受理（当日）", "承办人受理", "当日"),
        ("经办人发布通知\n（每年3月）", "经办人发布通知", "每年3月"),
        ("学院公示(7日)", "学院公示", "7日"),
        ("公示（7天）后报批", "公示后报批", "7天"),
        ("人员招聘（录）受理", "人员招聘（录）受理", None),
        ("人员招聘（录）受理（当日）", "人员招聘（录）受理", "当日"),
        ("受理（承办人，当日）", "受理（承办人）", "当日"),
        ("受理（当日", "受理", "当日"),
        ("处领导\n审核", "处领导审核", None),
        ("审核\n3个工作日", "审核", "3个工作日"),
        ("公示3天", "公示3天", None),
        ("（当日）", "（当日）", None),
    ],
)
def test_the_time_limit_is_taken_out_of_a_step(text: str, step: str, limit: str | None) -> None:
    assert split_time_limit(text) == (step, limit)
