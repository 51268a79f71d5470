"""The words of a paragraph as a reader sees them, all tracked changes accepted.

The words are gathered in one pass over the elements of the paragraph: a handler an element name,
which tells whether what is inside the element is to be passed over.
"""

from __future__ import annotations

from extractors.docx.fields import Fields, legacy_choice
from extractors.docx.names import (
    CHOICE,
    DEL,
    DRAWING,
    FALLBACK,
    INS,
    MATH_TEXT,
    MOVE_FROM,
    MOVE_TO,
    OBJECT,
    PICT,
    RPR,
    RUN,
    TXBX_CONTENT,
    W14,
    Element,
    T,
    is_on,
    w,
)
from extractors.docx.symbols import (
    BOX_GLYPHS,
    CHECKED,
    PRIVATE_USE,
    UNCHECKED,
    is_symbol_font,
    show_private,
    show_symbols,
    symbol,
)
from extractors.docx.walking import Handler, all_words, is_rejected, walk

SPACE_KEPT = "{http://www.w3.org/XML/1998/namespace}space"


def paragraph_text(paragraph: Element) -> str:
    r"""Give the words of a paragraph as they read when all tracked changes are accepted.

    Hidden, deleted and moved-away text and text boxes are left out, of fields the results stay;
    tabs and manual line breaks are ``\t`` and ``\n``, check boxes ☑ and ☐.

    Args:
        paragraph: The ``w:p`` element.
    """
    words = Words()
    words.start()
    walk(paragraph, words.handlers)
    return "".join(words.pieces)


