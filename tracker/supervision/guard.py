"""Runs one program and ends it when whoever asked for it is gone, however that happened.

The asker holds the other end of this process's standard input. The kernel closes that end even on `kill -9`,
which is the one thing no signal handler can promise; the program is then stopped, and the whole session with
it after a grace time. A pipe, not Linux's parent-death signal, because it works on every system.

Run by its path, with the standard library only:
guard.py STOP_SIGNAL GRACE_SECONDS USER PROGRAM [ARGUMENT ...]
"""

import os
import signal
import subprocess
import sys
import threading


def end_with_the_asker(child: subprocess.Popen[bytes], name: str, stop_signal: int, grace: float) -> None:
    while os.read(0, 64):
        pass
    child.send_signal(stop_signal)
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"guard: {name} did not stop in {grace:g} s and was killed\n")
    os.killpg(0, signal.SIGKILL)


def main(stop_name: str, grace: str, user: str, *command: str) -> int:
    stop_signal = signal.Signals[stop_name]
    # Without a user of its own the program stays who we are.
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    # What may be inherited here was given to be passed on: the socket that is listened on.
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, close_fds=False, **identity)  # type: ignore[call-overload]
    signal.signal(signal.SIGTERM, lambda *_: child.send_signal(stop_signal))
    watched = (child, command[0], stop_signal, float(grace))
    threading.Thread(target=end_with_the_asker, args=watched, daemon=True).start()
    code: int = child.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
