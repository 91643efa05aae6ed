"""Warning signs: what rests a patient's whole plan until a professional has looked, clinic or not."""

from collections.abc import Collection

from progress.rules.snapshot import FootCheckNote, PainNote, PatientSnapshot

INFLAMED = frozenset({"redness", "swelling", "warm"})


def is_warning_sign(findings: Collection[str], may_feel_less: bool) -> bool:
    """Whether the findings of one foot check rest the plan until a professional has looked.

    `may_feel_less`: diabetes or loss of feeling, answered "yes" or "unsure".

    Source: the library's red flags, which rest the plan: open skin or a blister with diabetes or numb feet;
    a hot, red, swollen foot; a foot that turned pale, blue or black; redness that spreads. Our judgement is
    what stands for them in a foot check: on feet that may feel less any finding at all, because they do not
    hurt in time; on any foot a change of colour, open skin with one sign of inflammation, or all three signs.
    """
    seen = frozenset(findings)
    if may_feel_less:
        return bool(seen)
    infected = "open_skin" in seen and bool(seen & INFLAMED)
    return "colour_change" in seen or infected or seen >= INFLAMED


def warning_signs(snapshot: PatientSnapshot) -> list[FootCheckNote | PainNote]:
    """The foot checks and pain entries of the story that are a warning sign.

    Pain at rest is one where the circulation is poor, answered "yes": the library's red flag "pain at rest
    from poor blood flow".
    """
    checks = [note for note in snapshot.foot_checks if is_warning_sign(note.findings, snapshot.may_feel_less)]
    pains = [note for note in snapshot.pains if is_rest_pain(note, snapshot.poor_circulation)]
    return [*checks, *pains]


def is_rest_pain(note: PainNote, poor_circulation: bool) -> bool:
    """Whether a pain entry tells of pain at rest, however little, in feet with poor circulation."""
    return poor_circulation and note.at_rest and note.highest > 0
