"""The reference pages, made from the code so that they cannot go stale.

``python -m flows.reference`` writes ``docs/rules.md`` (from the rules), ``docs/cli.md`` (from
the commands) and ``docs/template-names.md`` (from what documents hand in to their templates); with
``--check`` it only tells whether they are fresh. The few sentences that no
code holds stand in ``flows/data/reference.toml``.
"""

from __future__ import annotations

import argparse
import string
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import typer

from checks.book import family
from flows.cli import app
from flows.overruling import NEVER_LIFTED
from flows.rules import all_rules
from flows.template_names import template_names_page
from schemas.errors import LianfangError, MachineError, UsageError
from schemas.findings import SEVERITY_NAMES, Rule

DOCS = Path(__file__).resolve().parent.parent / "docs"
_MADE = "<!-- 本页由 python -m flows.reference 生成，请勿直接修改。 -->"

_RULES_HEAD = """\
# 问题编号

{made}

软件发现的每一个问题都有编号，例如 LF-C04；下面逐条说明它是什么问题、依据是什么、提示语怎么说、
怎么改。【】里是随情形而变的部分；有些编号在特殊情形下另有措辞。

{severities}

个别情形下级别与表中不同：期限之前的“未报送”只是提示；一份材料只有部分页是扫描件时是警告。
“可撤销”是指确属误报时，办公室可以用 `lianfang overrule` 撤销，并写明决定人和理由。
L 类只由 `lianfang lint` 提出：它检查任何 Word 文件的版面，与各阶段成文无关。
标准中明确要求的不符为错误，标准说“一般”“可以”的不符为警告。
"""
_LAYOUT = "L"
_SEVERITIES = {
    "error": "必须改正，还有错误时，这一阶段只有草稿",
    "warning": "请核对，不妨碍正式文件",
    "info": "供参考",
}

_CLI_HEAD = """\
# 命令

{made}

命令写作 `lianfang 命令 [选项] 参数`，在哪个文件夹里运行都可以；`-w` 后面写工作目录。
消息显示在屏幕上；加 `--json` 时，标准输出上只有一份 JSON，供别的程序读取。
每条命令都可以加 `--help` 查看说明。
"""


@cache
def _words() -> Mapping[str, Any]:
    text = files("flows").joinpath("data/reference.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def pages() -> Mapping[str, str]:
    """Give the reference pages: file name in ``docs/`` → Markdown."""
    names = template_names_page(_MADE)
    return {"rules.md": rules_page(), "cli.md": cli_page(), "template-names.md": names}


# --- the rules -----------------------------------------------------------------------------


def rules_page() -> str:
    """Write the catalogue of all rules, grouped by family, then in the order of the codes."""
    order = list(_words()["families"])
    rules = sorted(all_rules().values(), key=lambda rule: order.index(family(rule.code)))
    grouped = {letter: list(group) for letter, group in groupby(rules, lambda r: family(r.code))}
    severities = "\n".join(
        f"- **{SEVERITY_NAMES[severity]}**：{meaning}。"
        for severity, meaning in ((s, _SEVERITIES[s]) for s in SEVERITY_NAMES)
    )
    parts = [_RULES_HEAD.format(made=_MADE, severities=severities)]
    parts += [_overview(grouped)]
    parts += [_family(letter, group) for letter, group in grouped.items()]
    coming = [f"{letter}（{_family_name(letter)}）" for letter in order if letter not in grouped]
    if coming:
        parts.append(f"{'、'.join(coming)}各类的编号随后续版本提供。\n")
    return "\n".join(parts)


def _overview(grouped: Mapping[str, list[Rule]]) -> str:
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {SEVERITY_NAMES[rule.severity]} | {rule.title} |"
        for group in grouped.values()
        for rule in group
    ]
    return "\n".join(["| 编号 | 级别 | 问题 |", "| --- | --- | --- |", *rows, ""])


def _family(letter: str, rules: list[Rule]) -> str:
    return "\n".join([f"## {letter}：{_family_name(letter)}", "", *map(_rule, rules)])


def _family_name(letter: str) -> str:
    return str(_words()["families"][letter])


