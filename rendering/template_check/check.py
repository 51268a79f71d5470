"""All that is wrong with a template, in the order of the document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import docx
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from lxml import etree

from rendering.returned.parts import parse
from rendering.template_check.expressions import Expressions
from rendering.template_check.faults import Fault, Where, fault, problem
from rendering.template_check.guard import last_look
from rendering.template_check.judge import PartCheck
from rendering.template_check.model import TemplateModel
from rendering.template_check.parts import header_names, heading_styles, paragraphs, style_names

_PARTS = {
    CONTENT_TYPE.WML_DOCUMENT_MAIN: "正文",
    CONTENT_TYPE.WML_HEADER: "页眉",
    CONTENT_TYPE.WML_FOOTER: "页脚",
    CONTENT_TYPE.WML_FOOTNOTES: "脚注",
    CONTENT_TYPE.WML_ENDNOTES: "尾注",
}
_UNREADABLE = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    OSError,
)
_LOOPED = re.compile(r"for\s+(\w+)\s+in")


@lru_cache(maxsize=32)  # a run fills the notice's template once for every department
def check_template(content: bytes, model: TemplateModel) -> tuple[Fault, ...]:
    """Hold a template against what its document hands in.

    Args:
        content: The docx file.
        model: Names, loops and fields that it may and must use.

    Returns:
        Every fault at once: body first, then headers and footers, then what concerns the whole.
    """
    try:
        package = docx.Document(io.BytesIO(content))
        styles = heading_styles(package.styles.element)
        main = package.part
        parts = [p for p in main.package.iter_parts() if p.content_type in _PARTS]
        targets = {
            id_: str(relation.target_part.partname)
            for id_, relation in main.rels.items()
            if not relation.is_external
        }
        names = header_names(main.element, targets)
        parts.sort(key=lambda part: (part is not main, names.get(part.partname, "尾")))
        there = style_names(package.styles.element)
        lacking = [fault(problem("missing-style", name=s)) for s in model.styles if s not in there]
        return (*_checked(parts, names, styles, model), *lacking)
    except _UNREADABLE:
        return (fault(problem("unreadable")),)


def _checked(
    parts: list[Part], names: dict[str, str], styles: frozenset[str], model: TemplateModel
) -> Iterator[Fault]:
    used: set[str] = set()
    found: list[Fault] = []
    for part in parts:
        told = _PARTS[part.content_type]
        name = names.get(part.partname, told)
        checked = _part(part, name, styles, model)
        found += checked.faults
        used |= checked.expressions.used
        if told == "页眉":
            for wanted in model.headers:
                if wanted not in checked.expressions.written:
                    lacking = problem("header-required", name=wanted, meaning=_of(model, wanted))
                    found.append(fault(lacking, Where(name, 1)))
    yield from _without_repeats(found)
    if not any(one.severity == "error" for one in found):
        for part in parts:
            where = Where(names.get(part.partname, _PARTS[part.content_type]), 1)
            yield from (fault(one, where) for one in last_look(part.blob, model))
    for one in model.names:
        if one.name not in used and one.kind != "place" and one.name not in model.required:
            yield fault(problem("unused", name=one.name, meaning=one.meaning or one.name))


def _part(part: Part, name: str, styles: frozenset[str], model: TemplateModel) -> PartCheck:
    root = parse(part.blob)
    listed = list(paragraphs(root, name, styles))
    loops = (match for p in listed for match in _LOOPED.findall(p.text))
    main = part.content_type == CONTENT_TYPE.WML_DOCUMENT_MAIN
    check = PartCheck(model, Expressions(loops), main=main)
    for paragraph in listed:
        check.paragraph(paragraph)
    check.finish()
    return check


def _of(model: TemplateModel, name: str) -> str:
    found = model.find(name)
    return found.meaning if found else ""


def _without_repeats(faults: list[Fault]) -> Iterator[Fault]:
    """Say once what stands twice in the file: a text box and its copy for older programs."""
    seen: set[Fault] = set()
    for one in faults:
        where = replace(one.where, number=0) if one.where and not one.main else one.where
        key = replace(one, where=where)
        if key not in seen:
            seen.add(key)
            yield one
