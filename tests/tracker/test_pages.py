"""Addresses that belong to no app: the contract's page, and problems instead of error pages."""

import pytest

pytestmark = pytest.mark.django_db


def test_shows_the_contract_as_a_readable_page(client):
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "/api/v1/diary/changes/" in page.content.decode()
    assert "<script" not in page.content.decode()


@pytest.mark.parametrize("accept", ["*/*", "application/*", "application/json", "text/html, */*;q=0.8"])
def test_serves_the_openapi_document_as_json(client, accept):
    answer = client.get("/api/v1/schema/", headers={"accept": accept})
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("accept", ["application/yaml", "application/vnd.oai.openapi"])
def test_serves_it_as_yaml_to_who_asks_for_that(client, accept):
    answer = client.get("/api/v1/schema/", headers={"accept": accept})
    assert answer["Content-Type"].startswith(accept)
    assert answer.content.startswith(b"openapi: 3.1")


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing/", "/api/v2/", "/api/v1/diary/changes/x", "/static/none.css"]
)
def test_answers_an_unknown_address_with_a_problem(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_sends_a_strict_content_security_policy_with_every_page(client):
    policy = client.get("/api/v1/docs/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
