"""The demonstration: the example college's year, run as flow runs (``make demo``)."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from examples.second_year import (
    ASSESSMENTS,
    CATALOGUES,
    MAPS,
    MEASURES,
    RATINGS,
    ROSTERS,
    configuration,
    files_of,
)
from flows.commands import decide_phase, make_workspace, verify_folder
from flows.conduct import Result, conduct
from flows.console import Console
from flows.diff_command import show_diff
from flows.inbox import displayed
from flows.server import running_server, workspace_server
from flows.settings import CONFIGURATION, Workspace
from schemas.errors import LianfangError, UsageError
from schemas.outcome import Status
from schemas.schedule import PHASE_NAMES, Phase

OUTPUT = Path(__file__).resolve().parent.parent / "output"
KEPT, COMPARED = "留存", "2012年与2013年对照表.docx"
_MARK = ".demo"
_INTERRUPTED = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """A day of the story.

    Attributes:
        day: The as-of day; what arrived by then lies in ``later/<day>/inbox``.
        tells: What happens, in a Chinese sentence.
        status: What has to come out.
        approved_by: Who approves, before the run, what the last run of the phase has made.
    """

    day: dt.date
    phase: Phase
    tells: str
    status: Status
    approved_by: str = ""


STORY: Sequence[Scene] = (
    Scene(
        dt.date(2012, 4, 22),
        "plan",
        "动员部署会后，各部门报来组织机构人员名单，生成实施方案，附空白的附件1至7。",
        "official",
    ),
    Scene(
        dt.date(2012, 5, 24),
        "catalogue",
        "各部门报来目录和流程图；资产管理处的材料有问题，只能出草稿，材料退回修改。",
        "draft",
    ),
    Scene(
        dt.date(2012, 5, 30),
        "catalogue",
        "资产管理处补正后重报，目录和流程图成为正式文件。",
        "official",
    ),
    Scene(
        dt.date(2012, 6, 7),
        "summary",
        "各部门报来风险分布图；评定表还没有到期，先出草稿。",
        "draft",
    ),
    Scene(
        dt.date(2012, 6, 14),
        "summary",
        "各部门报来排查评定表；学生处的材料有问题，只能出草稿，材料退回修改。",
        "draft",
    ),
    Scene(
        dt.date(2012, 6, 18),
        "summary",
        "学生处补正后重报，风险点及等级汇总表成为正式文件。",
        "official",
    ),
    Scene(
        dt.date(2012, 6, 20),
        "summary",
        "领导小组审定；审定情况写进汇总表，6月18日的一套原样存入 published。",
        "official",
        approved_by="领导小组会议",
    ),
    Scene(
        dt.date(2012, 9, 28),
        "handbook",
        "各部门报来防控措施一览表；基建处有一条风险没有措施，考核表还没有到期，先出草稿。",
        "draft",
    ),
    Scene(
        dt.date(2012, 10, 10),
        "handbook",
        "基建处补正，各部门报来检查考核表，办公室写好工作情况；手册、报告和考核结果成为正式文件。",
        "official",
    ),
    Scene(
        dt.date.fromisoformat(ROSTERS),
        "plan",
        "第二年：办公室改好年度和日期，各部门重新报送；生成第二年的实施方案。",
        "official",
    ),
    Scene(
        dt.date.fromisoformat(CATALOGUES),
        "catalogue",
        "学生处取消一个事项、新增一个事项，基建处改了一个事项的内容。",
        "official",
    ),
    Scene(
        dt.date.fromisoformat(MAPS),
        "summary",
        "各部门报来风险分布图；评定表还没有到期，先出草稿。",
        "draft",
    ),
    Scene(
        dt.date.fromisoformat(RATINGS),
        "summary",
        "人事处、学生处有风险的等级变了，基建处的一条风险移到了别的环节。",
        "official",
    ),
    Scene(
        dt.date.fromisoformat(MEASURES),
        "handbook",
        "各部门报来防控措施一览表；考核表还没有到期，先出草稿。",
        "draft",
    ),
    Scene(
        dt.date.fromisoformat(ASSESSMENTS),
        "handbook",
        "第二年的手册、报告和考核结果成为正式文件。",
        "official",
    ),
)


class UnexpectedResult(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """A scene did not end as the story goes."""


def main(arguments: Sequence[str]) -> int:
    """Run the demonstration; 0 when every scene ended as it should.

    Args:
        arguments: The folder for the workspace; ``output/demo`` when there is none.
    """
    console = Console()
    try:
        tell(fresh_workspace(_folder(arguments)), console)
    except LianfangError as fault:
        console.fault(str(fault))
        return fault.exit_code
    except UnexpectedResult as fault:
        console.fault(str(fault))
        return 1
    except KeyboardInterrupt:
        console.note("演示已中断，Prefect 服务已停止。")
        return _INTERRUPTED
    return 0


def _folder(arguments: Sequence[str]) -> Path:
    """Understand the command line; an option is no name for a folder."""
    if len(arguments) > 1 or (arguments[:1] and arguments[0].startswith("-")):
        raise UsageError("用法：python -m examples.demo [文件夹]；不写文件夹就用 output/demo。")
    return Path(arguments[0]) if arguments else OUTPUT / "demo"


def fresh_workspace(root: Path) -> Workspace:
    """Make the example workspace anew; only a demonstration's own folder is removed for it.

    Raises:
        UsageError: The folder is somebody else's, or a demonstration still runs in it.
    """
    if root.exists():
        if not (root / _MARK).is_file():
            raise UsageError(f"{root} 不是演示留下的文件夹，请先移走或改名，再运行演示。")
        if workspace_server(root):
            raise UsageError(f"{root} 中的演示还在运行，请先在那个窗口按 Ctrl-C 结束。")
        shutil.rmtree(root)
    make_workspace(root, example=True)
    (root / _MARK).write_text("make demo\n", encoding="utf-8")
    return Workspace.open(root)


def tell(workspace: Workspace, console: Console) -> None:
    """Run the story with a server, and keep its UI up on a terminal until Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_INTERRUPTED))
    os.environ.pop("PREFECT_API_URL", None)  # the demonstration has a server of its own
    console.say("正在启动 Prefect 服务……")
    with running_server(workspace.root) as server:
        console.say(f"Prefect 界面：{server.ui}")
        for number, scene in enumerate(STORY, 1):
            if scene.day.year != workspace.college.year:
                workspace = second_year(workspace)
            play(scene, f"{number}/{len(STORY)}", workspace, console)
        console.say("")
        console.say("【两年对照】lianfang diff 2012 2013")
        show_diff(2012, 2013, workspace.root, as_json=False, docx=workspace.root / COMPARED)
        console.say(f"对照表：{displayed(workspace.root / COMPARED)}")
        console.say(f"全部文件在 {displayed(workspace.root)}。")
        if sys.stdin.isatty() and sys.stdout.isatty():
            console.say(f"Prefect 界面：{server.ui}（按 Ctrl-C 结束）")
            wait_for_interrupt()
    console.say("演示结束，Prefect 服务已停止。")


