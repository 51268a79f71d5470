"""The reference pages, made from the code: ``docs/rules.md`` and ``docs/cli.md``.

``python -m flows.reference`` writes them, ``--check`` says whether they are fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from checks import rule_book
from extractors.faults import READER_RULES
from flows.cli import app
from schemas.findings import SEVERITY_NAMES, Rule

DOCS = Path(__file__).resolve().parent.parent / "docs"

_FAMILIES = {
    "F": "文件与表格",
    "C": "职权和重要业务事项目录（附件1）",
    "P": "运行流程图（附件2）",
    "R": "风险点与等级（附件3、4、5）",
    "M": "防控措施（附件6）",
    "D": "期限、签批与审定",
    "S": "统计数字",
    "A": "检查考核（附件7）",
    "H": "工作情况报告",
}
_EXIT_CODES = (
    ("0", "完成；`run` 表示正式文件已成文"),
    ("1", "完成，但有错误或只有草稿；`verify` 表示文件已被改动"),
    ("2", "命令或配置写得不对"),
    ("3", "机器的问题：磁盘、权限、档案库、另一次运行正在进行"),
)
_WIDTH = 90
_MADE = "<!-- 本页由 python -m flows.reference 生成，请勿手改。 -->"


def all_rules() -> tuple[Rule, ...]:
    """Give every rule of the program, by family and code."""
    order = list(_FAMILIES)
    rules = {rule.code: rule for rule in (*READER_RULES, *rule_book())}
    return tuple(sorted(rules.values(), key=lambda rule: (order.index(rule.code[3]), rule.code)))


def rules_page() -> str:
    """Write the rule catalogue."""
    return "\n".join(_rules_lines()) + "\n"


def _rules_lines() -> Iterator[str]:
    yield from ("# 问题编号", "", _MADE, "")
    yield "每条问题都有编号、级别、所在位置和改法。有“错误”时只出草稿；“警告”请核对；“提示”供了解。"
    yield "级别一栏是通常的级别，个别情形下不同，见各条消息。大括号中的词在消息里换成实际内容。"
    family = ""
    for rule in all_rules():
        if rule.code[3] != family:
            family = rule.code[3]
            yield from ("", f"## {family} {_FAMILIES[family]}")
        yield from ("", f"### {rule.code} {rule.title}", "")
        yield f"- 级别：{SEVERITY_NAMES[rule.severity]}"
        yield f"- 依据：{rule.basis}"
        yield f"- 消息：{rule.message}"
        yield f"- 怎么改：{rule.hint}"


def cli_page() -> str:
    """Write the command-line reference from the commands' own help."""
    return "\n".join(_cli_lines()) + "\n"


def _cli_lines() -> Iterator[str]:
    yield from ("# 命令", "", _MADE, "", "## 退出码", "", "| 退出码 | 意思 |", "| --- | --- |")
    yield from (f"| {code} | {words} |" for code, words in _EXIT_CODES)
    group = typer.main.get_group(app)
    context = typer.Context(group, info_name="lianfang", terminal_width=_WIDTH)
    yield from ("", "## lianfang", "", "```", group.get_help(context).strip(), "```")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        inner = typer.Context(command, info_name=name, parent=context, terminal_width=_WIDTH)
        yield from ("", f"## lianfang {name}", "", "```", command.get_help(inner).strip(), "```")


def pages() -> Mapping[Path, str]:
    """Give every page with its content."""
    return {DOCS / "rules.md": rules_page(), DOCS / "cli.md": cli_page()}


def main() -> int:
    """Write the pages, or with ``--check`` name those that are stale."""
    if "--check" not in sys.argv[1:]:
        for path, text in pages().items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path.name for path, text in pages().items() if not _is_fresh(path, text)]
    for name in stale:
        sys.stderr.write(f"docs/{name} 已过时，请运行 make docs。\n")
    return int(bool(stale))


def _is_fresh(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
