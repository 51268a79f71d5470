"""The command line speaks Chinese: help texts, and wrong usage said in one sentence."""

from __future__ import annotations

import datetime as dt
import re

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from flows.days import today
from schemas.days import FIRST_DAY, LAST_DAY
from schemas.errors import UsageError
from schemas.schedule import PHASES, Phase

_HELP_WORDS = (
    ("Usage: ", "用法："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Show this message and exit.", "显示本说明。"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("[required]", "[必填]"),
    ("[default: ", "[默认："),
)


def in_chinese(text: str) -> str:
    """Translate the fixed words of a help text."""
    for english, chinese in _HELP_WORDS:
        text = text.replace(english, chinese)
    return _BRACES.sub(r"\1", _TYPES.sub("", text))


# Python's names of types, and braces around names of arguments, mean nothing to the office.
_TYPES = re.compile(r" <[^>\n]+>")
_BRACES = re.compile(r"\{([^}\n]+)\}")


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Give the help text."""
        return in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """The program's help, Chinese throughout; commands in the order of the work."""

    command_class = ChineseCommand

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Give the help text."""
        return in_chinese(super().get_help(ctx))


def usage_sentence(fault: TyperException) -> str:
    """Say in one Chinese sentence what is wrong with a command line.

    The parser's exception classes are private to Typer; they are told apart by name.
    """
    parameter = getattr(fault, "param", None)
    name = _parameter_name(parameter)
    match type(fault).__name__:
        case "MissingParameter":
            return f"缺少参数 {name}。"
        case "NoSuchOption":
            near = getattr(fault, "possibilities", None)
            advice = f"，是否想写 {min(near)}" if near else ""
            return f"没有选项 {getattr(fault, 'option_name', '')}{advice}。"
        case "NoSuchCommand":
            return "没有这个命令，运行 lianfang --help 可查看全部命令。"
        case "BadParameter":
            return f"参数 {name} 的值不合要求：{_reason(fault)}。"
        case "BadOptionUsage":
            return f"选项 {getattr(fault, 'option_name', '')} 后面缺少值，或多写了值。"
        case _:
            return _other(fault)


def is_unreadable(fault: TyperException) -> bool:
    """Tell whether a command line names a file that is there but may not be read."""
    return "is not readable" in str(getattr(fault, "message", ""))


def _parameter_name(parameter: object) -> str:
    options = getattr(parameter, "opts", None) or [""]
    longest = max(options, key=len)
    return longest if longest.startswith("-") else str(getattr(parameter, "metavar", "") or longest)


def _reason(fault: TyperException) -> str:
    """Keep a reason that is Chinese already; the parser's own are about forms of values."""
    if is_unreadable(fault):
        return "没有权限读这个文件或文件夹，请检查权限后再运行"
    text = str(getattr(fault, "message", ""))
    return text.rstrip("。") if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "写法不对"


def _other(fault: TyperException) -> str:
    text = str(getattr(fault, "message", fault))
    if "No such command" in text:
        return "没有这个命令，运行 lianfang --help 可查看全部命令。"
    if "unexpected extra argument" in text:
        return "多写了参数，运行 lianfang --help 可查看用法。"
    return "命令的写法不对，运行 lianfang --help 可查看用法。"


def day(text: str | None) -> dt.date:
    """Understand a day of the command line; without one it is today in China."""
    if text is None:
        return today()
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"日期“{text}”的写法不对，应写作 2012-05-25 这样的形式。") from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise UsageError(f"日期“{text}”不对，应在 {FIRST_DAY} 至 {LAST_DAY} 之间。")
    return found


def phase_named(name: str) -> Phase:
    """Understand a phase of the command line."""
    for phase in PHASES:
        if phase == name:
            return phase
    raise UsageError(f"没有阶段“{name}”，可以是 {'、'.join(PHASES)}。")
