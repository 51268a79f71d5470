"""Word's automatic numbers: rows 1, 2, 3 and departments 一、二、三."""

from __future__ import annotations

from examples.word.markup import DECLARATION, NAMESPACES

ROWS, DEPARTMENTS = 1, 2
"""The lists that a paragraph can belong to."""

_LISTS = (("decimal", "%1"), ("chineseCountingThousand", "%1、"))


def numbering_part() -> str:
    """Write ``numbering.xml``; in every document each list starts at 1."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
        for index, (form, text) in enumerate(_LISTS)
    )
    used = "".join(
        f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>'
        for index in range(len(_LISTS))
    )
    return f'{DECLARATION}<w:numbering xmlns:w="{NAMESPACES["w"]}">{abstract}{used}</w:numbering>'
