"""``lianfang history`` with two versions of every annex, in real Word files."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.criteria import criteria
from tests.support.forms import docx, paragraph, table
from tests.support.risk_phase import RISKS, annex3, annex4
from tests.support.workspace import (
    AUDIT,
    IN_TIME,
    ITEMS,
    LATER,
    STEPS,
    Workspace,
    annex1,
    annex2,
    lianfang,
)

NAME, CATEGORY = ITEMS[AUDIT][0][:2]
ONCE = {AUDIT: ITEMS[AUDIT]}
OFFICE = "领导小组办公室"
CORRECTED = "2012-05-25"


def annex6(measure: str) -> bytes:
    head = (
        "职权事项",
        "关键环节",
        "所涉人员",
        "廉政风险表现形式",
        "风险等级",
        "防控措施",
        "制度名称",
    )
    rows = [(NAME, p, by, f"1.{text}", level, measure, "《办法》") for p, text, level, by in RISKS]
    title = paragraph("附件6 权力运行廉政风险及防控措施一览表")
    return docx(title, paragraph(f"部门：{AUDIT}"), table([head, *rows]))


def annex7(first: str) -> bytes:
    head = ("项目", "考核标准", "是否达标", "佐证材料")
    rows = [
        (c.group, f"{c.number}.{c.text}", first if c.number == 1 else "是", "会议记录")
        for c in criteria()
    ]
    title = paragraph("附件7 廉政风险防控机制建设检查考核标准")
    return docx(title, paragraph(f"部门：{AUDIT}"), table([head, *rows]))


def names(second: str) -> bytes:
    people = [("组长", "甲一", "处长"), ("成员", second, "科长")]
    title = paragraph(f"{AUDIT}廉政风险防控工作小组人员名单")
    return docx(title, table([("职务分工", "姓名", "职务"), *people]))


def send(college: Workspace, *, later: bool) -> None:
    """Lay all forms of the item and the department into the inbox, in one of two versions."""
    risks = (*RISKS[:2], ("审批", "违反规定审批。", "中", "处长")) if later else RISKS
    steps = (*STEPS[:2], ("审批", "处长", "5个工作日", "结束")) if later else STEPS
    files = {
        f"附件2 {NAME}": annex2(AUDIT, NAME, steps),
        f"附件3 {NAME}": annex3(AUDIT, NAME, RISKS[:2] if later else RISKS),
        f"附件4 {NAME}": annex4(AUDIT, NAME, CATEGORY, risks),
        "附件6": annex6("定期轮岗。" if later else "定期抽查。"),
        "附件7": annex7("否" if later else "是"),
        "名单": names("丙三" if later else "乙二"),
    }
    for name, data in files.items():
        college.put(f"{AUDIT}/{name}.docx", data)


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A department whose forms came twice, and one that the office then read itself."""
    made = Workspace(tmp_path_factory.mktemp("annexes") / "w", ONCE)
    send(made, later=False)
    made.run(IN_TIME)
    send(made, later=True)
    made.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, ITEMS[AUDIT][:1]))
    made.run(LATER)
    steps = (*STEPS[:2], ("审批", "院领导", "5个工作日", "结束"))
    made.put(f"{OFFICE}/更正/{AUDIT}/流程图.docx", annex2(AUDIT, NAME, steps))
    made.run(CORRECTED)
    return made


def changes(college: Workspace, name: str) -> dict[str, list[dict[str, Any]]]:
    """Give the changes on record, by form."""
    [history] = lianfang("history", name, "-w", college.root, "--json").json
    found: dict[str, list[dict[str, Any]]] = {}
    for event in history["events"]:
        if event["kind"] == "changed":
            found.setdefault(event["form"], []).append(event)
    return found


def fields(event: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(event[name] for name in ("date", "who", "subject", "field", "from", "to"))


RISK = "“审批”环节的“违反规定审批”"


@pytest.mark.parametrize(
    ("form", "subject", "field", "was", "now"),
    [
        ("process_flow", "“审批”环节", "办理时限", "2个工作日", "5个工作日"),
        ("risk_map", "“审批”环节", "风险表现形式", "违反规定审批。", None),
        ("rating_form", RISK, "风险等级", "高", "中"),
        ("measures", "“受理登记”环节的“不按规定登记”等3个风险", "防控措施", None, "定期轮岗。"),
    ],
)
def test_who_changed_what_when_from_what_to_what_is_told_of_every_annex(
    college: Workspace, form: str, subject: str, field: str, was: str | None, now: str | None
) -> None:
    told = [fields(event) for event in changes(college, NAME)[form]]

    assert (LATER, AUDIT, subject, field, was, now) in told


@pytest.mark.parametrize(
    ("form", "subject", "field", "was", "now"),
    [
        ("assessment", "第1条", "考核结果", "达标", "未达标"),
        ("roster", None, "成员", None, "丙三（成员，科长）"),
        ("roster", None, "成员", "乙二（成员，科长）", None),
        ("catalogue", None, "职权事项", ITEMS[AUDIT][1][0], None),
    ],
)
def test_a_departments_own_forms_are_told_under_its_name(
    college: Workspace, form: str, subject: str | None, field: str, was: str | None, now: str | None
) -> None:
    told = [fields(event) for event in changes(college, AUDIT)[form]]

    assert (LATER, AUDIT, subject, field, was, now) in told


def test_a_department_is_found_by_its_alias(college: Workspace) -> None:
    assert changes(college, "纪委办公室") == changes(college, AUDIT)


def test_what_the_office_read_itself_is_told_as_its_own(college: Workspace) -> None:
    told = [fields(event) for event in changes(college, NAME)["process_flow"]]

    assert (CORRECTED, OFFICE, "“审批”环节", "责任岗位", "处长", "院领导") in told


def test_people_see_who_and_both_wordings(college: Workspace) -> None:
    shown = lianfang("history", NAME, "-w", college.root).out

    assert "“审批”环节的办理时限由“2个工作日”改为“5个工作日”" in "".join(shown.splitlines())
    assert OFFICE in shown


def test_the_number_of_a_criterion_is_no_item(college: Workspace) -> None:
    assert lianfang("history", "5", "-w", college.root).exit == 2


def test_versions_that_only_an_older_reader_has_read_are_still_compared(
    college: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = changes(college, NAME)
    for module in ("item_history", "department_history"):
        monkeypatch.setattr(f"flows.{module}.EXTRACTOR_VERSION", "later")

    assert changes(college, NAME) == before
