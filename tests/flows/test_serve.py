"""``lianfang serve`` with the real server: what is there, what runs, what is left."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.server import listing
from tests.support.mail_server import MailServer
from tests.support.serving import CLEAN, PROGRAM, ROOT, Serving, wait_until
from tests.support.small_college import make_workspace

pytestmark = pytest.mark.prefect

DAY = "2012-05-24"
OVERDUE = "2012-06-20"


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A workspace that is served, stopped with SIGTERM at the end."""
    found = Serving(make_workspace(tmp_path_factory.mktemp("serve") / "W"))
    yield found
    found.end()


@pytest.fixture(scope="module")
def published(serving: Serving) -> dict[str, Any]:
    """The run of a phase that was started as a click in the UI does."""
    return serving.finished(serving.start("职权目录", as_of=DAY))


def test_the_deployments_are_there_with_chinese_names_and_schedules(serving: Serving) -> None:
    found = {d["name"]: d for d in listing(serving.server, "deployments")}
    catalogue = found["职权目录"]["schedules"][0]["schedule"]

    assert set(found) == {
        "收件",
        "实施方案",
        "职权目录",
        "风险汇总",
        "防控手册",
        "催报",
        "体检",
        "审定",
        "撤销误报",
    }
    assert "20120524T080000" in catalogue["rrule"]
    assert {s["schedule"]["timezone"] for d in found.values() for s in d["schedules"]} == {
        "Asia/Shanghai"
    }
    assert {name for name, d in found.items() if not d["schedules"]} == {"审定", "撤销误报"}
    assert {d["global_concurrency_limit"]["limit"] for d in found.values()} == {1}


def test_the_schedules_really_make_runs(serving: Serving) -> None:
    def scheduled() -> bool:
        return any(
            run["state_type"] == "SCHEDULED" and run["auto_scheduled"]
            for run in listing(serving.server, "flow_runs")
        )

    wait_until(scheduled)
    assert scheduled()


def test_the_office_sees_a_table_without_starting_anything(serving: Serving) -> None:
    def keys() -> set[str]:
        return {artifact["key"] for artifact in listing(serving.server, "artifacts")}

    wait_until(lambda: {"department-status", "calendar"} <= keys())
    assert "arrivals" in keys()


def test_a_phase_that_is_clicked_publishes_what_a_plain_run_does(
    serving: Serving, published: dict[str, Any], tmp_path: Path
) -> None:
    plain = tmp_path / "W"
    shutil.copytree(serving.workspace / "inbox", plain / "inbox")
    shutil.copy(serving.workspace / "lianfang.toml", plain)
    command = ["run", "catalogue", "--as-of", DAY, "-w", str(plain)]
    subprocess.run([sys.executable, "-c", PROGRAM, *command], cwd=ROOT, env=CLEAN, check=True)

    assert (published["name"], published["state_name"]) == (f"职权目录 {DAY}", "已通过")
    assert _bytes(serving.workspace) == _bytes(plain)


def _bytes(workspace: Path) -> dict[str, str]:
    folder = workspace / "output" / "2012" / "catalogue"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.usefixtures("published")
def test_the_check_up_fails_in_a_state_of_its_own_when_a_document_was_changed(
    serving: Serving,
) -> None:
    document = next((serving.workspace / "output/2012/catalogue").glob("*.docx"))
    content = document.read_bytes()
    document.write_bytes(b"changed")

    run = serving.finished(serving.start("体检"))
    document.write_bytes(content)

    assert (run["state_type"], run["state_name"]) == ("FAILED", "有异常")
    assert "已被改动" in run["state"]["message"]


def test_reminders_are_written_and_mailed_by_a_run_that_is_asked_to(
    serving: Serving, tmp_path: Path
) -> None:
    settings = serving.workspace / "lianfang.toml"
    before = settings.read_text(encoding="utf-8")
    with MailServer(tmp_path) as server:
        address = 'email = "audit@college.example"'
        settings.write_text(f"{before}{address}\n\n{server.settings()}", encoding="utf-8")
        run = serving.finished(serving.start("催报", as_of=OVERDUE, mail=True))
    settings.write_text(before, encoding="utf-8")

    assert run["state_name"] == "有欠报"
    assert "邮件发出" in run["state"]["message"]
    assert {recipient for recipient, _ in server.taken} == {"audit@college.example"}
    assert list((serving.workspace / "output/2012/催报" / OVERDUE).glob("审计监察处*.docx"))
    artifacts = {a["key"]: a["data"] for a in listing(serving.server, "artifacts")}
    assert "审计监察处" in artifacts["reminder-mails"]


def test_a_second_one_is_refused_in_a_sentence(serving: Serving) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "serve", "-w", str(serving.workspace)],
        cwd=ROOT,
        env=CLEAN,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    assert "已有 lianfang serve 在运行" in done.stderr


def test_killed_in_the_middle_of_a_run_it_leaves_no_process_and_goes_on_when_started_again(
    serving: Serving,
) -> None:
    run = serving.start("职权目录", as_of=DAY)
    wait_until(lambda: serving.run(run)["state_type"] == "RUNNING")
    assert len(serving.descendants()) >= 3  # the server, the runner, the run

    serving.process.kill()
    serving.process.wait()
    wait_until(lambda: not serving.descendants(), 20)
    again = Serving(serving.workspace)
    try:
        assert again.run(run)["state_name"] == "Crashed"
        assert all(
            schedule["active"]
            for deployment in listing(again.server, "deployments")
            for schedule in deployment["schedules"]
        )
        assert again.finished(again.start("职权目录", as_of=DAY))["state_name"] == "已通过"
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(timeout=20) == 0
        assert not again.descendants()
    finally:
        again.end()
