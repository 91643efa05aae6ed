"""Saves: how long the phone takes to save an entry or a draft, beside what it has not sent yet.

`python -m bench.saves`: a real Chromium with the store of `frontend/`; medians of 40 saves each.
"""

import tempfile
from pathlib import Path
from statistics import median

from bench.kills import FRONTEND, browser, build, serving


def run() -> list[dict[str, list[float]]]:
    """Measures in a new browser. Raises TimeoutError when the page does not end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        build(FRONTEND, Path(place, "built"))
        with (
            serving(Path(place, "built"), "saves") as server,
            browser(server, Path(place, "profile")),
        ):
            assert server.phone.found is not None
            found: list[dict[str, list[float]]] = server.phone.found["found"]
    return found


def main() -> None:
    print("| not sent yet | a save of an entry, ms | a save of the draft, ms |\n|---|---|---|")
    for row in run():
        print(f"| {row['unsent']} | {median(row['entry']):.1f} | {median(row['draft']):.1f} |")


if __name__ == "__main__":
    main()
