"""The source documents' facts, typed by hand a second time, to hold against the library's files."""

from typing import NamedTuple

M, N, P, F = "metatarsalgia", "mortons-neuroma", "neuropathic-foot-pain", "plantar-forefoot-pain"


class Fact(NamedTuple):
    """One line of the documents' fact table."""

    name: str
    kind: str
    source: list[int]
    conditions: set[str]
    equipment: set[str] = set()
    dosage: dict[str, int] = {}
    words: str = ""
    cautions: tuple[str, ...] = ()


STEP, WALL, CHAIR = {"step", "hand-support"}, {"wall"}, {"chair"}
PUMPS = {"sets": 3, "reps": 20}
ICE = {"duration_seconds": 600}
FACTS = {
    "toe-curls": Fact("Toe curls", "strength", [0], {M}, words="Several on each foot, every day"),
    "marble-pickups": Fact("Marble pick-ups", "strength", [0, 4], {M, F}, {"marbles", "bowl"}),
    "towel-scrunches": Fact("Towel scrunches", "strength", [0], {M}, {"towel"}),
    "calf-raises-step": Fact(
        "Calf raises on a step",
        "strength",
        [0, 3],
        {M, P},
        STEP,
        {"sets": 4, "reps": 10},
        "2 sets of 10 with your feet pointing in, then 2 sets of 10 pointing out",
    ),
    "resistance-band-abductions": Fact(
        "Resistance-band abductions", "strength", [0], {M}, {"resistance-band"}
    ),
    "heel-raises": Fact("Heel raises", "strength", [0], {M}),
    "plantar-fascia-stretch": Fact("Plantar-fascia stretch", "stretch", [0], {M}, CHAIR),
    "achilles-stretch": Fact("Achilles stretch", "stretch", [0], {M}, WALL),
    "calf-stretch": Fact("Calf stretch", "stretch", [0], {M}, WALL),
    "metatarsal-stretch": Fact("Metatarsal stretch", "stretch", [0], {M}),
    "toe-stretch": Fact("Toe stretch", "stretch", [0], {M}),
    "it-band-stretch": Fact("Iliotibial-band stretch", "stretch", [0], {M}),
    "toe-spreads": Fact(
        "Toe spreads",
        "strength",
        [2],
        {N},
        dosage={"hold_seconds": 3, "reps": 10},
        words="Hold 3-5 seconds, 10-15 times",
    ),
    "toe-press-downs": Fact(
        "Toe press-downs", "strength", [2], {N}, {"cable-machine", "resistance-band", "foot-strap"}
    ),
    "gastroc-soleus-stretch": Fact(
        "Gastroc-soleus stretch",
        "stretch",
        [2],
        {N},
        WALL,
        {"hold_seconds": 20, "reps": 2},
        "Hold 20-30 seconds, 2-3 times on each leg",
    ),
    "single-foot-balance": Fact(
        "Single-foot balance",
        "balance",
        [2],
        {N},
        WALL,
        {"hold_seconds": 20, "reps": 2},
        "Hold 20-30 seconds, 2-3 times on each side",
    ),
    "ball-rolling-fascia": Fact(
        "Tennis-ball foot rolling",
        "massage",
        [3],
        {P},
        {"tennis-ball"},
        cautions=("cannot judge pressure", "body weight off", "bruises"),
    ),
    "toe-lifts": Fact(
        "Toe lifts", "mobility", [3], {P}, dosage={"duration_seconds": 180}, words="3-4 minutes"
    ),
    "ankle-pumps": Fact(
        "Ankle pumps", "mobility", [3], {P}, dosage=PUMPS, words="3 sets of 20-30 on each leg"
    ),
    "seated-toe-heel-lifts": Fact(
        "Seated toe and heel lifts", "mobility", [3], {P}, CHAIR, PUMPS, "As for ankle pumps"
    ),
    "thumb-sweep-massage": Fact("Thumb-sweep massage", "massage", [1], {M}, cautions=("moderate pressure",)),
    "thumb-walk-massage": Fact("Thumb-walk massage", "massage", [1], {M}, cautions=("moderate pressure",)),
    "ball-rolling-massage": Fact(
        "Ball rolling",
        "massage",
        [1],
        {M},
        {"tennis-ball", "golf-ball"},
        {"duration_seconds": 120},
        "2-4 minutes on each foot",
        ("Never press straight onto the painful spot",),
    ),
    "frozen-bottle-rolling": Fact(
        "Frozen-bottle rolling",
        "care",
        [1],
        {M},
        {"frozen-bottle"},
        ICE,
        "10-20 minutes, several times a day",
        ("Not on numb skin",),
    ),
    "ice-pack": Fact(
        "Ice pack",
        "care",
        [0, 1],
        {M},
        {"ice-pack", "cloth"},
        ICE,
        "10-20 minutes, several times a day",
        ("Not on numb skin",),
    ),
    "foot-lift-offs": Fact(
        "Small bounces and foot contractions", "strength", [4], {F}, cautions=("Build up step by step",)
    ),
    "barefoot-soft-walk": Fact("Barefoot walk on sand or grass", "strength", [4], {F}, {"soft-ground"}),
    "warm-foot-soak": Fact(
        "Warm foot soak", "care", [4], {F}, {"basin"}, cautions=("Test the heat with your hand",)
    ),
}
NUMB_FOOT = {
    "ball-rolling-fascia",
    "ball-rolling-massage",
    "thumb-sweep-massage",
    "thumb-walk-massage",
    "frozen-bottle-rolling",
    "ice-pack",
    "barefoot-soft-walk",
    "warm-foot-soak",
}
CARE_SOURCES = {
    "rest-and-elevation": [],
    "low-impact-fitness": [1],
    "roomy-supportive-shoes": [0, 1, 2, 4],
    "interdigital-pad": [2],
    "shoes-and-ground-to-avoid": [4],
    "worn-out-shoes": [1],
    "check-for-calluses": [1],
    "callus-trimming": [4],
    "balanced-diet": [4],
}
CONDITION_SOURCES = {M: [0, 1], N: [2], P: [3], F: [4]}
CONDITION_FACTS = {
    M: """load, inflam, sharp, burning, aching, shooting, tight shoes, tingling, numb toes, pebble, swelling,
        trouble walking, impact, standing, high arch, flat foot, long second toe, hypermobile first ray,
        overpronation, narrow, worn shoes, high heels, body weight, three times, stress fracture, sprain,
        arthritis, diabetes, gout, bunion, hammer toe, neuroma, bursitis, fat pad, age""",
    N: """benign, nerve, ball of your foot, burning, into your toes, sharp, tingling, active, numbness, click,
        stays after your shoes come off, narrow shoes, front of the foot, weak foot muscles,
        30 and 50, women""",
    P: """nerves, damaged, pain, tingling, numbness, cold, diabetes, injury, shingles, autoimmune,
        medicines""",
    F: """toes 2 to 4, symptom, not a diagnosis, under the ball, shoes, load, weak transverse arch""",
}
SNOMED = {
    "foot": "56459004",
    "metatarsal_region": "280711000",
    "plantar_fascia": "220023008",
    "arch": "9089003",
    "heel": "76853006",
    "left": "7771000",
    "right": "24028007",
    "metatarsal_1": "67169006",
    "metatarsal_2": "9677004",
    "metatarsal_3": "46971007",
    "metatarsal_4": "3134008",
    "metatarsal_5": "71822005",
    "toe_1": "78883009",
    "toe_2": "55078004",
    "toe_3": "78132007",
    "toe_4": "80349001",
    "toe_5": "39915008",
    "web_1": "181075004",
    "web_2": "181075004",
    "web_3": "181075004",
    "web_4": "181075004",
}
RED_FLAG_FACTS = """
    hot, red and swollen; numb foot this may not hurt; blister; ulcer; open skin; diabetes or numb
    feet; spreading redness; pus; fever; cold, pale, blue or black; blood flow is poor; at rest;
    four steps after an injury; tender and swollen; fracture or a stress fracture; sudden snap in
    your calf; lift the front of your foot; after an injury or surgery; colour, warmth or size; pain
    at night; lose weight; new lump; spreads fast; both legs; numb between your legs; bladder;
    although you care for it at home; shoes and aids; stress fracture; before you start exercises;
    another illness
"""
