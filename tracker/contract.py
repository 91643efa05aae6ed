"""The OpenAPI document as it was written when this release was made. It is served, never made again.

Making it takes seconds and as much memory as the rest of the program. The checks prove that the file is what
the code says.
"""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from drf_spectacular.renderers import OpenApiYamlRenderer

PACKAGE = Path(__file__).resolve().parent
# In a wheel it lies in the package; in a clone the front end makes its types from it.
PLACES = (PACKAGE / "openapi.json", PACKAGE.parent / "frontend" / "openapi.json")


@cache
def document() -> dict[str, Any]:
    """The document as it is. Callers do not change it."""
    return dict(json.loads(_file()))


@cache
def written(form: str) -> bytes:
    """The document as bytes: `form` is "json" or "yaml"."""
    if form == "json":
        return _file()
    told: bytes | str = OpenApiYamlRenderer().render(document())
    return told.encode() if isinstance(told, str) else told


@cache
def zipped(form: str) -> bytes:
    """`written`, compressed with gzip."""
    return gzip.compress(written(form), mtime=0)


@cache
def tag() -> str:
    """A word that changes with the document."""
    return blake2b(_file(), digest_size=16).hexdigest()


@cache
def query_parameters() -> Mapping[tuple[str, str], frozenset[str]]:
    """The names that may stand in the query of each `(METHOD, path)` which answers with JSON."""
    found = {}
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            if _answers_with_json(operation):
                declared = operation.get("parameters", [])
                found[method.upper(), path] = frozenset(
                    each["name"] for each in declared if each["in"] == "query"
                )
    return found


def _answers_with_json(operation: Mapping[str, Any]) -> bool:
    forms = [form for answer in operation["responses"].values() for form in answer.get("content", {})]
    return all(form.endswith("json") for form in forms)


def _file() -> bytes:
    return next(path for path in PLACES if path.exists()).read_bytes()
