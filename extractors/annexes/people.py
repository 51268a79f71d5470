"""People in running text: a role and its people, names and posts however they are parted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extractors.annexes.particulars import Stray, line_place
from extractors.annexes.text import bare, is_placeholder, without_number
from extractors.annexes.vocabulary import patterns, words
from extractors.grid import Line
from schemas.base import Place
from schemas.forms import RosterMember
from schemas.text import normalised

_SEPARATORS = re.compile(
    r"[、，,；;/\n](?![^()（）]*[)）])|(?<=[)）])\s+(?=[\u4e00-\u9fff·][\u4e00-\u9fff·\s]{1,4}[(（])"
)
_SENTENCE = re.compile(r"[；;。]")
_IN_BRACKETS = re.compile(r"^(?P<name>[^()（）]+)[(（](?P<post>[^()（）]+)[)）]$")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_SINGLE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class People:
    """Members found so far, and the role of the last one, which goes on below."""

    members: list[RosterMember] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    role: str = ""


@cache
def _role_pattern() -> re.Pattern[str]:
    listed = sorted(words("roster")["roles"], key=len, reverse=True)
    spaced = "|".join(r"\s*".join(role) for role in listed)
    return re.compile(rf"(?:^|(?<=[；;。\s]))\s*(?P<role>{spaced})(?:\s*[:：]|\s+(?=\S))")


def role_in(text: str) -> str:
    """Give the role that a text consists of, or ""."""
    plain = bare(without_number(text))
    return plain if plain in words("roster")["roles"] else ""


def read_people(lines: Iterable[Line], people: People, place: Place | None = None) -> list[Line]:
    """Read lines that name a role and people; lines below without a role go on with it.

    Returns:
        The lines that name nobody.
    """
    rest: list[Line] = []
    for line in lines:
        text = without_number(line.text)
        if not text:
            continue
        if any(p.fullmatch(normalised(text)) for p in patterns("roster", "prose")):
            people.role = ""
            continue
        where = place or line_place(line)
        found = list(_role_pattern().finditer(text))
        if found and not text[: found[0].start()].strip():
            _read_roles(text, found, people, where)
        elif people.role and _looks_like_people(text):
            add_people(people, people_in(text), where)
        else:
            rest.append(line)
    return rest


def _read_roles(text: str, found: list[re.Match[str]], people: People, place: Place) -> None:
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        people.role = bare(match["role"])
        add_people(people, people_in(text[match.end() : end].strip(" 　；;。\t")), place)


def _looks_like_people(text: str) -> bool:
    named = people_in(text.strip("；;。"))
    if not named or _SENTENCE.search(text.strip("；;。")):
        return False
    return not text.endswith("。") or all(_NAME.fullmatch(name) for name, _ in named)


def add_people(people: People, named: list[tuple[str, str | None]], place: Place) -> None:
    """Add names and posts under the present role."""
    people.members.extend(
        RosterMember(role=people.role, name=name, post=post, places={"": place})
        for name, post in named
    )


def people_in(text: str) -> list[tuple[str, str | None]]:
    """Take names and posts out of a cell or the words after a role.

    Blanks inside a name of two characters close up (王　翀); 张三（处长）, 张三 处长 and 处长 张三
    give name and post.
    """
    if is_placeholder(text):
        return []
    people: list[tuple[str, str | None]] = []
    for part in _SEPARATORS.split(text):
        tokens = _close_up(without_number(part).split())
        bracketed = _IN_BRACKETS.match("".join(tokens))
        if bracketed:
            people.append((bracketed["name"], bracketed["post"]))
        else:
            people.extend(_named(tokens))
    return people


def _close_up(tokens: list[str]) -> list[str]:
    """Join single characters that stand apart: 李 明 is one name."""
    closed: list[str] = []
    half = False
    for token in tokens:
        if half and _SINGLE.match(token) and len(token) == 1:
            closed[-1] += token
            half = False
            continue
        half = len(token) == 1 and bool(_SINGLE.match(token))
        closed.append(token)
    return closed


def _named(tokens: list[str]) -> list[tuple[str, str | None]]:
    """Pair names with the posts beside them."""
    people: list[tuple[str, str | None]] = []
    before: str | None = None
    for token in tokens:
        if _is_post(token):
            if people and people[-1][1] is None and before is None:
                people[-1] = (people[-1][0], token)
            else:
                before = token
            continue
        name, post = _glued(token)
        people.append((name, post or before))
        before = None
    return people if before is None else [*people, (before, None)]


def _is_post(text: str) -> bool:
    plain = re.sub(r"[()（）]", "", text)
    return any(plain.endswith(post) for post in words("roster")["posts"])


def _glued(token: str) -> tuple[str, str | None]:
    """Take 处长张三 apart; other words stay whole."""
    for size in (3, 2, 4):
        post, name = token[:-size], token[-size:]
        if post and _is_post(post) and _NAME.fullmatch(name):
            return name, post
    return token, None
