"""Names of the elements and attributes of a Word document, as lxml spells them."""

from __future__ import annotations

from typing import TypeAlias

from lxml.etree import _Element

Element: TypeAlias = _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WPC = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def w(name: str) -> str:
    """Spell a name of WordprocessingML."""
    return f"{{{W}}}{name}"


VAL = w("val")

BODY, P, PPR, RUN, RPR, T = w("body"), w("p"), w("pPr"), w("r"), w("rPr"), w("t")
TBL, TR, TC = w("tbl"), w("tr"), w("tc")
TBL_GRID, GRID_COL, TR_PR, TC_PR, TC_W = (
    w("tblGrid"),
    w("gridCol"),
    w("trPr"),
    w("tcPr"),
    w("tcW"),
)
TXBX_CONTENT = w("txbxContent")
DRAWING, PICT, OBJECT = w("drawing"), w("pict"), w("object")
INS, DEL, MOVE_FROM, MOVE_TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
DEL_TEXT, VANISH = w("delText"), w("vanish")
ALTERNATE, CHOICE, FALLBACK = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice", f"{{{MC}}}Fallback"
MATH_TEXT = f"{{{MATH}}}t"
SHAPES = (f"{{{WPS}}}wsp", f"{{{WPG}}}wgp", f"{{{WPC}}}wpc", f"{{{PIC}}}pic")

OFF = frozenset({"0", "false", "off"})


def is_on(element: Element, attribute: str = VAL) -> bool:
    """Tell whether a switch such as ``w:vanish`` is on: it is unless its value says no."""
    return element.get(attribute, "1") not in OFF
