"""One e-mail over an open SMTP connection, in as few round trips as the server allows."""

import re
from smtplib import SMTP, SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

_TAKEN = (250, 251)
_GO_ON = 354
_LINE_END = re.compile(rb"\r\n?|\n")
_LEADING_DOT = re.compile(rb"(?m)^\.")

Reply = tuple[int, bytes]


def offer(server: SMTP, sender: str, recipient: str) -> None:
    """Send sender and recipient and announce the message; nothing of the e-mail itself is sent yet.

    One round trip where the server offers pipelining (RFC 2920), three elsewhere. Raises SMTPSenderRefused,
    SMTPRecipientsRefused or SMTPDataError, with the connection ready for the next e-mail.
    """
    server.ehlo_or_helo_if_needed()
    commands = [f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", "DATA"]
    replies = (_at_once if server.has_extn("pipelining") else _in_turn)(server, commands)
    refused = _refusal(replies, sender, recipient)
    if refused is None:
        return
    if replies[-1][0] == _GO_ON:  # it would accept an e-mail to nobody (RFC 2920 section 3.1)
        server.send(b".\r\n")
        server.getreply()
    server.rset()
    raise refused


def hand_over(server: SMTP, content: bytes) -> None:
    """Send the e-mail that the server has agreed to take. Raises SMTPDataError."""
    server.send(_LEADING_DOT.sub(b"..", _LINE_END.sub(b"\r\n", content)) + b"\r\n.\r\n")
    code, answer = server.getreply()
    if code != 250:
        raise SMTPDataError(code, answer)


def _at_once(server: SMTP, commands: list[str]) -> list[Reply]:
    server.send("\r\n".join(commands).encode("ascii") + b"\r\n")
    return [server.getreply() for _command in commands]


def _in_turn(server: SMTP, commands: list[str]) -> list[Reply]:
    replies = []
    for command in commands:
        server.putcmd(command)
        replies.append(server.getreply())
        if replies[-1][0] not in (*_TAKEN, _GO_ON):
            break
    return replies


def _refusal(replies: list[Reply], sender: str, recipient: str) -> Exception | None:
    if replies[0][0] not in _TAKEN:
        return SMTPSenderRefused(*replies[0], sender)
    if replies[1][0] not in _TAKEN:
        return SMTPRecipientsRefused({recipient: replies[1]})
    return None if replies[2][0] == _GO_ON else SMTPDataError(*replies[2])
