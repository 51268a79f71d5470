"""The last look at a template: what docxtpl and Jinja make of it, wherever a tag may hide."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError, meta, nodes
from lxml import etree
from markupsafe import Markup

from rendering.sandbox import ENVIRONMENT, compiled, mark
from rendering.template_check.expressions import FILTERS
from rendering.template_check.faults import Problem, near, problem
from rendering.template_check.model import Name, TemplateModel

_HARMLESS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Const,
    nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Not, nodes.And, nodes.Or,
    nodes.Compare, nodes.Operand, nodes.CondExpr, nodes.Add, nodes.Sub, nodes.Neg, nodes.Pos,
    nodes.Concat, nodes.Keyword, nodes.List, nodes.Tuple,
)  # fmt: skip
_SAMPLES: tuple[tuple[str | int, ...], ...] = (("甲", 2), ("", 0))
"""Some words or numbers, and none; what a tag does with one it need not do with the other."""
_FAILS = (TemplateError, TypeError, ArithmeticError, LookupError, ValueError, AttributeError)


def last_look(part: bytes, model: TemplateModel) -> Iterator[Problem]:
    """Say what would still go wrong with a part whose tags are right one by one."""
    try:
        source = DocxTemplate.patch_xml(None, part.decode("utf-8"))
        tree = ENVIRONMENT.parse(source)
    except (TemplateError, RecursionError):
        yield problem("cannot-fill")
        return
    found = [*_unsafe(tree), *_unknown(tree, model)]
    yield from found
    if not found and not all(
        any(_fills(source, model, value) for value in kind) for kind in _SAMPLES
    ):
        yield problem("cannot-fill")


def _unsafe(tree: nodes.Template) -> Iterator[Problem]:
    for node in tree.find_all(nodes.Node):
        hidden = isinstance(node, nodes.Getattr) and node.attr.startswith("_")
        other = isinstance(node, nodes.Filter) and node.name not in FILTERS
        if hidden or other or not isinstance(node, _HARMLESS):
            what = getattr(node, "attr", None) or getattr(node, "name", None)
            yield problem("unsafe", what=what or type(node).__name__)


def _unknown(tree: nodes.Template, model: TemplateModel) -> Iterator[Problem]:
    known = [name.name for name in model.names]
    for name in sorted(meta.find_undeclared_variables(tree) - {*known}):
        yield problem("unknown-name", name=name, near=near(name, known))


def _fills(source: str, model: TemplateModel, value: str | int) -> bool:
    """Tell whether filled with a value it is a document; lists are empty where the value is."""
    values = {name.name: _sample(name, value) for name in model.names}
    try:
        parse_xml(compiled(source).render(values).encode())
    except (etree.XMLSyntaxError, *_FAILS):
        return False
    return True


def _sample(name: Name, value: str | int) -> object:
    match name.kind:
        case "place":
            return Markup(mark(name.name))  # noqa: S704 - our own
        case "list":
            return ("甲", "乙") if value else ()
        case "record":
            return {field.name: "甲" for field in name.fields}
        case _:
            return value
