"""The people of the demo. Every name and address is synthetic."""

from dataclasses import dataclass, field

from accounts.rules.roles import Answer, Foot
from tracker.demo.scenarios import Flare, Scenario, Skips

DOMAIN = "demo.footing.example"


def address(name: str) -> str:
    """The e-mail address of a demo person, from the name without its accents."""
    plain = name.lower().replace("í", "i").replace("é", "e").replace("ø", "o").replace("'", "")
    return f"{'.'.join(plain.split())}@{DOMAIN}"


@dataclass(frozen=True)
class Place:
    """A clinic with its people; `zone` is where it and they are."""

    name: str
    zone: str
    manager: str
    therapists: tuple[str, ...]


@dataclass(frozen=True)
class DemoPatient:
    """A patient: the therapist (None: self-guided), the condition, and the scenario."""

    name: str
    therapist: str | None
    condition: str
    foot: Foot
    zone: str
    scenario: Scenario
    risk: dict[str, Answer] = field(default_factory=dict)


RIVERSIDE = Place("Riverside Foot Clinic", "Europe/London", "Helen Marsh", ("Tom Okafor", "Priya Nair"))
HILLTOP = Place("Hilltop Physiotherapy", "America/Chicago", "Jonas Lindqvist", ("Rosa Delgado",))
PLACES = (RIVERSIDE, HILLTOP)

LONDON, CHICAGO = RIVERSIDE.zone, HILLTOP.zone
NUMB = {"diabetes": Answer.YES, "loss_of_feeling": Answer.YES}

PATIENTS = (
    DemoPatient(
        "Margaret Ellis",
        "Tom Okafor",
        "metatarsalgia",
        Foot.RIGHT,
        LONDON,
        Scenario(pain_from=6.4, pain_to=2.2, keeps=0.86, more_from=42),
    ),
    DemoPatient(
        "Ahmed Rahman",
        "Tom Okafor",
        "mortons-neuroma",
        Foot.LEFT,
        LONDON,
        Scenario(pain_from=5.5, pain_to=3.6, keeps=0.72, tingles=True),
    ),
    DemoPatient(
        "Joan Whitfield",
        "Tom Okafor",
        "plantar-forefoot-pain",
        Foot.RIGHT,
        LONDON,
        Scenario(pain_from=4.2, pain_to=3.4, keeps=0.8, flare=Flare(from_day=45, days=9, points=3.6)),
    ),
    DemoPatient(
        "Peter Novak",
        "Priya Nair",
        "neuropathic-foot-pain",
        Foot.BOTH,
        LONDON,
        Scenario(pain_from=3.6, pain_to=3.0, keeps=0.82, checks_feet=True, blister_before_end=2),
        NUMB,
    ),
    DemoPatient(
        "Lucia Romano",
        "Priya Nair",
        "mortons-neuroma",
        Foot.RIGHT,
        LONDON,
        Scenario(pain_from=5.0, pain_to=4.4, keeps=0.66, silent_before_end=12),
    ),
    DemoPatient(
        "Emma Brooks",
        None,
        "metatarsalgia",
        Foot.LEFT,
        LONDON,
        Scenario(pain_from=5.2, pain_to=3.1, keeps=0.6),
    ),
    DemoPatient(
        "Derek Osei",
        "Tom Okafor",
        "metatarsalgia",
        Foot.BOTH,
        LONDON,
        Scenario(pain_from=4.6, pain_to=4.6, keeps=0.55),
    ),
    DemoPatient(
        "Grace Adeyemi",
        "Priya Nair",
        "metatarsalgia",
        Foot.LEFT,
        LONDON,
        Scenario(
            pain_from=5.4, pain_to=4.0, keeps=0.78, skips=Skips("towel-scrunches", "pain", before_end=10)
        ),
    ),
    DemoPatient(
        "Sam Turner",
        "Rosa Delgado",
        "plantar-forefoot-pain",
        Foot.RIGHT,
        CHICAGO,
        Scenario(
            pain_from=3.8,
            pain_to=3.2,
            keeps=0.84,
            writes=0.95,
            flare=Flare(from_day=77, days=30, points=3.4),
        ),
    ),
    DemoPatient(
        "Ingrid Solberg",
        "Rosa Delgado",
        "neuropathic-foot-pain",
        Foot.BOTH,
        CHICAGO,
        Scenario(pain_from=3.2, pain_to=2.6, keeps=0.9, checks_feet=True),
        {"loss_of_feeling": Answer.YES},
    ),
    DemoPatient(
        "Walter Chen",
        "Rosa Delgado",
        "metatarsalgia",
        Foot.RIGHT,
        CHICAGO,
        Scenario(pain_from=5.8, pain_to=3.3, keeps=0.7, late=0.35),
    ),
    DemoPatient(
        "Nadia Haddad",
        "Rosa Delgado",
        "mortons-neuroma",
        Foot.LEFT,
        CHICAGO,
        Scenario(pain_from=6.0, pain_to=3.9, keeps=0.75, skips=Skips("single-foot-balance", "unsure", 20)),
    ),
)
