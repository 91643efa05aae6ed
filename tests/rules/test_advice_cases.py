"""Warning signs as the phone knows them too: both sides answer the same table of cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from diary.foot_check import Finding
from progress.flagging import is_warning_sign

TABLE = json.loads((Path(__file__).parent.parent / "shared" / "advice_cases.json").read_text())


@pytest.mark.parametrize("case", TABLE["warning_signs"], ids=str)
def test_foot_check_is_a_warning_sign_as_on_the_phone(case: dict[str, Any]):
    found = [finding for finding in case["findings"] if finding != Finding.NONE]
    assert is_warning_sign(found, case["may_feel_less"]) is case["warning"]


def test_table_has_every_finding_with_and_without_feeling():
    told = {
        (finding, case["may_feel_less"])
        for case in TABLE["warning_signs"]
        for finding in case["findings"]
        if len(case["findings"]) == 1
    }
    wanted = {(str(finding), less) for finding in Finding for less in (True, False)}
    assert wanted <= told
