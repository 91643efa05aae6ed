"""Serializers of the diary's endpoints. The rules parse requests; here they are only described."""

from datetime import datetime, timedelta, timezone
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from common.json_types import DayField
from common.serializers import ResponseSerializer
from diary.api.wording import sentence
from diary.queries.entries import Version
from diary.queries.pulling import MOST_ENTRIES
from diary.rules.change import EPOCH_LENGTH, HIGHEST_SEQ, MOST_CHANGES, SCHEMA, Action, EntryKind
from diary.rules.fields import NOTE_LENGTH
from diary.rules.foot_check import Finding
from diary.rules.merging import MergeResult
from diary.rules.pain import (
    AGGRAVATORS,
    FEET,
    HIGHEST,
    LOWEST,
    MOST_SITES,
    QUALITIES,
    REGIONS,
    SURFACES,
    Moment,
)
from diary.rules.session import MOST_REPS, MOST_SECONDS, MOST_SETS, MOST_STEPS, SIDES, Skip
from diary.services import Answered

KINDS = [kind.value for kind in EntryKind]
ACTIONS = [action.value for action in Action]
VERDICTS = [verdict.value for verdict in MergeResult]


def _score(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=LOWEST, max_value=HIGHEST, **options)


def _unsaid(**options: Any) -> dict[str, Any]:
    return {"required": False, "allow_null": True, **options}


class PainSiteShape(ResponseSerializer):
    """One place of a foot, with its own score if there is one."""

    foot = serializers.ChoiceField(FEET)
    surface = serializers.ChoiceField(SURFACES)
    region = serializers.ChoiceField(REGIONS)
    score = _score(**_unsaid())


class PainDataShape(ResponseSerializer):
    """A score of the numeric rating scale: 0 no pain, 10 worst pain imaginable. No answer is not zero."""

    score = _score()
    moment = serializers.ChoiceField([moment.value for moment in Moment])
    sites = PainSiteShape(many=True, required=False, help_text=f"At most {MOST_SITES}.")
    qualities = serializers.ListField(child=serializers.ChoiceField(QUALITIES), required=False)
    aggravators = serializers.ListField(child=serializers.ChoiceField(AGGRAVATORS), required=False)
    at_rest = serializers.BooleanField(**_unsaid())
    session_id = serializers.UUIDField(**_unsaid())
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, **_unsaid())


class DoneSetShape(ResponseSerializer):
    """One set that was done; `seconds` is how long it was held."""

    side = serializers.ChoiceField(SIDES)
    reps = serializers.IntegerField(min_value=0, max_value=MOST_REPS, **_unsaid())
    seconds = serializers.IntegerField(min_value=0, max_value=MOST_SECONDS, **_unsaid())


class StepDoneShape(ResponseSerializer):
    """The sets of one step, or why it was skipped."""

    step_id = serializers.UUIDField()
    sets = DoneSetShape(many=True, help_text=f"At most {MOST_SETS}.")
    pain = _score(**_unsaid())
    skipped = serializers.ChoiceField([skip.value for skip in Skip], **_unsaid())


class SessionDataShape(ResponseSerializer):
    """A session: each score and the effort are from 0 to 10; null is no answer."""

    assignment_id = serializers.UUIDField(**_unsaid())
    version = serializers.IntegerField(min_value=1, **_unsaid())
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField()
    pain_before = _score(**_unsaid())
    pain_worst = _score(**_unsaid())
    pain_after = _score(**_unsaid())
    effort = _score(**_unsaid())
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, **_unsaid())
    steps = StepDoneShape(many=True, help_text=f"At most {MOST_STEPS}.")


class FootCheckDataShape(ResponseSerializer):
    """The findings; `none` stands alone."""

    findings = serializers.ListField(
        child=serializers.ChoiceField([finding.value for finding in Finding]), min_length=1
    )
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, **_unsaid())


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="EntryData",
        serializers=[PainDataShape, SessionDataShape, FootCheckDataShape],
        resource_type_field_name=None,
    )
)
class EntryDataField(serializers.JSONField):
    """The `data` of an entry: its fields depend on the entry's `kind`."""


class ChangeIn(ResponseSerializer):
    """One change of one entry."""

    change_id = serializers.UUIDField(help_text="The idempotency key.")
    entry_id = serializers.UUIDField()
    kind = serializers.ChoiceField(KINDS)
    action = serializers.ChoiceField(ACTIONS)
    schema = serializers.IntegerField(min_value=SCHEMA, max_value=SCHEMA)
    base_seq = serializers.IntegerField(min_value=0, max_value=HIGHEST_SEQ, **_unsaid())
    recorded_at = serializers.DateTimeField(help_text="When it happened, with the offset of the place.")
    time_zone = serializers.CharField(max_length=64)
    data = EntryDataField(help_text="Left out or ignored for a delete.", **_unsaid())  # type: ignore[assignment]


