"""What the documents point at exists: files behind links, modules and classes, and the commands to copy."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "exercises" / "library" / "README.md"])
APPS = "common|audit|accounts|notifications|exercises|diary|progress|reminders|summaries|tracker"
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
DOTTED = re.compile(rf"`((?:{APPS})(?:\.\w+)+)`")
PATHS = re.compile(
    r"`((?:docs|tests|bench|exercises|frontend|requirements|tracker|deploy)/[\w./-]+\.\w+|\w+/rules/\w+\.py)`"
)
ONE_LINER = re.compile(r"python3? -c '([^']+)'")


def _found(pattern: re.Pattern[str]) -> list[tuple[Path, str]]:
    return [(page, name) for page in PAGES for name in pattern.findall(page.read_text())]


def _exists(name: str) -> bool:
    """Whether `a.b.C.d` can be reached: the longest module first, then attributes."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        return all(hasattr(thing, part) or _is_field(thing, part) for part in parts[cut : cut + 1])
    return False


def _is_field(thing: object, part: str) -> bool:
    return part in getattr(thing, "__annotations__", {})


def test_every_link_leads_to_a_file():
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page, link in _found(LINK)
        if not (page.parent / link).exists()
    ]
    assert broken == []


def test_every_file_that_is_named_exists():
    missing = [
        f"{page.relative_to(ROOT)}: {name}" for page, name in _found(PATHS) if not (ROOT / name).exists()
    ]
    assert missing == []


def test_every_module_that_is_named_exists():
    missing = [f"{page.relative_to(ROOT)}: {name}" for page, name in _found(DOTTED) if not _exists(name)]
    assert missing == []


@pytest.mark.parametrize("code", sorted({code for _page, code in _found(ONE_LINER)}))
def test_every_one_liner_prints_a_value(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip(), done.stderr
