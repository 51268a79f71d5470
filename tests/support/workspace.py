"""A small college with real Word files, and the command line as users meet it.

college = Workspace(tmp_path / "w")          # three departments, nothing wrong
college.put("审计监察处/目录.docx", annex1("审计监察处", ITEMS[:1]))
assert lianfang("run", "catalogue", "-w", college.root, "--as-of", DAY).exit == 0
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from flows.cli import execute
from tests.support.forms import docx, paragraph, table

ROOT = Path(__file__).parents[2]
AUDIT, TEACHING, FINANCE = "审计监察处", "教务处", "财务处"
DEPARTMENTS = (AUDIT, TEACHING, FINANCE)
IN_TIME, LATER = "2012-05-20", "2012-05-24"
OUTPUT = "output/2012/catalogue"

Row = tuple[str, str, str, str]
ITEMS: Mapping[str, tuple[Row, ...]] = {
    AUDIT: (
        ("信访举报受理", "内部职权", "受理来信来访。", "《信访工作办法》"),
        ("案件查办", "内部职权", "查办违纪案件。", "《案件检查办法》"),
    ),
    TEACHING: (
        ("学籍异动审批", "行政职权", "审批休学、复学和转专业。", "《学籍管理规定》"),
        ("教学考试管理", "重要业务事项", "命题、监考和阅卷。", "《考试管理办法》"),
    ),
    FINANCE: (("经费报销审核", "内部职权", "审核报销凭证。", "《会计基础工作规范》"),),
}
STEPS: tuple[Sequence[str], ...] = (
    ("受理登记", "经办人", "当日", "审核"),
    ("审核", "科长", "3个工作日", "是：审批；否：受理登记"),
    ("审批", "处长", "2个工作日", "结束"),
)
_HEADER = ("序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据")


def annex1(department: str, items: Sequence[Row], note: str = "") -> bytes:
    """Make a department's catalogue; ``note`` makes the same content other bytes."""
    rows = [(str(n), department, *item) for n, item in enumerate(items, 1)]
    title = paragraph("附件1 职权和重要业务事项目录")
    return docx(title, table([_HEADER, *rows]), paragraph(f"填表时间：2012年5月18日{note}"))


def annex2(department: str, item: str, steps: Sequence[Sequence[str]] = STEPS) -> bytes:
    """Make an item's flowchart as a table of steps."""
    return docx(*annex2_body(department, item, steps))


def annex2_body(
    department: str, item: str, steps: Sequence[Sequence[str]] = STEPS
) -> tuple[str, ...]:
    """Write an item's flowchart as a table of steps."""
    return (
        paragraph("附件2 职权和重要业务事项运行流程图"),
        paragraph(f"职权事项：{item}"),
        paragraph(f"责任处室：{department}"),
        table([("环节", "岗位", "时限", "下一环节"), *steps]),
        paragraph("监督方式：公开办理结果，接受监督电话举报。"),
    )


def roster(department: str) -> bytes:
    """Make a department's list of responsible persons."""
    return docx(
        paragraph(f"{department}廉政风险防控工作小组人员名单"),
        table([("职务分工", "姓名", "职务"), ("组长", "甲一", "处长"), ("成员", "乙二", "科长")]),
    )


def files_of(department: str, items: Sequence[Row]) -> dict[str, bytes]:
    """Make everything that a department sends for the catalogue, by name below the inbox."""
    charts = {f"{department}/附件2 {i[0]}.docx": annex2(department, i[0]) for i in items}
    return {
        f"{department}/附件1 目录.docx": annex1(department, items),
        f"{department}/名单.docx": roster(department),
        **charts,
    }


def configuration(departments: Sequence[str] = DEPARTMENTS, more: str = "") -> str:
    """Write a ``lianfang.toml``; the first department also has an alias."""
    lines = ['[organisation]\nname = "防灾科技学院"\nsuperior = "中国地震局"\nyear = 2012', more]
    for number, name in enumerate(departments):
        alias = '\naliases = ["纪委办公室"]' if number == 0 else ""
        lines.append(f'[[department]]\nname = "{name}"{alias}')
    return "\n\n".join(lines) + "\n"


class Workspace:
    """A workspace in which everything is in order, until a test puts something else there."""

    def __init__(
        self, root: Path, items: Mapping[str, Sequence[Row]] = ITEMS, more: str = ""
    ) -> None:
        self.root = root
        root.mkdir(parents=True)
        (root / "lianfang.toml").write_text(configuration(tuple(items), more), encoding="utf-8")
        for department, rows in items.items():
            for name, data in files_of(department, rows).items():
                self.put(name, data)

    @classmethod
    def at(cls, root: Path) -> Self:
        """Give a workspace that is there already."""
        found = cls.__new__(cls)
        found.root = root
        return found

    @property
    def inbox(self) -> Path:
        """Give the inbox."""
        return self.root / "inbox"

    @property
    def output(self) -> Path:
        """Give the folder of the catalogue phase."""
        return self.root / OUTPUT

    def put(self, name: str, data: bytes, *, modified: int = 1_337_000_000) -> Path:
        """Lay a file into the inbox; one that was changed long ago needs no second look."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (modified, modified))
        return path

    def run(self, day: str = IN_TIME, phase: str = "catalogue") -> Ran:
        """Run a phase in this process."""
        return lianfang("run", phase, "-w", self.root, "--as-of", day)

    def json(self, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
        """Read a JSON file of the output folder."""
        return json.loads((self.output / name).read_text(encoding="utf-8"))

    def codes(self, severity: str = "") -> list[str]:
        """Give the codes of the findings, sorted."""
        found = self.json("findings.json")
        return sorted(f["code"] for f in found if severity in ("", f["severity"]))


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        """Read standard output, which has to be one JSON document and nothing else."""
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """Give standard error, which has to be one Chinese line without a traceback."""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        assert any("\u4e00" <= sign <= "\u9fff" for sign in self.err), self.err
        assert "Traceback" not in self.err
        return self.err.strip()


def lianfang(*arguments: str | Path) -> Ran:
    """Run the program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = execute([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")


def environment(**more: str) -> dict[str, str]:
    """Give the environment of the program: no Prefect, other variables as given."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PYTEST_"))}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def started(
    *arguments: str | bytes | Path,
    env: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - of subprocess.run
) -> Ran:
    """Run the program in a process of its own."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env=environment() if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
        **more,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def tree(folder: Path) -> dict[str, bytes]:
    """Give the content of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digests(folder: Path) -> dict[str, str]:
    """Give the checksum of every file below a folder: short enough for a readable failure."""
    return {name: hashlib.sha256(data).hexdigest()[:12] for name, data in tree(folder).items()}


def traces(folder: Path) -> dict[str, tuple[str, int, bytes]]:
    """Give everything that must not change in an inbox: names, kinds, times and bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[os.fsdecode(os.fsencode(path.relative_to(folder)))] = (
            oct(status.st_mode),
            status.st_mtime_ns,
            data,
        )
    return found