class ChangesIn(ResponseSerializer):
    """The changes that one device sends at once, in the order in which it made them."""

    device_id = serializers.UUIDField()
    epoch = serializers.CharField(max_length=EPOCH_LENGTH, **_unsaid())
    changes = ChangeIn(many=True, help_text=f"At most {MOST_CHANGES}.")


class ProblemOut(ResponseSerializer):
    """Why a change was refused: a code for programs, a sentence for people, the invalid field."""

    code = serializers.CharField()
    detail = serializers.CharField()
    field = serializers.CharField()


class VerdictOut(ResponseSerializer):
    """The result of one change."""

    change_id = serializers.UUIDField(allow_null=True)
    entry_id = serializers.UUIDField(allow_null=True)
    verdict = serializers.ChoiceField(VERDICTS)
    seq = serializers.IntegerField(allow_null=True)
    problem = ProblemOut(allow_null=True)
    index = serializers.IntegerField(required=False, help_text="Its place, where it tells no readable id.")


class AnswerOut(ResponseSerializer):
    """The epoch, the diary's head, and a result for each change."""

    epoch = serializers.CharField()
    head = serializers.IntegerField()
    server_time = serializers.DateTimeField()
    verdicts = VerdictOut(many=True)


class PullIn(ResponseSerializer):
    """Where to continue, and how many entries at most."""

    after = serializers.IntegerField(default=0, min_value=0, max_value=HIGHEST_SEQ)
    before = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=HIGHEST_SEQ,
        help_text="Newest first: the entries numbered below this and above `after`, in falling order. "
        "A device that begins asks with the highest number there is, keeps `head`, reads on from it with "
        "`after`, and fills in what is older by asking again with the lowest number it was given.",
    )
    limit = serializers.IntegerField(default=MOST_ENTRIES, min_value=1, max_value=MOST_ENTRIES)


class EntryOut(ResponseSerializer):
    """`late`: received later than the local day after it happened. `skewed`: the device's clock was wrong."""

    entry_id = serializers.UUIDField()
    kind = serializers.ChoiceField(KINDS)
    seq = serializers.IntegerField()
    deleted = serializers.BooleanField()
    schema = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    time_zone = serializers.CharField()
    local_date = serializers.DateField()
    received_at = serializers.DateTimeField()
    late = serializers.BooleanField()
    skewed = serializers.BooleanField()
    data = EntryDataField(allow_null=True)  # type: ignore[assignment]

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return entry_told(instance)


class PulledOut(ResponseSerializer):
    """A page of the diary, read at one instant; `more`: there are further entries to pull."""

    epoch = serializers.CharField()
    head = serializers.IntegerField()
    more = serializers.BooleanField()
    entries = EntryOut(many=True)


class VersionOut(ResponseSerializer):
    """One version of an entry and its result."""

    change_id = serializers.UUIDField()
    device_id = serializers.UUIDField()
    action = serializers.ChoiceField(ACTIONS)
    verdict = serializers.ChoiceField(VERDICTS)
    seq = serializers.IntegerField()
    base_seq = serializers.IntegerField(allow_null=True)
    recorded_at = serializers.DateTimeField()
    time_zone = serializers.CharField()
    received_at = serializers.DateTimeField()
    standing = serializers.BooleanField(help_text="Whether this version is what stands now.")
    data = EntryDataField(allow_null=True)  # type: ignore[assignment]


class HistoryOut(ResponseSerializer):
    """Every version of one entry, in the order of receipt."""

    entry_id = serializers.UUIDField()
    versions = VersionOut(many=True)


class DaysIn(serializers.Serializer[Any]):
    """`from` and `to`: local dates, both included."""

    to = DayField(required=False)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": DayField(required=False), **super().get_fields()}


def verdict_told(answered: Answered) -> dict[str, Any]:
    """One result as the contract has it; `index` only without a readable id."""
    problem = answered.problem
    told: dict[str, Any] = {
        "change_id": answered.change_id,
        "entry_id": answered.entry_id,
        "verdict": answered.verdict,
        "seq": answered.seq,
        "problem": problem and {"code": problem.code, "detail": sentence(problem), "field": problem.field},
    }
    return told if answered.change_id else {**told, "index": answered.place}


def entry_told(entry: Any) -> dict[str, Any]:
    """One entry as the contract has it, the instant with its original offset."""
    told: dict[str, Any] = {name: getattr(entry, name) for name in EntryOut._declared_fields}
    return {**told, "recorded_at": in_its_place(entry.recorded_at, entry.utc_offset_minutes)}


def version_told(version: Version) -> dict[str, Any]:
    """One version of an entry as the contract has it."""
    told: dict[str, Any] = {name: getattr(version, name) for name in VersionOut._declared_fields}
    return {**told, "recorded_at": in_its_place(version.recorded_at, version.utc_offset_minutes)}


def in_its_place(instant: datetime, offset_minutes: int) -> datetime:
    """The same instant with its original UTC offset."""
    return instant.astimezone(timezone(timedelta(minutes=offset_minutes)))
