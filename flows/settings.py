"""The workspace and its ``lianfang.toml``: the only place where configuration is read."""

from __future__ import annotations

import difflib
import re
import tomllib
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydantic
from pydantic_core import ErrorDetails

from flows.faults import reason_of
from schemas.base import Model
from schemas.college import College
from schemas.errors import MachineError, UsageError
from schemas.issue import Letter, kind_of
from schemas.text import normalised

CONFIGURATION = "lianfang.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A college's folder (contract, section 2) with its configuration."""

    root: Path
    college: College

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """Open a folder that holds a ``lianfang.toml``; raises UsageError when it does not."""
        file = root / CONFIGURATION
        if not file.is_file():
            raise UsageError(
                f"{root} 不是工作目录：其中没有 {CONFIGURATION}。"
                f"新建工作目录请运行 lianfang init {root}。"
            )
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise UsageError(f"{CONFIGURATION} 不是 UTF-8 编码，请另存为 UTF-8 后重试。") from None
        except OSError as fault:
            raise MachineError(f"读不了 {file}：{reason_of(fault)}。") from None
        return cls(root=root, college=parse_college(text))

    @property
    def inbox(self) -> Path:
        """Give the folder in which departments' files arrive."""
        return self.root / "inbox"

    @property
    def output(self) -> Path:
        """Give the folder of the year's outputs."""
        return self.root / "output" / str(self.college.year)

    def template(self, name: str) -> Path:
        """Give a Word template: the workspace's own version wins over the shipped one."""
        own = self.root / "templates" / name
        return own if own.is_file() else SHIPPED_TEMPLATES / name


SHIPPED_TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "docx"


def parse_college(text: str) -> College:
    """Read the text of a ``lianfang.toml``; every fault is a UsageError of one Chinese sentence."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:  # a number of too many digits, or too deep
        line = re.search(r"line (\d+)", str(fault))
        where = f"第{line[1]}行" if line else "末尾"
        raise UsageError(f"{CONFIGURATION} {where}的写法不对，请检查引号、等号和括号。") from None
    try:
        college = College.model_validate(data)
    except pydantic.ValidationError as fault:
        raise UsageError(_explain(fault.errors()[0])) from None
    _refuse_ambiguous_names(college)
    _refuse_incomplete_issues(college)
    return college


def _refuse_ambiguous_names(college: College) -> None:
    owner: dict[str, str] = {}
    for department in college.department:
        names = dict.fromkeys(normalised(name) for name in (department.name, *department.aliases))
        for name in names:
            if name in owner:
                raise UsageError(
                    f"{CONFIGURATION} 中“{name}”既指{owner[name]}又指{department.name}，"
                    "部门名称和别名不能重复。"
                )
            owner[name] = department.name


def _refuse_incomplete_issues(college: College) -> None:
    """Refuse what a document with a number cannot go out without (GB/T 9704)."""
    for paper, issue in college.issue.numbered if college.issue else ():
        upward = kind_of(paper, issue) == "report"
        where = f"{CONFIGURATION} 中 issue.{paper}"
        if upward and not issue.signers:
            raise UsageError(f'{where} 是上行文，须写明签发人，例如 signers = ["姓名"]。')
        to = issue.to if isinstance(issue, Letter) else None
        if upward and not (to or college.organisation.superior):
            raise UsageError(f"{where} 没有主送机关：请填写 organisation.superior。")


def _explain(error: ErrorDetails) -> str:
    location = error["loc"]
    where = _toml_path(location)
    match error["type"]:
        case "extra_forbidden":
            key = str(location[-1])
            known = _known_keys(location[:-1])
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
            advice = f"最接近的已知项是 {near[0]}" if near else "请删去"
            return f"{CONFIGURATION} 中有未知的项 {where}，{advice}。"
        case "missing":
            return f"{CONFIGURATION} 中缺少 {where}。"
        case "string_too_short":
            return f"{CONFIGURATION} 中 {where} 不能为空。"
        case _:
            return f"{CONFIGURATION} 中 {where} 的值 {error['input']!r} 不合要求{_wanted(error)}。"


def _wanted(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        return f"，只能是 {context['expected'].replace(' or ', ' 或 ')}"
    limits = {"ge": "不小于", "gt": "大于", "le": "不大于", "lt": "小于"}
    bounds = [f"{words} {context[key]}" for key, words in limits.items() if key in context]
    if bounds:
        return f"，应{'且'.join(bounds)}"
    kinds = {
        "date": "日期，例如 2012-05-25",
        "int": "整数",
        "string": "带引号的文字",
        "bool": "true 或 false",
        "tuple": "方括号列表",
        "dict": "表",
        "mapping": "表",
        "model": "表",
    }
    wanted = next((words for kind, words in kinds.items() if error["type"].startswith(kind)), "")
    return f"，应是{wanted}" if wanted else ""


def _toml_path(location: Sequence[int | str]) -> str:
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"（第{part + 1}个）"
        else:
            path += f".{part}" if path else part
    return path


def _known_keys(location: Sequence[int | str]) -> list[str]:
    """List the keys that the model at a place of the configuration knows."""
    model: Any = College
    for part in location:
        if isinstance(part, str):
            names = {field.alias or name: field for name, field in model.model_fields.items()}
            model = _model_in(names[part].annotation) if part in names else None
        if model is None:
            return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[Model] | None:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    found = (_model_in(argument) for argument in typing.get_args(annotation))
    return next((model for model in found if model is not None), None)
