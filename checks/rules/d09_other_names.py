"""LF-D09: the plan's lists of names are not those of the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.plan_wording import Differing, differing_lists
from checks.view import View
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-D09",
    title="方案与配置的名单不一致",
    severity="warning",
    basis="实施方案四（一）、四（二）",
    message=(
        "文件“{file}”中的{body}名单与 lianfang.toml 不一致：{differences}。请核对，改正其中一处。"
    ),
    hint="改正实施方案中的名单，或 lianfang.toml 的 [leading_group]、[office]",
)


def check(view: View) -> Iterator[Finding]:
    """Compare leading group and office, each once, where the office's own plan is at hand."""
    plan = view.dossier.plan
    if plan is None:
        return
    for differing in differing_lists(plan.form, view.dossier.college):
        yield RULE.finding(
            file=plan.source.path,
            place=differing.place,
            body=differing.body,
            differences=_in_words(differing),
        )


def _in_words(differing: Differing) -> str:
    said = (
        ("方案有而配置没有", differing.only_in_plan),
        ("配置有而方案没有", differing.only_configured),
    )
    return "；".join(f"{words}：{'、'.join(names)}" for words, names in said if names)
