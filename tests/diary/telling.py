"""What a phone tells, for the tests of the diary."""

from typing import Any
from uuid import UUID, uuid4

from diary.models import Entry

PHONE, TABLET = (UUID(int=number) for number in (1, 2))
CHANGES = "/api/v1/diary/changes/"
PAIN = {"score": 4, "moment": "now"}


def change(**told: Any) -> dict[str, Any]:
    """A whole change: a pain entry of its own unless `told` says otherwise."""
    return {
        "change_id": str(uuid4()),
        "entry_id": str(uuid4()),
        "kind": "pain",
        "action": "put",
        "schema": 1,
        "base_seq": None,
        "recorded_at": "2026-11-20T10:04:11+01:00",
        "time_zone": "Europe/Madrid",
        "data": dict(PAIN),
        **{name: str(value) if isinstance(value, UUID) else value for name, value in told.items()},
    }


def session(of_steps: int = 1, of_sets: int = 1, **told: Any) -> dict[str, Any]:
    """The data of a session in which every set of every step was done."""
    done = [{"side": "left", "reps": 12, "seconds": None} for _ in range(of_sets)]
    return {
        "assignment_id": str(uuid4()),
        "version": 1,
        "started_at": "2026-11-20T09:40:00+01:00",
        "finished_at": "2026-11-20T10:04:11+01:00",
        "pain_before": 3,
        "pain_worst": 4,
        "pain_after": 3,
        "effort": 5,
        "note": "",
        "steps": [
            {"step_id": str(uuid4()), "sets": done, "pain": 3, "skipped": None} for _ in range(of_steps)
        ],
        **told,
    }


def batch(*changes: Any, device: UUID = PHONE, epoch: str | None = None) -> dict[str, Any]:
    """A request's body."""
    return {"device_id": str(device), "epoch": epoch, "changes": list(changes)}


def data_of(entry: Entry) -> dict[str, Any]:
    """What an entry that is not deleted says."""
    assert entry.data is not None
    return entry.data
