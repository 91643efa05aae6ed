"""`python -m bench`: every measurement, or those that are named; `--short` only proves that they run.

`python -m bench against` holds this build against an earlier one, which it checks out and starts beside it;
`python -m bench against caseload progress` measures the rows of these names only.
"""

import argparse
import os
import platform

import django


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="sync, plan, caseload, growth, push, summaries, mail (default: all of these), or against alone",
    )
    parser.add_argument("--short", action="store_true", help="small numbers, to prove that it runs")
    wanted = parser.parse_args()
    if wanted.names[:1] == ["against"]:
        _against(wanted.short, wanted.names[1:])
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ["SECOND_FACTOR_REQUIRED"] = "0"
    django.setup()
    _run(wanted.names, wanted.short)


def _against(short: bool, words: list[str]) -> None:
    """Both builds are programs of their own: nothing of Footing is loaded here."""
    from bench import against
    from bench.table import show

    show("against", against.measure(short, words))


def _run(names: list[str], short: bool) -> None:
    from bench import caseload, mail, plan, push, summaries, sync
    from bench.seed import bench_database, library
    from bench.table import show

    measures = {
        "sync": sync.measure,
        "plan": plan.measure,
        "caseload": caseload.measure,
        "growth": caseload.growth,
        "push": push.measure,
        "summaries": summaries.measure,
        "mail": mail.measure,
    }
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    with bench_database():
        library()
        for name, measure in measures.items():
            if not names or name in names:
                show(name, measure(short))


if __name__ == "__main__":
    main()
