"""When each periodic task is sent, and how the broker is spoken to; the beat knows this, and nothing of
Django.
"""

from typing import Any

# A periodic task that nobody took before the next one is due expires: after an outage one does the work of
# all.
SCHEDULE: dict[str, dict[str, Any]] = {
    "review-diaries": {
        "task": "progress.review_diaries",
        "schedule": 20.0,
        "options": {"queue": "progress", "expires": 20},
    },
    "plan-reminders": {
        "task": "reminders.plan",
        "schedule": 60.0,
        "options": {"queue": "reminders", "expires": 60},
    },
    # Two of them, who share the work.
    **{
        f"sum-up-weeks-{number}": {
            "task": "summaries.summarise",
            "schedule": 60.0,
            "options": {"queue": "summaries", "expires": 60},
        }
        for number in (1, 2)
    },
    "sweep-sign-in-mail": {
        "task": "accounts.sweep_mail",
        "schedule": 5.0,
        "options": {"queue": "accounts", "expires": 5},
    },
    "send-notifications": {
        "task": "notifications.send_due",
        "schedule": 5.0,  # due rows wait half of it on average, and a run with nothing due is cheap
        "options": {"queue": "notifications", "expires": 5},
    },
}

QUEUES: dict[str, dict[str, str]] = {
    name: {} for name in ("progress", "reminders", "summaries", "notifications", "accounts")
}
DEFAULT_QUEUE = "progress"
VISIBILITY_TIMEOUT = 300  # seconds, 2-3 x the longest task, or a slow one would run twice
TRANSPORT: dict[str, Any] = {
    "visibility_timeout": VISIBILITY_TIMEOUT,  # the same, where kombu looks for it
    "unacked_restore_interval": 5,  # seconds; it sweeps every hundred or so by itself
    "unacked_restore_throttle": 1,  # look at each sweep
    "socket_timeout": 10,  # a Redis that hangs is left, not waited for
    "socket_connect_timeout": 2,
    "retry_on_timeout": True,
}