def _rule(rule: Rule) -> str:
    lifted = "不可撤销" if rule.code in NEVER_LIFTED else "可撤销"
    of_layout = family(rule.code) == _LAYOUT
    return "\n".join(
        [
            f'### <a id="{rule.code.lower()}"></a>{rule.code} {rule.title}',
            "",
            f"- 级别：{SEVERITY_NAMES[rule.severity]}{'' if of_layout else f'（{lifted}）'}",
            f"- 依据：{rule.basis}",
            f"- 提示语：{in_words(rule.message)}",
            f"- 怎么改：{in_words(rule.hint)}",
            "",
        ]
    )


def in_words(template: str) -> str:
    """Write a message template with Chinese names for its facts, for example 【部门】."""
    names: Mapping[str, str] = _words()["facts"]
    parts = (
        text + (f"【{names[fact]}】" if fact else "")
        for text, fact, _, _ in string.Formatter().parse(template)
    )
    return "".join(parts)


# --- the commands --------------------------------------------------------------------------


def cli_page() -> str:
    """Write what every command does, its parameters and its exit codes."""
    parts = [_CLI_HEAD.format(made=_MADE)]
    parts += [_command(name, command) for name, command in commands().items()]
    return "\n".join([*parts, *_exit_codes()])


def commands() -> Mapping[str, typer.core.TyperCommand]:
    """Give the program's commands by name, in the order of its help."""
    group: Any = typer.main.get_command(app)
    return dict(_flat(group.commands))


def _flat(commands: Mapping[str, Any], group: str = "") -> Iterator[tuple[str, Any]]:
    """Give the commands of groups as ``group command``."""
    for name, command in commands.items():
        if hasattr(command, "commands"):
            yield from _flat(command.commands, f"{group}{name} ")
        else:
            yield f"{group}{name}", command


def _command(name: str, command: typer.core.TyperCommand) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join([f"lianfang {name}", *map(_in_usage, [*arguments, *options])])
    rows = [
        f"| `{_name(p)}` | {'必填' if p.required else '可省略'} | {getattr(p, 'help', '')} |"
        for p in (*arguments, *options)
    ]
    heading = ["| 参数 | | 说明 |", "| --- | --- | --- |"]
    return "\n".join(
        [f"## {name}", "", str(command.help), "", f"```\n{usage}\n```", "", *heading, *rows, ""]
    )


def _in_usage(parameter: Any) -> str:  # noqa: ANN401 - the parser's classes are private to Typer
    written = _name(parameter) + ("…" if parameter.nargs == -1 else "")
    return written if parameter.required else f"[{written}]"


def _name(parameter: Any) -> str:  # noqa: ANN401 - the parser's classes are private to Typer
    metavar = str(parameter.metavar or parameter.name)
    if parameter.param_type_name == "argument":
        return metavar
    option = min(parameter.opts, key=len)
    return option if parameter.is_flag else f"{option} {metavar}"


def _exit_codes() -> Iterator[str]:
    own: Mapping[str, Mapping[str, str]] = _words()["exits"]
    shared: Mapping[str, str] = _words()["shared_exits"]
    faults: tuple[type[LianfangError], ...] = (UsageError, MachineError)
    yield from (
        "## 退出码",
        "",
        "供脚本判断运行结果。",
        "",
        "| 命令 | 0 | 1 |",
        "| --- | --- | --- |",
    )
    for name in commands():
        yield f"| {name} | {own[name]['0']} | {own[name].get('1', '—')} |"
    yield from ("", "各命令相同的：", "", "| 退出码 | 意思 |", "| --- | --- |")
    for fault in faults:
        yield f"| {fault.exit_code} | {shared[fault.__name__]} |"
    yield from ("", "退出码为 2 或 3 时，屏幕上有一行中文说明，原有的文件没有改动。", "")


def main() -> int:
    """Write the pages, or check them; 1 when a checked page is stale."""
    parser = argparse.ArgumentParser(prog="python -m flows.reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether they are fresh")
    check = parser.parse_args().check
    stale = [name for name, text in pages().items() if not is_fresh(name, text)]
    for name in stale:
        if not check:
            (DOCS / name).write_text(pages()[name], encoding="utf-8")
        sys.stderr.write(f"docs/{name}: {'stale, run make docs' if check else 'written'}\n")
    return int(check and bool(stale))


def is_fresh(name: str, text: str) -> bool:
    """Tell whether a page in ``docs/`` is what the code gives."""
    file = DOCS / name
    return file.is_file() and file.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
