"""docs/operating.md keeps up with the program."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "operating.md").read_text()
READ = re.compile(r'env\.(?:text|required|flag|number|words|url|phone)\(\s*"([A-Z_]+)"')
VARIABLES = {name for path in (ROOT / "tracker").glob("*.py") for name in READ.findall(path.read_text())}
BY_ITSELF = {"serve", "prepare", "load_library", "load_demo"}
COMMANDS = {path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py")} - BY_ITSELF


@pytest.mark.parametrize("name", sorted(VARIABLES | {"EMAIL_URL", "FOOTING_HOME"}))
def test_operating_page_explains_every_variable(name):
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_operating_page_names_every_command(name):
    assert f"| `{name}" in PAGE
