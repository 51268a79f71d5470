"""The words of the blank forms, from ``rendering/data/blank_forms.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from schemas.base import Model


class Prompts(Model):
    """What stands where something is to be filled in; the reader takes it for blank."""

    choose: str
    step: str
    manifestation: str
    more: str
    day: str
    sign: str


class AnnexWords(Model):
    """An annex's words.

    Attributes:
        notes: Filling notes below the form, a paragraph each.
        flow: Annex 4: what stands under 权力运行流程描述.
        signers: A further note that names who reviews, where they are configured.
        statistics: Annex 5: the statistics sentence.
    """

    title: str
    notes: tuple[str, ...]
    flow: str = ""
    signers: str = ""
    statistics: str = ""


class Words(Model):
    """All of them."""

    prompts: Prompts
    annex: Mapping[int, AnnexWords]


@cache
def words() -> Words:
    """Give the shipped words."""
    text = files("rendering").joinpath("data/blank_forms.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))
