"""Ways to bring a notice to somebody, behind one interface."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import EmailMessage
from smtplib import SMTP, SMTP_SSL, SMTPException
from typing import Protocol
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from yiyang.access.models import Account

IN_APP = "IN_APP"
SMS = "SMS"
EMAIL = "EMAIL"
TIMEOUT_SECONDS = 5


class ChannelFault(Exception):
    """A channel could not take a message; the code is kept with the delivery."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Channel(Protocol):
    """Takes one text for one account."""

    def send(self, account: Account, text: str) -> None:
        """Hand the text over.  Raises ChannelFault when it was not taken."""


@dataclass(frozen=True)
class VisiblePhone:
    """The demo's phone: what is handed over here is shown on the page ``/phone/``."""

    def send(self, account: Account, text: str) -> None:
        """Take everything: the stored delivery is what the page shows."""


@dataclass(frozen=True)
class SmsWebhook:
    """A text message gateway that takes JSON ``{"to", "text"}`` by POST."""

    url: str
    token: str = ""

    def send(self, account: Account, text: str) -> None:
        """Hand over to the gateway; anything but a 2xx answer is a fault."""
        body = json.dumps({"to": account.phone, "text": text}).encode()
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            with urlopen(Request(self.url, body, headers), timeout=TIMEOUT_SECONDS):
                return
        except (URLError, TimeoutError, OSError) as fault:
            raise ChannelFault(f"SMS_{getattr(fault, 'code', 'UNREACHABLE')}") from fault


@dataclass(frozen=True)
class Smtp:
    """A mail server, as ``smtp://user:password@host:port`` or ``smtps://``."""

    url: str
    sender: str

    def send(self, account: Account, text: str) -> None:
        """Hand over one plain message."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = (
            self.sender,
            account.email,
            " ".join(text.split())[:60],
        )
        letter.set_content(text)
        place = urlsplit(self.url)
        server = SMTP_SSL if place.scheme == "smtps" else SMTP
        try:
            with server(place.hostname or "", place.port or 0, timeout=TIMEOUT_SECONDS) as smtp:
                if place.username:
                    smtp.login(unquote(place.username), unquote(place.password or ""))
                smtp.send_message(letter)
        except (SMTPException, OSError) as fault:
            raise ChannelFault(f"SMTP_{getattr(fault, 'smtp_code', 'UNREACHABLE')}") from fault
