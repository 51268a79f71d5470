"""Filling a Word template that the office may edit, so that data can neither vanish nor act.

docxtpl finds the tags in Word's scattered runs; the rest of its way is replaced. Every part is
rendered exactly once, with escaping, in a sandbox, and parsed strictly; a name that does not exist
stops the work. Tables and drawings are not rendered at all: a tag paragraph such as
``{{p catalogue_table }}`` leaves a mark that no data can imitate (a processing instruction), and
the prepared XML takes its place in the finished part.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree
from markupsafe import Markup

from rendering.fonts import Exchange
from rendering.package import read_package
from rendering.related import RelatedPart, with_related
from rendering.sandbox import compiled, mark
from rendering.style_lines import StyleLine, style_line
from rendering.template_check.check import check_template
from rendering.template_check.faults import Fault
from rendering.template_check.model import handed_in, models
from rendering.wordml import W
from schemas.errors import UsageError

_TEXT_PARTS = frozenset(
    {
        CONTENT_TYPE.WML_DOCUMENT_MAIN,
        CONTENT_TYPE.WML_HEADER,
        CONTENT_TYPE.WML_FOOTER,
        CONTENT_TYPE.WML_FOOTNOTES,
        CONTENT_TYPE.WML_ENDNOTES,
    }
)
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_UNREADABLE = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    OSError,
)
_SHIPPED = Path(__file__).resolve().parent.parent / "templates" / "docx"
_WRONG_TAG = (TemplateError, TypeError, ArithmeticError, LookupError, ValueError, AttributeError)


class _Frame(DocxTemplate):  # type: ignore[misc]  # docxtpl is untyped
    """docxtpl with everything behind the search for tags replaced."""

    def render_once(self, values: Mapping[str, object]) -> None:
        """Render each part that carries text once, in the order of part names."""
        self.render_init()
        parts = sorted(self.docx.part.package.iter_parts(), key=lambda part: str(part.partname))
        for part in parts:
            if part.content_type in _TEXT_PARTS:
                self._render(part, values)
        self.docx._element = self.docx.part._element  # noqa: SLF001 - python-docx has no setter
        drawings = (
            drawing
            for part in parts
            if isinstance(part, XmlPart)
            for drawing in part.element.iter(_DOC_PR)
        )
        self.drawings = 0
        for self.drawings, drawing in enumerate(drawings, 1):
            drawing.set("id", str(self.drawings))

    def _render(self, part: Part, values: Mapping[str, object]) -> None:
        source = self.patch_xml(part.blob.decode("utf-8"))
        tree = parse_xml(compiled(source).render(values).encode())
        if isinstance(part, XmlPart):
            part._element = tree  # noqa: SLF001 - the way docxtpl has to take, too
        else:
            part._blob = etree.tostring(tree, encoding="UTF-8", standalone=True)  # noqa: SLF001


class Filled:
    """A template with its tags filled, waiting for the prepared XML.

    Attributes:
        parts: All parts of the document so far.
        main: Name of the part with the body.
        next_id: The first ``wp:docPr`` id that is free.
    """

    def __init__(
        self, parts: Mapping[str, bytes], main: str, next_id: int, exchange: Exchange = dict
    ) -> None:
        self.parts = parts
        self.main = main
        self.next_id = next_id
        self._exchange = exchange

    def with_parts(self, parts: Mapping[str, bytes]) -> Filled:
        """Give the same with some parts replaced or added."""
        return Filled({**self.parts, **parts}, self.main, self.next_id, self._exchange)

    def insert(
        self, prepared: Mapping[str, Iterable[str]], related: Iterable[RelatedPart] = ()
    ) -> dict[str, bytes]:
        """Put prepared XML where its tag stood, and give all parts of the document.

        Args:
            prepared: Name of the place → block elements in order. Each element declares the
                namespaces that it uses.
            related: Parts that the prepared XML refers to; read last.
        """
        rest = self.parts[self.main]
        pieces: list[bytes] = []
        for name in sorted(prepared, key=lambda name: rest.index(_mark(name))):
            before, rest = rest.split(_mark(name))
            pieces.append(before)
            pieces.extend(element.encode() for element in prepared[name])
        parts = {**self.parts, self.main: b"".join((*pieces, rest))}
        return self._exchange(with_related(parts, self.main, related))


class Template:
    """A Word template from ``templates/docx`` or the office's own version of it."""

    def __init__(self, path: Path, *, exchange: Exchange = dict) -> None:
        """Read it.

        Args:
            path: A docx file.
            exchange: What is done to the fonts of the finished document.

        Raises:
            UsageError: It is not a Word document.
        """
        self._name = path.name
        self._is_shipped = path.parent == _SHIPPED
        self._exchange = exchange
        try:
            self._content = path.read_bytes()
            self._frame = _Frame(io.BytesIO(self._content))
            self._frame.init_docx()
            self._styles = _style_ids(self._frame.docx.styles.element)
        except _UNREADABLE as error:
            raise UsageError(
                f"模板“{path}”打不开，请换回软件自带的模板，或用 Word 另存一次。"
            ) from error

    def style(self, name: str) -> str:
        """Give the id of a style, which Word may change, by its name, which it keeps.

        Raises:
            UsageError: The template has no style of that name.
        """
        if name not in self._styles:
            raise UsageError(f"模板“{self._name}”缺少样式“{name}”，请从软件自带的模板复制过来。")
        return self._styles[name]

    def line(self, name: str) -> StyleLine:
        """Give letters and lines of a style, as the office may have changed them.

        Raises:
            UsageError: The template has no style of that name.
        """
        return style_line(self._frame.docx.styles.element, self.style(name))

    def section(self, place: str) -> bytes:
        """Give the properties of the section that a place's paragraph ends (``w:sectPr``).

        Raises:
            UsageError: The paragraph does not end a section.
        """
        for paragraph in self._frame.docx.element.body.iterchildren(f"{{{W}}}p"):
            words = "".join(str(text.text or "") for text in paragraph.iter(f"{{{W}}}t"))
            if re.search(rf"\{{\{{p\s+{place}\s*\}}\}}", words):
                for properties in paragraph.iter(f"{{{W}}}sectPr"):
                    return etree.tostring(properties)
        raise UsageError(
            f"模板“{self._name}”里“{{{{p {place} }}}}”这一段的末尾要有分节符，"
            "请从软件自带的模板复制过来。"
        )

    def set_font(self, name: str, font: str) -> None:
        """Give a style another font, where an edition of the standard wants one."""
        styles = self._frame.docx.styles.element
        for style in styles.iter(f"{{{W}}}style"):
            if style.get(f"{{{W}}}styleId") == self.style(name):
                for fonts in style.iter(f"{{{W}}}rFonts"):
                    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                        fonts.set(f"{{{W}}}{script}", font)

    def fill(self, values: Mapping[str, object], places: Iterable[str]) -> Filled:
        """Fill the tags.

        Args:
            values: Name → text, number or list, as the template's tags may use them.
            places: Names of the places for prepared XML; each stands in the body once.

        Raises:
            UsageError: A tag is wrong, a name does not exist, a place is missing or doubled.
        """
        marks = {name: Markup(mark(name)) for name in places}  # noqa: S704 - our own
        self._refuse_faults(values, marks)
        try:
            self._frame.render_once({**values, **marks})
        except etree.XMLSyntaxError as error:
            raise UsageError(f"模板“{self._name}”的标签位置不对，填写后不成文档。") from error
        except _WRONG_TAG as error:
            raise UsageError(f"模板“{self._name}”里的标签写错了：{error}。") from error
        target = io.BytesIO()
        self._frame.docx.save(target)
        parts = read_package(target.getvalue())
        main = str(self._frame.docx.part.partname).lstrip("/")
        for name in marks:
            if (count := parts[main].count(_mark(name))) != 1:
                raise UsageError(
                    f"模板“{self._name}”的正文里要有且只有一段“{{{{p {name} }}}}”，现有{count}段。"
                )
        return Filled(parts, main, self._frame.drawings + 1, self._exchange)

    def _refuse_faults(self, values: Mapping[str, object], places: Iterable[str]) -> None:
        """Refuse what ``lianfang templates check`` finds, in the same words.

        The shipped ones are held against the same check by the tests, not in every run.
        """
        if self._is_shipped:
            return
        model = models().get(self._name) or handed_in(values, places)
        faults = [f for f in check_template(self._content, model) if f.severity == "error"]
        if faults:
            raise UsageError(_refusal(self._name, faults))


def _refusal(name: str, faults: Sequence[Fault]) -> str:
    more = f"共{len(faults)}处错误，全部列出请运行 lianfang templates check。"
    return f"模板“{name}”有错误。{faults[0]}{more if len(faults) > 1 else ''}"


def _mark(name: str) -> bytes:
    return mark(name).encode()


def _style_ids(styles: Any) -> dict[str, str]:  # noqa: ANN401 - python-docx's element class
    return {
        str(style.find(f"{{{W}}}name").get(f"{{{W}}}val")): str(style.get(f"{{{W}}}styleId"))
        for style in styles.iter(f"{{{W}}}style")
        if style.find(f"{{{W}}}name") is not None
    }
