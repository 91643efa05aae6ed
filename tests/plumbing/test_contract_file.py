"""The contract in the front end's folder, from which its types are made, is the one that is served."""

import json
from pathlib import Path

from django.core.management import call_command
from rest_framework.test import APIClient

FILE = Path(__file__).parents[2] / "frontend" / "openapi.json"
REMEDY = (
    "frontend/openapi.json is old: python manage.py spectacular --format openapi-json "
    "--file frontend/openapi.json --validate --fail-on-warn"
)


def written(path: Path) -> dict:
    options = {"format": "openapi-json", "file": str(path), "validate": True, "fail_on_warn": True}
    call_command("spectacular", **options)
    return json.loads(path.read_text())


def test_openapi_document_is_current_and_without_a_warning(tmp_path):
    assert written(tmp_path / "openapi.json") == json.loads(FILE.read_text()), REMEDY


def test_openapi_endpoint_serves_the_same_document(db):
    served = APIClient().get("/api/v1/schema/?format=json").json()
    assert served["openapi"].startswith("3.1")
    assert served == json.loads(FILE.read_text()), REMEDY


def test_openapi_document_gives_every_operation_a_name_and_a_word():
    for path, item in json.loads(FILE.read_text())["paths"].items():
        for method, operation in item.items():
            assert operation.get("operationId"), (method, path)
            assert operation.get("description"), (method, path)
