from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from flows import reference
from flows.cli import app
from flows.reference import commands, in_words, is_fresh, pages
from flows.rules import all_rules

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", list(pages()))
def test_the_page_in_docs_is_what_the_code_gives(name: str) -> None:
    assert is_fresh(name, pages()[name]), "run `make docs` and commit the result"


def test_pages_come_out_the_same_every_time() -> None:
    assert reference.rules_page() == reference.rules_page()
    assert reference.cli_page() == reference.cli_page()


@pytest.mark.parametrize("code", list(all_rules()))
def test_every_rule_speaks_chinese(code: str) -> None:
    rule = all_rules()[code]
    said = (rule.title, rule.basis, rule.message)
    assert all(_CHINESE.search(words) for words in said)
    assert _CHINESE.search(in_words(rule.hint))
    assert rule.message.endswith("。")


@pytest.mark.parametrize("code", list(all_rules()))
def test_every_rule_stands_in_the_catalogue(code: str) -> None:
    rule = all_rules()[code]
    heading = f"{code} {rule.title}\n"
    assert pages()["rules.md"].count(heading) == 1


def test_no_fact_of_a_message_keeps_its_english_name() -> None:
    formatter = string.Formatter()
    facts = {
        fact
        for rule in all_rules().values()
        for template in (rule.message, rule.hint)
        for _, fact, _, _ in formatter.parse(template)
        if fact
    }
    assert facts
    assert all(_CHINESE.search(in_words(f"{{{fact}}}")) for fact in facts)


def test_every_command_stands_on_the_page_with_its_parameters_and_exit_codes() -> None:
    page = pages()["cli.md"]
    assert {"init", "extract", "check", "run", "status", "overrule", "verify"} <= set(commands())
    for name, command in commands().items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert str(command.help) in section
        options = [option for p in command.params for option in p.opts if option.startswith("--")]
        assert all(any(one in section for one in (option, "-w W")) for option in options)
        assert f"\n| {name} | " in page


def test_checking_tells_a_stale_page_and_leaves_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "DOCS", tmp_path)
    monkeypatch.setattr("sys.argv", ["reference", "--check"])
    assert reference.main() == 1
    assert "rules.md: stale" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["reference"])
    assert reference.main() == 0
    monkeypatch.setattr("sys.argv", ["reference", "--check"])
    assert reference.main() == 0


def test_the_help_is_chinese_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("", *commands()):
        arguments = [*name.split(), "--help"]
        app(arguments, standalone_mode=False)
    shown = capsys.readouterr().out
    assert shown.count("用法：") == len(commands()) + 1
    assert not re.findall(r"Usage|Options|Arguments|Commands|Show this|required|default", shown)
