"""One sign-off block of annex 4 taken apart: opinion, signature and date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, get_args

from extractors.annexes.furniture import is_department
from extractors.annexes.levels import is_unrated
from extractors.annexes.particulars import Stray
from extractors.annexes.signatures import (
    DATE,
    EDGES,
    closed_up,
    is_name,
    is_opinion,
    last_name,
    signed_date,
)
from extractors.annexes.text import bare, is_placeholder
from extractors.annexes.vocabulary import patterns, words
from schemas.base import Place
from schemas.forms import SignOff, SignOffRole
from schemas.text import normalised

ROLES: tuple[SignOffRole, ...] = get_args(SignOffRole)
"""Whose sign-off blocks annex 4 has, in the order of signing."""

_CHOSEN = re.compile(r"[☑☒■√✓✔●]\s*([^\s☑☒■√✓✔●□☐○]+)")
_OPEN_CHOICE = re.compile(r"[□☐○]")
_LONGEST_NAME = 20


class Piece(NamedTuple):
    """A line of a block, and where it stands."""

    text: str
    place: Place


def read_sign_off(
    role: SignOffRole, pieces: Sequence[Piece], place: Place | None
) -> tuple[SignOff, list[Stray]]:
    """Read one block.

    Args:
        role: Whose block it is.
        pieces: Its lines in order, of one cell or of several.
        place: Where its value stands, also when it is blank.

    Returns:
        The sign-off, and dates beyond the last one.
    """
    block = _Block(labelled=any(_signing().search(piece.text) for piece in pieces))
    for piece in pieces:
        block.read(re.sub("[_\uff3f]+", " ", piece.text), piece.place)
    opinion = _opinion([text for text, _ in block.opinions])
    places = {"": place, **block.places}
    if block.opinions:
        places["opinion"] = block.opinions[0][1]
    sign_off = SignOff(
        role=role,
        opinion=opinion,
        signed_by="、".join(block.names) or block.seal or None,
        date=block.date,
        places={name: at for name, at in places.items() if at is not None},
    )
    return sign_off, block.stray


def asks_to_sign(text: str) -> bool:
    """Tell whether a text says where to sign (签字：, 组长：)."""
    return _signing().search(text) is not None


@cache
def _signing() -> re.Pattern[str]:
    """Compile where a signature is asked for: 部门负责人签字：, （签章）, 组长：."""
    known = words("sign_offs")
    who, sign = "|".join(known["signers"]), known["signing"]
    return re.compile(
        rf"(?:(?:{who})\s*)?[(（【]?\s*(?:{sign})\s*[)）】]?\s*[:：]?(?!\s*(?:后|时|确认|同意|生效|并|的|上报))"
        rf"|(?:{who})\s*{known['signer_colon']}"
    )


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(words("sign_offs")[key])


@dataclass(slots=True)
class _Block:
    """What is known of a block while its lines are read.

    Attributes:
        labelled: Somewhere it is written where to sign.
        awaited: A place to sign was blank so far; the next name belongs there.
        seal: A department's name beside its seal, which signs where no person does.
    """

    labelled: bool
    awaited: bool = False
    opinions: list[tuple[str, Place]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    seal: str = ""
    date: dt.date | None = None
    places: dict[str, Place] = field(default_factory=dict)
    stray: list[Stray] = field(default_factory=list)

    def read(self, text: str, place: Place) -> None:
        """Read one line: what stands before the place to sign, the name, the date."""
        match = _signing().search(text)
        if match is None:
            self._plain(text, place)
            return
        after = text[match.end() :]
        following = _signing().search(after)
        cut = following.start() if following else len(after)
        self.places.setdefault("signed_by", place)
        name = self._without_date(after[:cut], place, anywhere=True)
        self._before_signature(text[: match.start()], name, place)
        self.awaited = not self._take_name(name, place) and not self.names
        if following:
            self.read(after[cut:], place)

    def _before_signature(self, before: str, after: str, place: Place) -> None:
        """Read what stands before 签字: an opinion, or the name itself (曹某（签字）)."""
        rest = self._without_date(before.rstrip(" (（"), place)
        words_ = rest.split()
        signs = bool(words_) and not after.strip(EDGES) and is_name(words_[-1])
        if signs:
            self.names.append(words_[-1])
            rest = rest[: rest.rindex(words_[-1])]
        self._take_opinion(rest, place)

    def _plain(self, text: str, place: Place) -> None:
        """Read a line without a place to sign."""
        sealed = _pattern("seals").search(text) is not None
        rest = self._without_date(text, place)
        dated = rest != text
        if self.awaited and rest.strip(EDGES) and self._take_name(rest, place):
            self.awaited = False
            return
        rest = _trimmed(_pattern("seals").sub("", rest))
        if sealed and is_department(rest):
            self.seal = self.seal or rest
            return
        at = len(self.names)
        while not self.labelled and (name := last_name(rest, dated=dated)):
            self.names.insert(at, closed_up(name))
            self.places["signed_by"] = place
            rest = rest[: -len(name)].rstrip(EDGES)
        self._take_opinion(rest, place)

    def _without_date(self, text: str, place: Place, *, anywhere: bool = False) -> str:
        """Take the date out of a text: one at its end, or anywhere behind a place to sign."""
        matches = list(DATE.finditer(text))
        match = matches[-1] if matches else None
        if match is None or (text[match.end() :].strip(EDGES + "。") and not anywhere):
            return _pattern("dated").sub(" ", text) if anywhere else _without_label(text)
        before = _without_label(text[: match.start()])
        date = signed_date(match.group())
        self.places.setdefault("date", place)
        if date is not None:
            if self.date not in {None, date}:
                self.stray.append(Stray(f"{self.date}", self.places["date"]))
            self.date, self.places["date"] = date, place
        return f"{before} {text[match.end() :]}".rstrip()

    def _take_name(self, text: str, place: Place) -> bool:
        """Take what stands behind a place to sign; tell whether it was a name."""
        told = _pattern("seals").sub("", text).strip(EDGES)
        if not told or is_placeholder(told) or is_unrated(told) or _is_prompt(told):
            return False
        opinion = re.match(
            rf"((?:{words('sign_offs')['opinions']})[^\s]*[。,，;；\s]+)(\S.*)$", told
        )
        if opinion:
            self._take_opinion(opinion[1], place)
            told = opinion[2].strip(EDGES)
        if len(told) > _LONGEST_NAME or re.search("[。;；!！?？]", told) or is_opinion(told):
            self._take_opinion(told, place)
            return False
        if is_department(told):
            self.seal = self.seal or told
        else:
            self.names.append(closed_up(told))
        self.places["signed_by"] = place
        return True

    def _take_opinion(self, text: str, place: Place) -> None:
        told = _pattern("opinion_titles").sub("", _pattern("seals").sub("", text)).strip()
        if bare(told) and not is_placeholder(told) and not _is_prompt(told):
            self.opinions.append((told, place))


def _trimmed(text: str) -> str:
    """Trim a line, but leave a bracket closed that opens inside it: 李明（代签）."""
    plain = text.strip(EDGES)
    behind = text[text.index(plain) + len(plain) :].lstrip()
    is_open = len(re.findall("[(（]", plain)) > len(re.findall("[)）]", plain))
    return plain + behind[:1] if is_open and behind[:1] in ")）" else plain


def _without_label(text: str) -> str:
    """Leave out 日期： at the end of a text."""
    return re.sub(rf"(?:{words('sign_offs')['dated']})\s*$", " ", text)


def _opinion(lines: Sequence[str]) -> str | None:
    """Put an opinion together; of options to tick only the chosen one."""
    text = "\n".join(lines)
    chosen = _CHOSEN.findall(text)
    if _OPEN_CHOICE.search(text):
        text = "、".join(chosen)
    return text or None


def _is_prompt(text: str) -> bool:
    folded = normalised(text)
    return any(p.fullmatch(folded) for p in patterns("sign_offs", "prompts"))