def second_year(workspace: Workspace) -> Workspace:
    """Do what the office does when a year begins: put the files away, change year and dates."""
    kept = workspace.root / KEPT / f"{workspace.college.year}年收件"
    workspace.inbox.rename(kept)
    workspace.inbox.mkdir()
    settings = workspace.root / CONFIGURATION
    settings.write_text(configuration(settings.read_text(encoding="utf-8")), encoding="utf-8")
    for day in (ROSTERS, CATALOGUES, MAPS, RATINGS, MEASURES, ASSESSMENTS):
        for name, data in files_of(day).items():
            path = workspace.root / "later" / day / "inbox" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return Workspace.open(workspace.root)


def play(scene: Scene, number: str, workspace: Workspace, console: Console) -> None:
    """Let the day's files arrive, run the phase and show what came out."""
    console.say("")
    console.say(f"【{number}】{scene.day:%Y-%m-%d} {PHASE_NAMES[scene.phase]}：{scene.tells}")
    arrived = workspace.root / "later" / scene.day.isoformat() / "inbox"
    if arrived.is_dir():
        shutil.copytree(arrived, workspace.inbox, dirs_exist_ok=True)
    if scene.approved_by:
        decide_phase(scene.phase, workspace.root, by=scene.approved_by, date=scene.day)
    with console.progress() as progress:
        result = conduct(workspace, scene.phase, scene.day, progress=progress, note=console.note)
    show(scene, result, workspace, console)


def show(scene: Scene, result: Result, workspace: Workspace, console: Console) -> None:
    """Show the documents of a scene; drafts and what goes back to departments are kept.

    Raises:
        UnexpectedResult: They are not what the story says.
    """
    name, folder = PHASE_NAMES[scene.phase], result.folder
    if result.manifest.status == "draft":
        folder = keep(result, workspace.root / KEPT / f"{scene.day.isoformat()} {name}")
    console.outcome(name, folder, result.manifest, result.findings)
    for file in sorted((folder / "returned").rglob("*.docx")):
        console.say(f"退回修改：{displayed(file)}")
    if result.manifest.status == "official":
        verify_folder(folder)
    if result.manifest.status != scene.status:
        raise UnexpectedResult(f"{name}阶段的结果与演示预期不符，详见 {result.folder}。")


def keep(result: Result, folder: Path) -> Path:
    """Copy a draft and the returned files aside, since the next run of the phase replaces them."""
    shutil.copytree(result.folder, folder)
    return folder


def wait_for_interrupt() -> None:
    """Wait until Ctrl-C."""
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