class Words:
    """Gathers the words of one paragraph after the other.

    Attributes:
        pieces: The words of the present paragraph so far.
        left_out: Kind and text of what was left out (kinds as in ``SideText``).
        drawn: Drawings met in the present paragraph.
        changes: Count of tracked changes so far.
        mark_deleted: The present paragraph's end was deleted: the next one continues it.
        page_break: The present paragraph's text stands after a page break.
        break_after: A page break stands after some text of the present paragraph.
        fields: The fields that are open, and the outward-looking ones met so far.
        handlers: A handler for each element name that matters inside a paragraph.
    """

    def __init__(self, *, symbol_fonts: bool = True) -> None:
        self.pieces: list[str] = []
        self.left_out: list[tuple[str, str]] = []
        self.drawn: list[Element] = []
        self.changes = 0
        self.mark_deleted = self.page_break = self.break_after = False
        self.fields = Fields()
        self._touched = False
        self._hidden_run: Element | None = None
        self._symbol_run: tuple[Element, str] | None = None
        self._box: tuple[str, Element] | None = None
        self.handlers = self._make_handlers(symbol_fonts=symbol_fonts)

    def _make_handlers(self, *, symbol_fonts: bool) -> dict[str, Handler]:
        handlers: dict[str, Handler] = {
            T: self._text,
            MATH_TEXT: self._text,
            w("tab"): self._tab,
            w("ptab"): self._tab,
            w("br"): self._break,
            w("cr"): self._break,
            w("noBreakHyphen"): self._hyphen,
            w("sym"): self._symbol,
            w("vanish"): self._vanish,
            w("fldChar"): self._field_mark,
            w("instrText"): self._field_code,
            w("fldSimple"): self._simple_field,
            w("checkBox"): self._legacy_box,
            w("ddList"): self._legacy_box,
            f"{{{W14}}}checkbox": self._check_box,
            w("rt"): self._left_out("note"),
            INS: self._counted,
            MOVE_TO: self._counted,
            DEL: self.deleted,
            MOVE_FROM: self.deleted,
            **dict.fromkeys(_OLD_PROPERTIES, self._old_properties),
            **dict.fromkeys((DRAWING, PICT, OBJECT), self._drawing),
            TXBX_CONTENT: _pass,
            CHOICE: is_rejected,
            FALLBACK: is_rejected,
        }
        if symbol_fonts:
            handlers[w("rFonts")] = self._fonts
        return handlers

    def start(self) -> None:
        """Begin a new paragraph."""
        if self.pieces:
            self.pieces.clear()
        if self._touched:
            self._reset()

    def _reset(self) -> None:
        self.drawn = []
        self.mark_deleted = self.page_break = self.break_after = False
        self.fields.close()
        self._hidden_run = self._symbol_run = None
        self._touched = self._box is not None

    def resume(self, pieces: list[str], drawn: list[Element]) -> None:
        """Let the new paragraph continue one whose end was deleted."""
        self.pieces[:] = pieces
        self.drawn, self._touched = drawn, True

    def break_page(self) -> None:
        """Note a page break before the words of the present paragraph."""
        self.page_break = self._touched = True

    def leave_out(self, kind: str, text: str) -> None:
        """Keep a text that belongs to no value; pieces of one kind that follow are joined."""
        if text:
            self.left_out.append((kind, text))

    # ---- words

    def _text(self, element: Element) -> None:
        text = element.text
        if text is None:
            return
        if (text[0] <= " " or text[-1] <= " ") and element.get(SPACE_KEPT) != "preserve":
            text = text.strip()
        if "\n" in text:
            text = text.replace("\n", " ")
        if PRIVATE_USE.search(text):
            text = show_private(text, _font_of(element))
        if self._touched:
            self._odd_text(element, text)
        else:
            self.pieces.append(text)

    def _odd_text(self, element: Element, text: str) -> None:
        run = element.getparent()
        if self._symbol_run is not None and self._symbol_run[0] is run:
            text = show_symbols(text, self._symbol_run[1])
        text = self._real_state(element, text)
        self._add(run, text)

    def _add(self, run: Element | None, text: str) -> None:
        if (run is not None and run is self._hidden_run) or self.fields.in_code:
            self.leave_out("hidden", text)
        else:
            self.pieces.append(text)

    def _tab(self, element: Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == RUN:  # else it defines a tab stop
            self.pieces.append("\t")

    def _hyphen(self, element: Element) -> None:
        self._add(element.getparent(), "-")

    def _break(self, element: Element) -> None:
        if element.get(w("type"), "textWrapping") == "textWrapping":
            self.pieces.append("\n")
        elif element.get(w("type")) == "page":
            if any(piece.strip() for piece in self.pieces):
                self.break_after = self._touched = True
            else:
                self.break_page()

    def _symbol(self, element: Element) -> None:
        try:
            code = int(element.get(w("char"), ""), 16)
        except ValueError:
            return
        text = self._real_state(element, symbol(element.get(w("font"), ""), code))
        self._add(element.getparent(), text)

    def _fonts(self, element: Element) -> None:
        font = element.get(w("ascii")) or element.get(w("hAnsi")) or ""
        run = _run_of(element)
        if run is not None and is_symbol_font(font):
            self._symbol_run = (run, font)
            self._touched = True

    # ---- hidden text

    def _vanish(self, element: Element) -> None:
        run = _run_of(element)
        if run is not None and is_on(element):  # else it is the end of the paragraph
            self._hidden_run = run
            self._touched = True

    # ---- fields and check boxes

    def _field_mark(self, element: Element) -> None:
        self.fields.mark(element.get(w("fldCharType"), ""))
        self._touched = True

    def _field_code(self, element: Element) -> None:
        self.fields.code(element.text or "")

    def _simple_field(self, element: Element) -> None:
        self.fields.note(element.get(w("instr"), ""))

    def _legacy_box(self, element: Element) -> None:
        self.pieces.append(legacy_choice(element))

    def _check_box(self, element: Element) -> None:
        state = next(element.iterchildren(f"{{{W14}}}checked"), None)
        checked = state is not None and is_on(state, f"{{{W14}}}val")
        mark = CHECKED if checked else UNCHECKED
        properties = element.getparent()
        control = properties.getparent() if properties is not None else None
        content = control.find(w("sdtContent")) if control is not None else None
        if content is not None and next(content.iter(T, w("sym")), None) is not None:
            self._box = (mark, content)
            self._touched = True
        else:
            self.pieces.append(mark)

    def _real_state(self, element: Element, text: str) -> str:
        """Let the first sign of a check box show the state that the file records."""
        if self._box is None or not text:
            return text
        mark, content = self._box
        self._box = None
        if content not in element.iterancestors(content.tag):
            return text
        return mark + (text[1:] if text[0] in BOX_GLYPHS or len(text) == 1 else text)

    # ---- tracked changes

    def _counted(self, _: Element) -> None:
        self.changes += 1

    def deleted(self, element: Element) -> bool:
        """Leave out what a ``w:del`` or ``w:moveFrom`` holds, or note the end it deletes."""
        self.changes += 1
        parent = element.getparent()
        if parent is not None and parent.tag == RPR:
            self.mark_deleted = self._touched = True
        self.leave_out("deleted", all_words(element))
        return True

    def _old_properties(self, _: Element) -> bool:
        self.changes += 1
        return True

    # ---- what is passed over

    def _left_out(self, kind: str) -> Handler:
        def handler(element: Element) -> bool:
            self.leave_out(kind, all_words(element))
            return True

        return handler

    def _drawing(self, element: Element) -> bool:
        hidden = self._hidden_run
        if hidden is not None and hidden in element.iterancestors(RUN):
            self.leave_out("hidden", all_words(element))
            return True
        self.drawn.append(element)
        self._touched = True
        return True


def _pass(_: Element) -> bool:
    return True


def _run_of(element: Element) -> Element | None:
    """Give the run whose properties an element belongs to; None for a paragraph's end."""
    properties = element.getparent()
    run = properties.getparent() if properties is not None else None
    return run if run is not None and run.tag == RUN else None


def _font_of(element: Element) -> str:
    run = element.getparent()
    fonts = run.find(f"{RPR}/{w('rFonts')}") if run is not None else None
    return "" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""


_OLD_PROPERTIES = tuple(
    w(name)
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange",
        "tblGridChange", "tblPrExChange", "numberingChange",
    )
)  # fmt: skip
