"""The library's files against the facts of the source documents. No database."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.exercises.library_facts import (
    CARE_SOURCES,
    CONDITION_FACTS,
    CONDITION_SOURCES,
    FACTS,
    NUMB_FOOT,
    RED_FLAG_FACTS,
    SNOMED,
)

LIBRARY = Path(__file__).parents[2] / "exercises" / "library"
KINDS = {"strength", "stretch", "balance", "mobility", "massage", "care"}
DOSAGE_KEYS = {"sets", "reps", "hold_seconds", "duration_seconds", "rest_seconds", "per_day"}


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((LIBRARY / name).read_text())


def shelf(folder: str) -> dict[str, dict[str, Any]]:
    """All files of a folder by file stem."""
    return {path.stem: read(f"{folder}/{path.name}") for path in sorted((LIBRARY / folder).glob("*.toml"))}


def ids(name: str, table: str, key: str = "id") -> list[Any]:
    return [row[key] for row in read(name)[table]]


def caution_text(record: dict[str, Any]) -> str:
    return " ".join(caution["text"] for caution in record.get("cautions", []))


def test_library_has_all_twenty_eight_exercises_and_no_other() -> None:
    assert len(FACTS) == 28
    assert set(shelf("exercises")) == set(FACTS)


@pytest.mark.parametrize("path", sorted(LIBRARY.rglob("*.toml")), ids=lambda path: path.stem)
def test_library_gives_every_file_a_version_and_its_own_slug(path: Path) -> None:
    record = tomllib.loads(path.read_text())
    assert record["version"] >= 1
    assert path.parent == LIBRARY or record["slug"] == path.stem


@pytest.mark.parametrize("slug", FACTS)
def test_library_tells_an_exercise_as_the_documents_do(slug: str) -> None:
    record, fact = read(f"exercises/{slug}.toml"), FACTS[slug]
    assert (record["name"], record["kind"], record["source"]) == (fact.name, fact.kind, fact.source)
    assert (set(record["conditions"]), set(record["equipment"])) == (fact.conditions, fact.equipment)
    assert 3 <= len(record["steps"]) <= 6
    assert record["sides"] in {"each", "both"}
    assert record["kind"] in KINDS
    assert record["search_words"]
    for caution in fact.cautions:
        assert caution.lower() in caution_text(record).lower()


@pytest.mark.parametrize("slug", FACTS)
def test_library_presents_only_a_documents_dosage_as_a_documents(slug: str) -> None:
    record, fact = read(f"exercises/{slug}.toml"), FACTS[slug]
    dosage = record["dosage"]
    assert set(dosage) <= DOSAGE_KEYS
    assert all(isinstance(value, int) and value > 0 for value in dosage.values())
    assert {"reps", "hold_seconds", "duration_seconds"} & set(dosage)
    assert fact.words in record["dosage_text"]
    if fact.dosage:
        assert (record["dosage_source"], dosage) == ("document", fact.dosage)
    else:
        assert record["dosage_source"] == "starting value"
        assert "Dosage set by your therapist" in record["dosage_text"]


def test_library_takes_only_the_daily_count_of_toe_curls_from_the_document() -> None:
    assert read("exercises/toe-curls.toml")["dosage"]["per_day"] == 1
    assert all("per_day" not in x["dosage"] for slug, x in shelf("exercises").items() if slug != "toe-curls")


def test_library_warns_numb_feet_of_heat_ice_bare_ground_and_pressure() -> None:
    flagged = {slug: x for slug, x in shelf("exercises").items() if x["numb_foot_caution"]}
    assert set(flagged) == NUMB_FOOT
    assert all("numb" in caution_text(record).lower() for record in flagged.values())


@pytest.mark.parametrize("folder", ["exercises", "care"])
def test_library_says_of_each_caution_whose_word_it_is(folder: str) -> None:
    for slug, record in shelf(folder).items():
        for caution in record.get("cautions", []):
            assert ("source" in caution) != caution.get("judgement", False), slug
            assert set(caution.get("source", [])) <= set(record["source"]), slug


@pytest.mark.parametrize("slug", ["barefoot-soft-walk", "warm-foot-soak"])
def test_library_marks_the_numb_foot_caution_as_our_judgement(slug: str) -> None:
    cautions = read(f"exercises/{slug}.toml")["cautions"]
    assert [c.get("judgement") for c in cautions if "numb" in c["text"]] == [True]


def test_library_marks_what_one_feels_as_ours_unless_a_document_says_it() -> None:
    said = {"toe-curls", "resistance-band-abductions", "toe-lifts"}
    felt = {slug for slug, x in shelf("exercises").items() if "feel" in x}
    ours = {slug for slug, x in shelf("exercises").items() if "feel" in x.get("judgement", [])}
    assert felt - ours == said


def test_library_has_the_self_care_cards_with_their_sources() -> None:
    assert {slug: card["source"] for slug, card in shelf("care").items()} == CARE_SOURCES
    assert all(card["advice"] for card in shelf("care").values())
    assert "2 to 3 months" in read("care/callus-trimming.toml")["summary"]


@pytest.mark.parametrize("slug", CONDITION_FACTS)
def test_library_tells_a_condition_as_the_documents_do(slug: str) -> None:
    record = read(f"conditions/{slug}.toml")
    told = " ".join(
        [record["summary"], *record["what_it_is"], *record["how_it_feels"], *record["brings_it_on"]]
    )
    assert record["source"] == CONDITION_SOURCES[slug]
    for fact in " ".join(CONDITION_FACTS[slug].split()).split(", "):
        assert fact in told.lower(), fact


def test_library_has_the_four_conditions_and_says_none_is_a_diagnosis() -> None:
    assert set(shelf("conditions")) == set(CONDITION_FACTS)
    for record in shelf("conditions").values():
        assert "not a diagnosis" in record["support_note"]
        assert record["see_doctor"]
        assert record["red_flags"]


def test_library_points_from_conditions_only_to_what_exists() -> None:
    for record in shelf("conditions").values():
        assert set(record["care"]) <= set(shelf("care"))
        assert set(record["see_doctor"] + record["red_flags"]) <= set(ids("red_flags.toml", "red_flags"))
        assert set(record["regions"]) <= set(ids("symptoms.toml", "regions"))
        assert set(record["qualities"]) <= set(ids("symptoms.toml", "qualities"))
        assert set(record["aggravators"]) <= set(ids("symptoms.toml", "aggravators"))


def test_library_points_from_exercises_and_cards_only_to_what_exists() -> None:
    for record in [*shelf("exercises").values(), *shelf("care").values()]:
        assert set(record["conditions"]) <= set(CONDITION_FACTS)
        assert set(record["source"]) <= set(ids("sources.toml", "sources", "number"))
    used = {slug for record in shelf("exercises").values() for slug in record["equipment"]}
    assert used == set(ids("equipment.toml", "equipment", "slug"))


def test_library_lists_on_each_learn_page_just_the_cards_meant_for_it() -> None:
    for slug, record in shelf("conditions").items():
        assert set(record["care"]) == {c for c, card in shelf("care").items() if slug in card["conditions"]}


def test_library_has_one_starter_of_three_or_four_exercises_a_condition() -> None:
    starters = [x for x in shelf("routines").values() if "starter_for" in x]
    assert sorted(x["starter_for"] for x in starters) == sorted(CONDITION_FACTS)
    assert all(x["starter_for"] == x["condition"] for x in starters)
    assert all(3 <= len(x["steps"]) <= 4 for x in shelf("routines").values())


def test_library_takes_each_routine_from_its_own_documents() -> None:
    for routine in shelf("routines").values():
        for step in routine["steps"]:
            record = read(f"exercises/{step['exercise']}.toml")
            assert set(routine["source"]) & set(record["source"])
            assert routine["condition"] in record["conditions"]


def test_library_offers_the_symptoms_and_sites_of_the_diary() -> None:
    qualities = "sharp burning aching shooting tingling numb cold clicking swelling pebble"
    aggravators = "standing walking running flexing tight_shoes high_heels hard_ground"
    assert ids("symptoms.toml", "qualities") == qualities.split()
    assert ids("symptoms.toml", "aggravators") == aggravators.split()
    assert ids("symptoms.toml", "functions") == ["hard_to_bear_weight", "hard_to_walk"]
    assert read("symptoms.toml")["persists"]["id"] == "at_rest"
    sites = [row for table in ("regions", "areas", "feet") for row in read("symptoms.toml")[table]]
    assert {site["id"]: site["snomed"] for site in sites} == SNOMED
    assert len(ids("symptoms.toml", "regions")) == 16


@pytest.mark.parametrize("fact", " ".join(RED_FLAG_FACTS.split()).split("; "))
def test_library_knows_every_red_flag(fact: str) -> None:
    assert fact in " ".join(ids("red_flags.toml", "red_flags", "text")).lower()


def test_library_grades_each_red_flag_by_urgency() -> None:
    urgency = dict(
        zip(ids("red_flags.toml", "red_flags"), ids("red_flags.toml", "red_flags", "urgency"), strict=True)
    )
    assert len(urgency) == len(read("red_flags.toml")["red_flags"])
    assert (
        set(urgency.values()) == set(ids("red_flags.toml", "urgencies")) == {"doctor", "urgent", "emergency"}
    )
    assert urgency["numbness-spreading-fast"] == urgency["saddle-numbness-or-bladder-loss"] == "emergency"
    from_documents = [flag for flag in read("red_flags.toml")["red_flags"] if "source" in flag]
    assert sorted(flag["source"][0] for flag in from_documents) == [0, 2, 3, 4]
    assert {flag["urgency"] for flag in from_documents} == {"doctor"}


def test_library_names_no_telephone_number() -> None:
    shown = " ".join(
        row["text"] for table in ("red_flags", "urgencies") for row in read("red_flags.toml")[table]
    )
    assert not re.search(r"\d{3}", shown)


PLAIN_KEYS = {"slug", "kind", "search_words", "id", "snomed", "judgement", "exercise", "rig", "prop", "name"}


def shown_texts(record: Any) -> list[str]:
    """Every text of a record that a reader sees as a sentence."""
    if isinstance(record, str):
        return [record] if " " in record.strip() else []
    if isinstance(record, list):
        return [text for part in record for text in shown_texts(part)]
    if isinstance(record, dict):
        return [text for key, part in record.items() if key not in PLAIN_KEYS for text in shown_texts(part)]
    return []


def sentence_lengths(record: Any) -> list[int]:
    sentences = [s for text in shown_texts(record) for s in re.split(r"(?<=[.!?:])\s+", text)]
    return [len(sentence.split()) for sentence in sentences]


@pytest.mark.parametrize("path", sorted(LIBRARY.rglob("*.toml")), ids=lambda path: path.stem)
def test_library_is_written_for_a_reader_of_eleven(path: Path) -> None:
    lengths = sentence_lengths(tomllib.loads(path.read_text()))
    assert not lengths or sum(lengths) / len(lengths) <= 12
    assert all(length <= 20 for length in lengths)
