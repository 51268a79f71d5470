"""Documents of the public say that they are: on their cover and in their properties."""

from __future__ import annotations

from rendering.package import read_package, with_properties, write_package
from rendering.template import Template
from rendering.wordml import paragraph, run
from schemas.consolidated import Consolidated

WORD = "公开版"
_BODY, _PARAGRAPH = b"<w:body", "</w:p>"


def public_copy(document: bytes, data: Consolidated, title: str, template: Template) -> bytes:
    """Write 公开版 below the cover's title and behind the title of the properties.

    Args:
        document: The finished docx file.
        data: For the organisation, the year and the day.
        title: What the document calls itself.
        template: Of which it was made; without a cover's title nothing is added to the pages.
    """
    parts = read_package(document)
    main = main_part(parts)
    body = parts[main].decode()
    at = body.rfind(f'<w:pStyle w:val="{template.style("封面标题")}"/>')
    if at >= 0:
        end = body.index(_PARAGRAPH, at) + len(_PARAGRAPH)
        line = paragraph(run(f"（{WORD}）"), style=template.style("封面文字"))
        body = f"{body[:end]}{line}{body[end:]}"
    named = with_properties(
        {**parts, main: body.encode()},
        title=f"{data.organisation}{data.year}年{title}（{WORD}）",
        creator=data.organisation,
        date=data.as_of,
    )
    return write_package(named)


def main_part(parts: dict[str, bytes]) -> str:
    """Name the part with the body."""
    return next(name for name, part in parts.items() if _BODY in part)
