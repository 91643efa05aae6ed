"""How a refusal looks to a program: RFC 9457, always."""

from typing import Any


def refusal(response: Any) -> tuple[int, str]:
    """The status and the code of a problem; fails when the answer is not one."""
    assert response["Content-Type"].split(";")[0] == "application/problem+json", response.content[:200]
    body = response.json()
    assert body["status"] == response.status_code
    assert {"type", "title", "detail", "code"} <= set(body)
    return response.status_code, body["code"]


def fields_at_fault(response: Any) -> list[str]:
    """The fields that a 400 names."""
    assert refusal(response) == (400, "invalid")
    return sorted(response.json()["errors"])
