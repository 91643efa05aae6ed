"""Figures as rows of a table, the same on the terminal and in docs/benchmarks.md."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measurement: the figure, its floor in the same run, their ratio and the aim."""

    what: str
    figure: str
    floor: str
    ratio: str
    aim: str
    met: bool | None = None


def show(title: str, rows: list[Row]) -> None:
    """Prints the rows as a Markdown table."""
    print(f"\n### {title}\n")
    print("| what | figure | floor in the same run | ratio | aim | met |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        print(f"| {row.what} | {row.figure} | {row.floor} | {row.ratio} | {row.aim} | {met} |")


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds with two decimals."""
    return f"{seconds * 1000:.2f} ms"
