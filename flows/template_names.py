"""The page that lists what every Word template may use, made from the templates' models."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.template_check.expressions import FILTERS
from rendering.template_check.model import Name, TemplateModel, models

_HEAD = """\
# 模板里可以用的名称

{made}

怎样改模板见 [templates.md](templates.md)。“文字”写作 `{{{{ 名称 }}}}`；“一列文字”要用循环；
“成品”（表格、图、目录）写作 `{{{{p 名称 }}}}`，独占正文的一段，各写一次，不能缺少。
“必用”的名称，正文里没有就成不了文。竖线后面可以用：{filters}。
"""
_USES = {"text": "文字", "list": "一列文字", "record": "一组文字", "place": "成品"}


def template_names_page(made: str) -> str:
    """Write the page.

    Args:
        made: The line that says what it is made by.
    """
    filters = "、".join(f"`{name}`" for name in FILTERS)
    parts = [_HEAD.format(made=made, filters=filters)]
    parts += ["\n".join(_section(name, model)) for name, model in models().items()]
    return "\n".join(parts)


def _section(file: str, model: TemplateModel) -> Iterator[str]:
    yield f"## {file}：{model.title}"
    yield from ("", "| 名称 | 用法 | 是什么 |", "| --- | --- | --- |")
    for name in model.names:
        yield from _rows(name, model)
    if model.headers:
        yield from ("", f"每个页眉都要有：{'、'.join(f'`{name}`' for name in model.headers)}。")
    if model.styles:
        yield from ("", f"不能缺少的样式：{'、'.join(model.styles)}。")
    yield ""


def _rows(name: Name, model: TemplateModel) -> Iterator[str]:
    if name.kind == "record":
        for field in name.fields:
            yield f"| `{name.name}.{field.name}` | 文字 | {field.meaning} |"
        return
    needed = "，必用" if name.name in model.required else ""
    yield f"| `{name.name}` | {_USES[name.kind]}{needed} | {name.meaning} |"
