"""The command line (contract, section 4): thin commands over the steps; all words Chinese."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from flows.cli_words import ChineseCommand, ChineseGroup, day, is_unreadable, usage_sentence
from flows.console import Console
from flows.faults import unforeseen
from flows.office_cli import audit, office, warning
from flows.pool_cli import pool
from flows.templates_cli import templates
from schemas.errors import LianfangError, MachineError, UsageError
from schemas.schedule import PHASES, Phase

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    help="廉防：廉政风险防控材料的收集、核对、汇总和报送。",
)

app.add_typer(audit, name="audit")
app.add_typer(warning, name="warning")
app.add_typer(pool, name="pool")
app.add_typer(templates, name="templates")
app.add_typer(office)

WorkspaceOption = Annotated[Path, typer.Option("--workspace", "-w", metavar="W", help="工作目录。")]
AnyWorkspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", metavar="W", help="工作目录，可省略。")
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出一份 JSON。")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="把这一天当作今天。")
]
Files = Annotated[list[str], typer.Argument(metavar="FILE", help="要读取的文件。")]


@app.command(cls=ChineseCommand)
def init(
    workspace: Annotated[Path, typer.Argument(metavar="W", help="新工作目录。")],
    example: Annotated[bool, typer.Option("--example", help="放入示例学院的材料。")] = False,
) -> int:
    """新建工作目录。"""
    from flows.commands import make_workspace

    return make_workspace(workspace, example=example)


@app.command(cls=ChineseCommand)
def extract(files: Files, workspace: AnyWorkspace = None, as_json: AsJson = False) -> int:
    """读取文件并显示读懂的内容。"""
    from flows.reading_commands import extract_files

    return extract_files(files, workspace, as_json=as_json)


@app.command(cls=ChineseCommand)
def check(files: Files, workspace: AnyWorkspace = None, as_json: AsJson = False) -> int:
    """报送前自查：列出文件中的问题。"""
    from flows.reading_commands import check_files

    return check_files(files, workspace, as_json=as_json)


@app.command(cls=ChineseCommand)
def lint(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE.docx", help="要检查的 Word 文件，任何人做的都行。"),
    ],
    workspace: AnyWorkspace = None,
    edition: Annotated[
        str | None,
        typer.Option(
            "--edition", metavar="2012|1999", help="依据哪一版，默认按工作目录的设置，否则 2012。"
        ),
    ] = None,
    pages: Annotated[
        bool | None,
        typer.Option(
            "--pages/--no-pages",
            help="用 LibreOffice 排成页量毫米数；不写时装有就量，--no-pages 不量。",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有警告也算不合格。")] = False,
    as_json: AsJson = False,
) -> int:
    """检查公文格式：按 GB/T 9704 逐项检查任何 Word 文件的版面。"""
    from flows.lint_command import lint_files

    return lint_files(
        files, workspace, edition=edition, pages=pages, strict=strict, as_json=as_json
    )


@app.command(cls=ChineseCommand)
def run(
    phase: Annotated[
        str, typer.Argument(metavar="PHASE", help="plan、catalogue、summary、handbook 或 all。")
    ],
    workspace: WorkspaceOption,
    as_of: AsOf = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="运行人姓名，记入档案。")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """运行一个阶段：收件、核对、汇总、成文。"""
    from extractors.collector import collector_paused

    with collector_paused():  # what is imported is no garbage
        from flows.commands import run_phases
    return run_phases(_phases(phase), workspace, day(as_of), as_json=as_json, by=by)


@app.command(cls=ChineseCommand)
def status(
    workspace: WorkspaceOption,
    as_of: AsOf = None,
    as_json: AsJson = False,
    docx: Annotated[
        Path | None, typer.Option("--docx", metavar="FILE", help="另写一份一页的简报（Word）。")
    ] = None,
) -> int:
    """显示各部门在各时间节点的状态。"""
    from flows.commands import show_status

    return show_status(workspace, day(as_of), as_json=as_json, docx=docx)


@app.command(cls=ChineseCommand)
def remind(
    workspace: WorkspaceOption,
    as_of: AsOf = None,
    phase: Annotated[
        str | None,
        typer.Option(
            "--phase",
            metavar="PHASE",
            help="只催这一阶段的全部材料，未到期限的也在内；不写则催明天到期和已逾期的。",
        ),
    ] = None,
    mail: Annotated[
        bool, typer.Option("--mail", help="按 lianfang.toml 的 [mail] 同时发邮件，一天一次。")
    ] = False,
) -> int:
    """写出各欠报部门的催报通知（Word 和文字）。"""
    from flows.conduct import now
    from flows.remind_command import remind_departments

    return remind_departments(workspace, day(as_of), now(), phase=_one_phase(phase), mail=mail)


@app.command(cls=ChineseCommand)
def approve(
    phase: Annotated[str, typer.Argument(metavar="PHASE", help="catalogue、summary 或 handbook。")],
    workspace: WorkspaceOption,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="审定人或审定会议。")],
    date: Annotated[
        str | None, typer.Option("--date", metavar="D", help="审定日期，默认今天。")
    ] = None,
    minutes: Annotated[
        str | None, typer.Option("--minutes", metavar="NUMBER", help="会议纪要号，印入审定情况。")
    ] = None,
    send_back: Annotated[
        str | None,
        typer.Option("--send-back", metavar="REASON", help="不予审定，退回；写明理由。"),
    ] = None,
) -> int:
    """记录领导小组对一个阶段材料的审定，或者退回。"""
    from flows.commands import decide_phase

    chosen = _phases(phase)
    if len(chosen) != 1:
        raise UsageError("审定须指明一个阶段，不能写 all。")
    return decide_phase(
        chosen[0], workspace, by=by, date=day(date), minutes=minutes, sent_back_for=send_back
    )


@app.command(cls=ChineseCommand)
def overrule(
    finding: Annotated[str, typer.Argument(metavar="ID", help="问题编号，见 findings.json。")],
    workspace: WorkspaceOption,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="决定人姓名。")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="理由。")],
) -> int:
    """撤销一条误报的问题，写明决定人和理由。"""
    from flows.commands import overrule_finding

    return overrule_finding(finding, workspace, by=by, reason=reason, today=day(None))


@app.command(cls=ChineseCommand)
def verify(
    folder: Annotated[Path, typer.Argument(metavar="W/output/2012/PHASE", help="输出文件夹。")],
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="另行保存的公钥；写了它，清单就必须有签名。"),
    ] = None,
) -> int:
    """核对正式文件是否与发布时一字不差，签名是否有效。"""
    from flows.commands import verify_folder

    return verify_folder(folder, key)


@app.command(cls=ChineseCommand)
def history(
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help="职权事项名称；或部门名称，看名单和检查考核。")
    ],
    workspace: WorkspaceOption,
    as_json: AsJson = False,
) -> int:
    """显示一个职权事项或部门的历次变更：谁、何时、从什么改为什么。"""
    from flows.history_command import show_history

    return show_history(item, workspace, as_json=as_json)


@app.command(cls=ChineseCommand)
def diff(
    earlier: Annotated[int, typer.Argument(metavar="YEAR", help="较早的年度，例如 2012。")],
    later: Annotated[int, typer.Argument(metavar="YEAR", help="较晚的年度，例如 2013。")],
    workspace: WorkspaceOption,
    as_json: AsJson = False,
    docx: Annotated[
        Path | None, typer.Option("--docx", metavar="FILE", help="另写一份对照表（Word）。")
    ] = None,
) -> int:
    """比较两个年度：事项、风险、等级和措施的变化。"""
    from flows.diff_command import show_diff

    return show_diff(earlier, later, workspace, as_json=as_json, docx=docx)


@app.command(cls=ChineseCommand)
def forms(
    workspace: WorkspaceOption,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="写到哪个文件夹，默认 W/forms。"),
    ] = None,
) -> int:
    """写出各部门的空白表（附件1至7），已知的内容先填好。"""
    from flows.forms_command import write_forms

    return write_forms(workspace, output)


@app.command(cls=ChineseCommand)
def serve(workspace: WorkspaceOption) -> int:
    """启动本工作目录的 Prefect 服务：界面、定时收件、各阶段、催报、体检。"""
    from flows.serve import serve as serve_workspace

    try:
        serve_workspace(workspace)
    except Stopped:
        Console().note("Prefect 服务已停止，再次启动即可继续。")
    return 0


def _one_phase(name: str | None) -> Phase | None:
    if name is None or name == "all":
        return None
    return _phases(name)[0]


def _phases(name: str) -> tuple[Phase, ...]:
    if name == "all":
        return PHASES
    for phase in PHASES:
        if phase == name:
            return (phase,)
    raise UsageError(f"没有阶段“{name}”，可以是 {'、'.join(PHASES)} 或 all。")


def main() -> None:
    """Run the program; every fault is one Chinese sentence and an exit code of the contract."""
    _speak_utf8()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _stop)
    code = execute(sys.argv[1:])
    gc.freeze()  # or Python would look for garbage among all that was read before it ends
    sys.exit(code)


class Stopped(BaseException):
    """Ctrl-C or the like. Not a KeyboardInterrupt, of which Typer makes an exit code of its own."""


def _stop(number: int, _: object) -> None:
    """Stop once in an orderly way; the second time at once, which leaves nothing to repair."""
    signal.signal(number, signal.SIG_DFL)
    raise Stopped


def execute(arguments: list[str]) -> int:
    """Run one command line and give its exit code; faults are said in one Chinese sentence."""
    console = Console()
    try:
        return int(app(arguments, standalone_mode=False) or 0)
    except LianfangError as fault:
        console.fault(str(fault))
        return fault.exit_code
    except TyperException as fault:
        console.fault(usage_sentence(fault))
        return (MachineError if is_unreadable(fault) else UsageError).exit_code
    except Stopped:
        console.fault("已中断，原有的文件没有改动；再次运行即可继续。")
        return MachineError.exit_code
    except Exception as fault:
        if os.environ.get("LIANFANG_TRACEBACK"):
            raise
        if error := unforeseen(fault):
            console.fault(str(error))
            return error.exit_code
        console.fault(
            f"程序出错（{type(fault).__name__}），原有的文件没有改动；"
            "设 LIANFANG_TRACEBACK=1 再运行，可为技术人员显示详情。"
        )
        return MachineError.exit_code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the terminal says, so that Chinese never stops the program."""
    # A stream that was closed before the start is None.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
