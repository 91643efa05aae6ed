"""The contract as a page for people: what the OpenAPI document says, in plain HTML without a script."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from tracker.contract import document

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One endpoint: method and path, purpose, parameters and responses."""

    method: str
    path: str
    summary: str
    text: str
    takes: list[tuple[str, str]]
    body: str
    answers: list[tuple[str, str]]


@cache
def operations_by_noun() -> dict[str, list[Operation]]:
    """Every operation of the contract, under the first word of its path."""
    found: dict[str, list[Operation]] = {}
    for path, item in sorted(document()["paths"].items()):
        noun = path.removeprefix("/api/v1/").split("/")[0]
        doors = [_operation(path, method, item[method]) for method in METHODS if method in item]
        found.setdefault(noun, []).extend(doors)
    return found


def _operation(path: str, method: str, spec: dict[str, Any]) -> Operation:
    text = spec.get("description", "")
    first, _, rest = text.partition("\n")
    return Operation(
        method=method.upper(),
        path=path,
        summary=spec.get("summary") or first,
        text=rest.strip() if not spec.get("summary") else text,
        takes=[(part["name"], part["in"]) for part in spec.get("parameters", [])],
        body=_shape(spec.get("requestBody", {}).get("content", {})),
        answers=[(code, _shape(answer.get("content", {}))) for code, answer in spec["responses"].items()],
    )


def _shape(content: dict[str, Any]) -> str:
    """The name of the shape that a body has, as the document's components call it."""
    for media in content.values():
        schema = media.get("schema", {})
        name = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
        return name.rpartition("/")[2] or str(schema.get("type", ""))
    return ""
