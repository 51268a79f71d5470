"""The reference pages are made from the code and fresh."""

from __future__ import annotations

import re

import pytest

from flows.reference import all_rules, cli_page, pages
from schemas.findings import Rule

COMMANDS = ("init", "extract", "check", "run", "status", "overrule", "verify")


def test_the_pages_are_fresh() -> None:
    stale = [p.name for p, text in pages().items() if p.read_text(encoding="utf-8") != text]

    assert stale == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_speaks_chinese(rule: Rule) -> None:
    for words in (rule.title, rule.message, rule.basis):
        assert re.search("[\u4e00-\u9fff]", words)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"## lianfang {command}" in cli_page()


def test_the_help_is_chinese_throughout() -> None:
    english = re.findall(r"Usage|Options|Arguments|Commands|Show this|required|default", cli_page())

    assert english == []
