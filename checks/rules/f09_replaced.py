"""LF-F09: a newer version of a form replaces an earlier one whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View, in_file
from checks.vocabulary import listed
from schemas.dossier import Replacement
from schemas.findings import Finding, Rule
from schemas.forms import form_name
from schemas.text import one_line

RULE: Final = Rule(
    code="LF-F09",
    title="新版替换旧版",
    severity="warning",
    basis="同一张表以后报的为准",
    message=(
        "文件“{file}”中的{form}{items}整份替换了先前收到的“{old}”中的同一张表。"
        "请核对新表是否完整；旧文件可以移出。"
    ),
    hint="核对新表是否完整，移出旧文件",
)


def check(view: View) -> Iterator[Finding]:
    """Report every replacement at the newer file, with the older one related."""
    for replacement in view.dossier.replacements:
        yield _finding(replacement)


def _finding(replacement: Replacement) -> Finding:
    items = tuple(item for item in replacement.items if item.strip())
    single = replacement.kind != "catalogue" and len(items) == 1
    return RULE.finding(
        department=replacement.new.department,
        item=one_line(items[0]) if single else None,
        file=replacement.new.path,
        related=(in_file(replacement.old),),
        form=form_name(replacement.kind),
        items=f"（{listed(items)}）" if items else "",
        old=replacement.old.path,
    )
