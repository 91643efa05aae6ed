"""Finds a Chromium for the tests, or fetches one where that is possible."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NO_BROWSER = (
    "The tests need a Chromium: install one (Debian: apt-get install chromium), "
    "or set CHROMIUM to the path of one."
)


class NoBrowserError(Exception):
    """There is none and none can be had; the message says what to do."""


def find_browser() -> str:
    """The path of $CHROMIUM, of the machine's own, or of one installed now. Raises NoBrowserError."""
    given = os.environ.get("CHROMIUM")
    if given and not shutil.which(given):
        raise NoBrowserError(f"CHROMIUM is {given}, and that is no program.")
    found = given or _of_this_machine()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _of_this_machine()
    if not found:
        raise NoBrowserError(NO_BROWSER)
    return found


def _of_this_machine() -> str | None:
    on_path = (shutil.which(name) for name in NAMES)
    return next(filter(None, on_path), None) or next((path for path in ON_A_MAC if Path(path).exists()), None)


def _install() -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for order in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        # Whether it worked is seen by looking for the browser afterwards.
        subprocess.run([*apt, *order], env=environment, stdout=subprocess.DEVNULL, check=False)
