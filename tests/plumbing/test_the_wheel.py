"""The wheel, installed as the README and the operating page say, ends with staff signed in.

With the locked packages, and with the newest that the wheel's own bounds allow.
"""

import http.cookiejar
import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from deploy.prepare import find_uv, uv_environment
from tests.plumbing.programs import ROOT, start_program
from tracker.supervision.ports import choose_port

MANAGER = "helen@example.org"
LOCKED = ["--require-hashes", "--requirements", str(ROOT / "requirements" / "server.txt")]


class Visitor:
    """A browser without a face at a server in another process: cookies and the CSRF header."""

    def __init__(self, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        request = urllib.request.Request(f"{self.address}{path}", method=method)
        request.add_header("Origin", self.address)
        if token := next((each.value for each in self.cookies if each.name == "csrftoken"), None):
            request.add_header("X-CSRFToken", token)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read() or b"null")

    def auth(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        return self.ask(method, f"/_allauth/browser/v1{path}", body)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    order = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(order, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(params=["locked", "newest"])
def installed(request: pytest.FixtureRequest, wheel: Path, tmp_path: Path) -> Path:
    """The `bin` of an environment of its own that holds the wheel."""
    uv, place, trusted = find_uv(), tmp_path / "footing", uv_environment()
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(place)], check=True, env=trusted)
    pip = [uv, "pip", "install", "--quiet", "--python", str(place / "bin" / "python")]
    if request.param == "locked":
        subprocess.run([*pip, *LOCKED], check=True, env=trusted)
        subprocess.run([*pip, "--no-deps", str(wheel)], check=True, env=trusted)
    else:
        subprocess.run([*pip, str(wheel)], check=True, env=trusted)
    return place / "bin"


@pytest.fixture
def server(installed: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = choose_port("127.0.0.1", 0, may_move=True)
    command = [str(installed / "footing"), "serve"]
    running = start_program(tmp_path / "home", *command, cwd=tmp_path, PORT=str(port), DEMO="0")
    assert read_until(running, r"is ready at (\S+)")
    yield running, port
    running.send_signal(signal.SIGINT)
    printed = running.communicate(timeout=60)[0]
    assert printed.endswith("Stopped.\n"), printed


def test_installed_wheel_signs_a_new_manager_in_with_a_second_step(server, installed, tmp_path):
    running, port = server
    opened = start_program(
        tmp_path / "home",
        str(installed / "footing"),
        "create_clinic",
        "Riverside",
        "--manager",
        MANAGER,
        cwd=tmp_path,
    )
    assert opened.wait(timeout=60) == 0, opened.communicate()[0]

    browser = Visitor(port)
    browser.ask("GET", "/api/v1/app/")
    assert browser.auth("POST", "/auth/code/request", {"email": MANAGER})[0] == 401  # a code is awaited
    code = read_until(running, r"sign-in code was asked for: (\d+)")
    assert browser.auth("POST", "/auth/code/confirm", {"code": code})[0] == 200
    secret = browser.auth("GET", "/account/authenticators/totp")[1]["meta"]["secret"]
    now = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert browser.auth("POST", "/account/authenticators/totp", {"code": now})[0] == 200

    status, me = browser.ask("GET", "/api/v1/me/")
    assert (status, me["second_factor"]) == (200, {"required": True, "satisfied": True})
    clinic = me["clinics"][0]["id"]
    assert browser.ask("GET", f"/api/v1/clinics/{clinic}/members/")[0] == 200
    assert app_script(port).status == 200


def app_script(port: int) -> Any:
    """The answer for the first script that the app's page names."""
    with urllib.request.urlopen(f"http://localhost:{port}/", timeout=30) as answer:
        scripts = re.findall(r'src="(/assets/[^"]+\.js)"', answer.read().decode())
    with urllib.request.urlopen(f"http://localhost:{port}{scripts[0]}", timeout=30) as answer:
        return answer


def read_until(program: subprocess.Popen[str], pattern: str) -> str:
    """What `pattern` found in the next lines that the program prints."""
    printed = []
    for line in program.stdout or ():
        printed.append(line)
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(f"it ended without saying so:\n{''.join(printed)}")
