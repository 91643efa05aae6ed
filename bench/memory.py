"""What a running Footing takes of memory: its whole process tree, shared pages counted once (Linux)."""

from contextlib import suppress
from pathlib import Path

import psutil

from bench.builds import Build
from bench.load import ask


def tree_megabytes(pid: int) -> float:
    """The proportional set size (PSS) of the process and of all it started, in MB of 1,048,576 bytes."""
    top = psutil.Process(pid)
    return sum(_kilobytes(each.pid) for each in [top, *top.children(recursive=True)]) / 1024


def work(build: Build, talks: list[tuple[str, str]], requests: int) -> None:
    """Sends at least so many requests, of each (path, token) on a connection of its own."""
    heads = ["GET {} HTTP/1.1", "Host: localhost", "Authorization: Bearer {}", "", ""]
    messages = ["\r\n".join(heads).format(path, token).encode() for path, token in talks]
    sent = 0
    while sent < requests:
        sent += sum(ask(build.port, [[each] for each in messages], 5.0).statuses.values())


def _kilobytes(pid: int) -> int:
    with suppress(OSError):  # it ended in the meantime
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
