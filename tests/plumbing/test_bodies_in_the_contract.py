"""What the document says of bodies is what the server holds them to."""

from tracker.contract import document

SCHEMAS = document()["components"]["schemas"]


def body_of(path: str, method: str) -> dict:
    content = document()["paths"][path][method]["requestBody"]["content"]
    return SCHEMAS[content["application/json"]["schema"]["$ref"].rpartition("/")[2]]


def test_body_that_refuses_unknown_fields_says_so():
    for path, method in [
        ("/api/v1/me/", "patch"),
        ("/api/v1/reminders/", "post"),
        ("/api/v1/tokens/", "post"),
    ]:
        assert body_of(path, method)["additionalProperties"] is False, path


def test_forgetting_a_device_names_the_endpoint_that_it_needs():
    assert body_of("/api/v1/push-subscriptions/", "delete")["required"] == ["endpoint"]


def test_times_of_day_have_a_pattern():
    times = body_of("/api/v1/reminders/", "post")["properties"]["times"]["items"]
    assert times["pattern"] == "^([01][0-9]|2[0-3]):[0-5][0-9]$"
