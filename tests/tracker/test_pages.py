"""Addresses that belong to no app: the contract's page, and problems instead of error pages."""

import gzip
import json

import pytest
from drf_spectacular.generators import SchemaGenerator

pytestmark = pytest.mark.django_db


def test_page_shows_the_contract_as_a_readable_page(client):
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "/api/v1/diary/changes/" in page.content.decode()
    assert "<script" not in page.content.decode()


@pytest.mark.parametrize("accept", ["*/*", "application/*", "application/json", "text/html, */*;q=0.8"])
def test_openapi_document_is_json_by_default(client, accept):
    answer = client.get("/api/v1/schema/", headers={"accept": accept})
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("accept", ["application/yaml", "application/vnd.oai.openapi"])
def test_openapi_document_is_yaml_for_a_client_that_asks_for_it(client, accept):
    answer = client.get("/api/v1/schema/", headers={"accept": accept})
    assert answer["Content-Type"].startswith(accept)
    assert answer.content.startswith(b"openapi: 3.1")


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing/", "/api/v2/", "/api/v1/diary/changes/x", "/static/none.css"]
)
def test_page_answers_an_unknown_address_with_a_problem(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_page_sends_a_strict_content_security_policy_with_every_page(client):
    policy = client.get("/api/v1/docs/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy


@pytest.mark.parametrize("address", ["/api/v1/schema/", "/api/v1/docs/"])
def test_openapi_document_is_sent_once_and_then_not_modified(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_openapi_document_is_compressed_for_a_client_that_accepts_it(client):
    answer = client.get("/api/v1/schema/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.content))["openapi"].startswith("3.1")


def test_serving_the_contract_builds_nothing(client, monkeypatch):
    def build(*_args: object, **_options: object) -> None:
        raise AssertionError("the document was built anew for a request")

    monkeypatch.setattr(SchemaGenerator, "get_schema", build)
    assert client.get("/api/v1/schema/").status_code == 200
    assert client.get("/api/v1/docs/").status_code == 200
