"""Warning signs as the phone knows them too: both sides answer the same table of cases."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from diary.rules.foot_check import Finding
from progress.rules.flagging import NOTHING_SETTLED, red_zone
from progress.rules.snapshot import PainNote, PatientSnapshot
from progress.rules.warning_signs import is_warning_sign, warning_signs

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TABLE = json.loads((Path(__file__).parent.parent / "shared" / "advice_cases.json").read_text())


@pytest.mark.parametrize("case", TABLE["warning_signs"], ids=str)
def test_foot_check_is_a_warning_sign_as_on_the_phone(case: dict[str, Any]):
    found = [finding for finding in case["findings"] if finding != Finding.NONE]
    assert is_warning_sign(found, case["may_feel_less"]) is case["warning"]


@pytest.mark.parametrize("case", TABLE["scores"], ids=str)
def test_score_is_red_or_a_warning_sign_as_on_the_phone(case: dict[str, Any]):
    pain = PainNote(UUID(int=1), 1, TODAY, NOON, "now", case["score"], at_rest=bool(case["at_rest"]))
    snapshot = PatientSnapshot(
        TODAY, pains=(pain,), red_above=case["amber_to"], poor_circulation=case["poor_circulation"]
    )
    before = replace(pain, entry_id=UUID(int=2), on=TODAY - timedelta(days=1), at_rest=False)
    is_red = red_zone(replace(snapshot, pains=(before, replace(pain, at_rest=False))), NOTHING_SETTLED)
    assert bool(warning_signs(snapshot)) is (case["level"] == "help")
    if case["level"] != "help":
        assert bool(is_red) is (case["level"] == "stop")


def test_table_has_every_finding_with_and_without_feeling():
    told = {
        (finding, case["may_feel_less"])
        for case in TABLE["warning_signs"]
        for finding in case["findings"]
        if len(case["findings"]) == 1
    }
    wanted = {(str(finding), less) for finding in Finding for less in (True, False)}
    assert wanted <= told
