"""Whatever entry is taken in, every answer that reads the diary goes on answering."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Allowance
from common import clock
from common.zones import is_zone
from diary.rules.foot_check import Finding
from diary.rules.pain import AGGRAVATORS, FEET, QUALITIES, REGIONS, SURFACES, Moment
from diary.rules.session import SIDES, Skip
from progress.services.review import review_diaries
from tests.diary.telling import CHANGES, PHONE, batch, change

ZONES = [
    zone
    for zone in ("Europe/Madrid", "Asia/Calcutta", "US/Pacific", "Pacific/Kiritimati", "America/Winnipeg")
    if is_zone(zone)
]
SCORE = st.integers(0, 10)
MAYBE_SCORE = st.none() | SCORE
NOTE = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
SECONDS = st.integers(24 * 3600, int(datetime(2100, 12, 31, tzinfo=UTC).timestamp()))
INSTANT = st.builds(
    lambda at, offset: datetime.fromtimestamp(at, timezone(timedelta(minutes=offset))).isoformat(),
    SECONDS,
    st.sampled_from([0, 60, 330, -300, 840, -720]),
) | st.just(clock.now().isoformat())
PAIN = st.fixed_dictionaries(
    {"score": SCORE, "moment": st.sampled_from([str(each) for each in Moment])},
    optional={
        "sites": st.lists(
            st.fixed_dictionaries(
                {
                    "foot": st.sampled_from(FEET),
                    "surface": st.sampled_from(SURFACES),
                    "region": st.sampled_from(REGIONS),
                },
                optional={"score": MAYBE_SCORE},
            ),
            max_size=3,
            unique_by=lambda site: (site["foot"], site["surface"], site["region"]),
        ),
        "qualities": st.lists(st.sampled_from(QUALITIES), unique=True, max_size=3),
        "aggravators": st.lists(st.sampled_from(AGGRAVATORS), unique=True, max_size=3),
        "at_rest": st.none() | st.booleans(),
        "session_id": st.none() | st.uuids().map(str),
        "note": NOTE,
    },
)
SET = st.fixed_dictionaries(
    {"side": st.sampled_from(SIDES)},
    optional={"reps": st.none() | st.integers(0, 99), "seconds": st.none() | st.integers(0, 999)},
)
STEP = st.fixed_dictionaries(
    {"step_id": st.uuids().map(str), "sets": st.lists(SET, max_size=3)},
    optional={"pain": MAYBE_SCORE, "skipped": st.none() | st.sampled_from([str(each) for each in Skip])},
)
SESSION = st.fixed_dictionaries(
    {"started_at": INSTANT, "finished_at": INSTANT, "steps": st.lists(STEP, max_size=3)},
    optional={
        "assignment_id": st.none() | st.uuids().map(str),
        "version": st.none() | st.integers(1, 99),
        "effort": MAYBE_SCORE,
        "note": NOTE,
        **{f"pain_{when}": MAYBE_SCORE for when in ("before", "worst", "after")},
    },
)
FOUND = st.sampled_from([str(each) for each in Finding if each != Finding.NONE])
FOOT_CHECK = st.fixed_dictionaries(
    {"findings": st.just(["none"]) | st.lists(FOUND, unique=True, min_size=1)}, optional={"note": NOTE}
)
EXPORTED = st.one_of(
    st.tuples(st.just("pain"), PAIN),
    st.tuples(st.just("session"), SESSION),
    st.tuples(st.just("foot_check"), FOOT_CHECK),
)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """One change that the contract allows."""
    kind, data = draw(EXPORTED)
    return change(kind=kind, data=data, recorded_at=draw(INSTANT), time_zone=draw(st.sampled_from(ZONES)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(changes(), min_size=1, max_size=5))
def test_any_accepted_entry_leaves_every_answer_whole(client_of, cast, told):
    patient, therapist = client_of(cast.ana), client_of(cast.tess)
    answer = patient.post(CHANGES, batch(*told, device=PHONE), format="json")
    verdicts = [one["verdict"] for one in answer.json()["verdicts"]]
    assert set(verdicts) <= {"new", "refused"}
    review_diaries(now=clock.now())

    entries = _pulled(patient)
    accepted = {one["entry_id"] for one, verdict in zip(told, verdicts, strict=True) if verdict == "new"}
    assert accepted <= {entry["entry_id"] for entry in entries}
    of_ana = f"/api/v1/patients/{cast.ana_patient.pk}/"
    window = "from=2026-01-01&to=2026-03-01"
    for client, path in [
        (patient, f"/api/v1/patients/me/progress/?{window}"),
        (patient, "/api/v1/patients/me/progress/"),
        (patient, "/api/v1/patients/me/diary/"),
        (patient, "/api/v1/plan/"),
        (patient, "/api/v1/summaries/"),
        (therapist, f"{of_ana}progress/?{window}"),
        (therapist, f"{of_ana}diary/"),
        (therapist, of_ana),
        (therapist, "/api/v1/patients/"),
        (therapist, "/api/v1/flags/"),
        (therapist, "/api/v1/summaries/"),
    ]:
        found = client.get(path)
        assert found.status_code == 200, (path, found.content)
    Allowance.objects.all().delete()  # each example may take the diary along again
    export = patient.get("/api/v1/me/export/")
    assert export.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export.streaming_content)))
    kept = json.loads(archive.read("diary.json"))
    assert len(kept["entries"] if isinstance(kept, dict) else kept) == len(entries)


def _pulled(client: Any) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    more = True
    while more:
        page = client.get(CHANGES, {"after": entries[-1]["seq"] if entries else 0}).json()
        entries, more = entries + page["entries"], page["more"]
    return entries
