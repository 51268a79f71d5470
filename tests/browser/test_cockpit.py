"""The office's work in the browser, from the status table to the sign-off; one server for all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from flows.approval import proposal
from flows.archives import open_archive
from flows.settings import Workspace
from schemas.dossier import Approved
from schemas.outcome import Overruled
from tests.support.cockpit import Cockpit, cockpit
from tests.support.serving import Serving
from tests.support.small_college import catalogue, make_workspace, put

pytestmark = [
    pytest.mark.prefect,
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed"),
]

DAY = "2012-05-24"
NAME = "审计监察处"
APPROVAL = "[approval]\nrequired = true\nfour_eyes = true\n\n[schedule]"


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cockpit]:
    """A served workspace whose department has named no legal basis, and a browser on it."""
    root = make_workspace(tmp_path_factory.mktemp("cockpit") / "W")
    settings = root / "lianfang.toml"
    settings.write_text(settings.read_text("utf-8").replace("[schedule]", APPROVAL), "utf-8")
    put(root / "inbox" / NAME / "附件1.docx", catalogue(basis="无"))
    serving = Serving(root)
    try:
        with cockpit(serving) as opened:
            yield opened
    finally:
        serving.end()


@pytest.fixture(scope="module")
def workspace(ui: Cockpit) -> Workspace:
    return Workspace.open(ui.serving.workspace)


@pytest.fixture(scope="module")
def faulty(ui: Cockpit) -> tuple[str, str]:
    """How the catalogue phase ends that somebody starts while an error stands."""
    ui.run_form("职权目录", as_of=DAY, by="张三")
    return ui.ended(ui.submit_run())


@pytest.fixture(scope="module")
def lifted(ui: Cockpit, faulty: tuple[str, str]) -> tuple[str, str]:
    """How the run ends in which somebody lifts the error, coming from the department's page."""
    assert faulty
    ui.artifact("findings-01")
    ui.follow("撤销误报")
    ui.field("问题编号").wait_for()
    run = ui.submit_run()
    ui.waits(run)
    return ui.answer(run, 决定人="王五", 理由="三定方案另附")


@pytest.fixture(scope="module")
def proposed(ui: Cockpit, lifted: tuple[str, str]) -> None:
    """The phase has been run again, and only the leading group's approval is missing."""
    assert lifted
    ui.ended(ui.serving.start("职权目录", as_of=DAY, by="张三"))


def approvals(workspace: Workspace) -> tuple[Approved, ...]:
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        return records.approvals.approved(2012)


def overrulings(workspace: Workspace) -> list[Overruled]:
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        current = {path: records.files.digest_at(path) or "" for path in inbox(workspace)}
        return list(records.overrulings.overruled(2012, current))


def inbox(workspace: Workspace) -> list[str]:
    return [p.relative_to(workspace.root).as_posix() for p in workspace.inbox.rglob("*.docx")]


@pytest.fixture(autouse=True)
def _nothing_outside(ui: Cockpit) -> Iterator[None]:
    """No page asks another host than the workspace's own server."""
    yield
    assert ui.hosts == {"127.0.0.1"}


def test_a_phase_is_started_from_its_form(faulty: tuple[str, str], workspace: Workspace) -> None:
    assert faulty[0] == "待整改"
    run = proposal(workspace, "catalogue").run
    assert run is not None
    assert (run.as_of.isoformat(), run.by) == (DAY, "张三")


@pytest.mark.usefixtures("faulty")
def test_the_status_table_shows_every_department_and_milestone(ui: Cockpit) -> None:
    table = ui.artifact("department-status")

    assert "M03 报送目录和运行流程图" in table
    assert NAME in table
    assert "退回修改" in table


@pytest.mark.usefixtures("faulty")
def test_a_departments_page_shows_its_findings_and_where_the_returned_files_lie(
    ui: Cockpit, workspace: Workspace
) -> None:
    page = ui.artifact("findings-01")

    assert "LF-C04" in page
    paths = [line for line in page.splitlines() if line.startswith("output/") and "附件1" in line]
    assert paths
    assert all((workspace.root / path).is_file() for path in paths)


def test_a_false_alarm_is_lifted_from_the_departments_page(
    lifted: tuple[str, str], workspace: Workspace
) -> None:
    [recorded] = overrulings(workspace)

    assert lifted[0] == "已撤销"
    assert recorded.id in lifted[1]
    assert (recorded.code, recorded.by, recorded.reason) == ("LF-C04", "王五", "三定方案另附")


@pytest.mark.usefixtures("proposed")
def test_who_ran_the_phase_is_told_that_another_has_to_approve(
    ui: Cockpit, workspace: Workspace
) -> None:
    run = ui.quick_run("审定")
    ui.waits(run)

    state, said = ui.answer(run, 决定="同意", 审定人="张三")

    assert state == "未登记"
    assert "经办人不能审定自己运行的结果" in said
    assert approvals(workspace) == ()


@pytest.mark.usefixtures("proposed")
def test_the_form_records_the_approval_of_what_it_showed(ui: Cockpit, workspace: Workspace) -> None:
    digest = proposal(workspace, "catalogue").digest
    run = ui.quick_run("审定")
    ui.waits(run)
    assert ui.page.get_by_text(digest[:12]).count()

    state, said = ui.answer(run, 决定="同意", 审定人="李四", 会议纪要号="院纪要〔2012〕8号")

    assert state == "已审定"
    assert digest[:12] in said
    [recorded] = approvals(workspace)
    assert (recorded.phase, recorded.by, recorded.minutes, recorded.digest) == (
        "catalogue",
        "李四",
        "院纪要〔2012〕8号",
        digest,
    )
