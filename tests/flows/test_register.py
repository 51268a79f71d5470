"""Which risk of a run is which of the register."""

from __future__ import annotations

import datetime as dt

from archive.records import RiskState
from flows.consolidation import consolidate
from flows.register import register_entries
from schemas.consolidated import Consolidated
from schemas.forms import RatedRisk
from tests.support.dossiers import AUDIT, ITEM, catalogue, dossier, flow, rated, rating_form, row


def data(*risks: RatedRisk) -> Consolidated:
    return consolidate(dossier(catalogue(row()), flow(), rating_form(*risks), phase="summary"), ())


def known(text: str, risk: int, *, item: str = ITEM, standing: bool = True) -> RiskState:
    day = dt.date(2012, 6, 15)
    return RiskState(
        risk=risk,
        department=AUDIT,
        item=item,
        point="受理",
        manifestation=text,
        level="中",
        responsible="承办人",
        year=2012,
        first=day,
        last=day,
        first_run=1,
        last_run=1,
        standing=standing,
    )


def numbers(of: Consolidated, *states: RiskState) -> list[int | None]:
    return [entry.risk for entry in register_entries(of, states)]


def test_a_risk_that_is_known_keeps_its_number() -> None:
    assert numbers(data(rated("不按规定登记"), rated("压件不办。")), known("压件不办。", 7)) == [
        None,
        7,
    ]


def test_a_risk_of_another_item_is_another_risk() -> None:
    assert numbers(data(rated()), known("不按规定登记。", 7, item="案件查办")) == [None]


def test_a_slight_change_of_wording_keeps_the_number() -> None:
    of = data(rated("向被举报人泄露信访举报内容或举报人信息。"))

    assert numbers(of, known("向被举报人泄露信访举报内容或举报信息。", 3)) == [3]


def test_a_risk_that_never_left_comes_before_one_that_did() -> None:
    of = data(rated("不按规定登记。"))

    assert numbers(of, known("不按规定登记。", 1, standing=False), known("不按规定登记。", 2)) == [
        2
    ]
