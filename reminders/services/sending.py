"""Lease, re-check, send, mark: due notices in batches, the network outside any transaction."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from time import monotonic

from reminders.ledger import LEASE, REMINDERS, Claimed, Kind, Reason, State
from reminders.services import invitations, reminding
from reminders.services.claiming import Result, claim, settle
from reminders.services.posting import post
from reminders.services.pushing import Held, Pushing
from reminders.services.reaching import note_reach
from reminders.services.saying import Saying
from reminders.services.settings import follow_traveller
from reminders.services.subscriptions import note_answers
from reminders.services.weekly_letters import digest_sayings, summary_sayings
from reminders.transports import webpush

BATCH = 50
SENT_AT_ONCE = 5_000
MARKED_AT_ONCE = 25  # pushes: what a killed sender did not write down is sent again, and replaces itself
LONGEST_ROUND = 60.0  # seconds, well within the task's limit and the lease
HOLDS_FOR = LEASE.total_seconds() / 2  # seconds after which what is not yet sent is given back

Voice = Callable[[list[Claimed], datetime], list[Saying]]
# What each kind makes of its notices at the moment of speaking.
VOICES: Mapping[str, Voice] = {
    Kind.INVITATION: invitations.sayings,
    Kind.SUMMARY: summary_sayings,
    Kind.DIGEST: digest_sayings,
    **dict.fromkeys(REMINDERS, reminding.sayings),
}


def send_notices(*, tell_time: Callable[[], datetime], most: int = SENT_AT_ONCE) -> int:
    """Plan letters that became due to be said, and say up to `most` due notices; how many were looked at.

    Push goes first, to all devices at once, and what cannot be pushed goes by e-mail. A mail server that
    cannot be reached is asked once a round; the letters wait for a minute.
    """
    invitations.plan_invitation_notices(now=tell_time())
    return Round(tell_time, most).run()


def say(*, notices: list[Claimed], now: datetime) -> None:
    """Say these claimed notices, unless there is no need any more, and write down what came of each.

    A crash between sending and marking sends one again, with the same Message-ID, Topic and tag.
    """
    Round(lambda: now, 0).run(notices)


class Round:
    """One round of a sender: it claims when a push has a place free, so that a hanging one delays nobody."""

    def __init__(self, tell_time: Callable[[], datetime], most: int) -> None:
        self._tell_time = tell_time
        self._most = most
        self._ends = monotonic() + LONGEST_ROUND
        self._sender = webpush.sender()
        self._pushing = Pushing()
        self._letters: list[Held] = []
        self._results: list[Result] = []
        self._answers: list[webpush.Answer] = []
        self._mail_away = False
        self.looked_at = 0

    def run(self, notices: list[Claimed] | None = None) -> int:
        """Say `notices`, then what is due; how many were looked at."""
        pushes = chain(self._say(notices or []), self._due())
        if self._sender is None:
            for _push in pushes:
                raise AssertionError("nothing is pushed without a sender")
        else:
            for answer in self._sender.send(pushes, self._tell_time()):
                self._answered(answer)
        self._mark_pushes()
        self._post()
        return self.looked_at

    def _due(self) -> Iterator[webpush.Push]:
        while self.looked_at < self._most and monotonic() < self._ends:
            notices = claim(now=self._tell_time(), most=min(BATCH, self._most - self.looked_at))
            if not notices:
                return
            self.looked_at += len(notices)
            yield from self._say(notices)
            self._post()

    def _say(self, notices: list[Claimed]) -> Iterator[webpush.Push]:
        now, until = self._tell_time(), monotonic() + HOLDS_FOR
        for saying in self._judged(notices, now):
            held = Held(saying, until)
            pushes = self._pushing.begin(held, now) if self._sender else []
            if not pushes:
                self._end(self._pushing.unpushed(held, now), held)
            yield from pushes

    def _judged(self, notices: list[Claimed], now: datetime) -> list[Saying]:
        """What is to be said of these; the rest is settled with its reason."""
        sayings = [each for voice, asked in _by_voice(notices) for each in voice(asked, now)]
        unsaid = [_unsaid(each) for each in sayings if each.verdict]
        settle(results=unsaid, now=now)
        note_reach(results=unsaid, now=now)
        for result in unsaid:
            if result.reason == Reason.MOVED and result.notice.user_id:
                follow_traveller(user_id=result.notice.user_id, now=now)
        return [each for each in sayings if not each.verdict]

    def _answered(self, answer: webpush.Answer) -> None:
        self._answers.append(answer)
        held, result = self._pushing.take(answer, self._tell_time())
        if held:
            self._end(result, held)
        if len(self._answers) >= MARKED_AT_ONCE:
            self._mark_pushes()

    def _end(self, result: Result | None, held: Held) -> None:
        """The pushes of a notice came to `result`; None: it goes by letter."""
        if result is None:
            self._letters.append(held)
        else:
            self._results.append(result)

    def _mark_pushes(self) -> None:
        now = self._tell_time()
        settle(results=self._results, now=now)
        note_answers(answers=self._answers, now=now)
        note_reach(results=self._results, now=now)  # after what closes devices
        self._results, self._answers = [], []

    def _post(self) -> None:
        """Send the letters that have gathered, unless the mail server is away."""
        letters, self._letters = self._letters, []
        self._mail_away = not post(letters=letters, tell_time=self._tell_time, away=self._mail_away)


def _by_voice(notices: list[Claimed]) -> list[tuple[Voice, list[Claimed]]]:
    found: dict[Voice, list[Claimed]] = {}
    for notice in notices:
        found.setdefault(VOICES[notice.kind], []).append(notice)
    return list(found.items())


def _unsaid(saying: Saying) -> Result:
    verdict = saying.verdict
    assert verdict  # noqa: S101 - only those with one are asked
    later = verdict.later
    return Result(saying.notice, verdict.state, verdict.reason, later, untried=verdict.state == State.WAITING)
