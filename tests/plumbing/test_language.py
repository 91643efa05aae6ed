"""The language of a response is told, and what it depends on."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["", "en", "de-CH, fr;q=0.5", "*", ";;"])
def test_response_names_its_language_whatever_the_client_asks_for(client, asked):
    answer = client.get("/api/v1/app/", headers={"accept-language": asked})

    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]


def test_refusal_names_its_language_too(client):
    answer = client.get("/api/v1/nowhere/")

    assert answer.status_code == 404
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]
