"""A transfer played over HTTP as people would: what ``yiyang demo --check`` does."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from yiyang.demo.codes import code_at
from yiyang.demo.keys import Keys
from yiyang.faces.cli.shell import Fault

TIMEOUT_SECONDS = 20
KIND = "INSTITUTION_BED"
LOOKED_AT = {"acute_infection": "no", "psychiatric_risk": "0"}
HIDDEN = re.compile(r'<input[^>]*name="csrfmiddlewaretoken"[^>]*value="([^"]+)"')
OFFERED = re.compile(r'<input[^>]*name="institution"[^>]*value="(\d+)"')


class CheckFailed(Fault):
    """A page did not answer as it must; the text names the step and the page."""


@dataclass(frozen=True)
class Step:
    """One step that was played, and how long its pages took."""

    name: str
    seconds: float


@dataclass(frozen=True)
class Page:
    """What a request ended at."""

    url: str
    status: int
    text: str

    @property
    def token(self) -> str:
        """The form token on the page.  Raises CheckFailed when there is no form."""
        found = HIDDEN.search(self.text)
        if found is None:
            raise CheckFailed(f"there is no form on {self.url}")
        return found.group(1)


@dataclass
class Browser:
    """Somebody's browser: cookies, the page they are on."""

    base: str
    opener: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def get(self, path: str) -> Page:
        """Open a page; CheckFailed unless it answers 200."""
        return self._open(Request(urljoin(self.base, path)))

    def post(self, page: Page, values: Mapping[str, str], path: str = "") -> Page:
        """Send the form of a page, to itself unless told; CheckFailed unless it ends at 200."""
        body = urlencode({"csrfmiddlewaretoken": page.token, **values}).encode()
        url = urljoin(page.url, path)
        return self._open(Request(url, data=body, headers={"Referer": page.url}))

    def _open(self, request: Request) -> Page:
        request.add_header("Accept-Language", "en")
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return Page(answer.url, answer.status, answer.read().decode())
        except HTTPError as error:
            path = request.full_url.removeprefix(self.base)
            raise CheckFailed(f"{request.get_method()} {path} answered {error.code}") from error


class Player:
    """Plays step after step and keeps the time of each."""

    def __init__(self, base: str, keys: Keys) -> None:
        self.base, self.keys = base, keys
        self.steps: list[Step] = []
        self._began = time.monotonic()

    def done(self, name: str) -> None:
        """Note that a step is done."""
        now = time.monotonic()
        self.steps.append(Step(name, now - self._began))
        self._began = now

    def sign_in(self, username: str) -> Browser:
        """Return the browser of somebody who has signed in, with the second factor if asked."""
        browser = Browser(self.base)
        page = browser.get("/accounts/login/")
        page = browser.post(page, {"login": username, "password": self.keys.password})
        if "/2fa/" in page.url:
            code = code_at(self.keys.second_factor, datetime.now(UTC))
            page = browser.post(page, {"code": code})
        if "/accounts/" in page.url:
            raise CheckFailed(f"{username} could not sign in; the page is still {page.url}")
        self.done(f"{username} signs in")
        return browser


def play(base: str, keys: Keys) -> list[Step]:
    """Play a planned move into a care home, page by page, and return its steps.

    The coordinator asks, evaluates, takes the consent and asks the institutions; the desk of
    the first of them accepts; a bed is reserved, the record sent, the person admitted.

    Raises:
        CheckFailed: a page did not answer as it must, or the move did not end in a stay.
    """
    from yiyang.demo.scene import (  # noqa: PLC0415 -- Django is set up by the command only
        desk_asked,
        lives_in_a_home,
        somebody_at_home,
    )

    player = Player(base, keys)
    Browser(base).get("/")
    player.done("a visitor opens the first page")
    desk = player.sign_in("coordinator")
    person = somebody_at_home()
    page = _ask(player, desk, person)
    case = int(page.url.rstrip("/").rsplit("/", 1)[1])
    home = player.sign_in(desk_asked(case))
    _take_in(player, desk, home, page.url)
    if not lives_in_a_home(person):
        raise CheckFailed("the person was admitted, but there is no stay")
    player.done("the stay is stored")
    return player.steps


def _ask(player: Player, desk: Browser, person: int) -> Page:
    """Ask for the move, evaluate it, take the consent, ask the institutions."""
    form = desk.get(f"/people/{person}/transfer/")
    wish = {"trigger": "CARE_ENV_WORSE", "wished_kind": KIND, "spo2_scale": "1"}
    page = desk.post(form, wish)
    player.done("the coordinator asks for a transfer")
    page = desk.post(page, {"consent": "on", **LOOKED_AT}, f"{page.url}evaluate/")
    player.done("the rule evaluates it")
    page = desk.post(page, {"kind": KIND, "signer": "PERSON"}, f"{page.url}consent/")
    player.done("the person consents")
    page = desk.post(page, {}, f"{page.url}offer/")
    player.done("institutions are ranked and asked")
    return page


def _take_in(player: Player, desk: Browser, home: Browser, url: str) -> None:
    """Accept, reserve, send the record, move, admit, reconcile."""
    page = home.post(home.get(url), {"answer": "accept"}, f"{url}answer/")
    player.done("the institution accepts")
    page = desk.get(url)
    institution = OFFERED.search(page.text)
    if institution is None:
        raise CheckFailed("no institution's bed can be reserved on the page of the transfer")
    for step, values, name in (
        ("hold", {"institution": institution.group(1)}, "a bed is reserved"),
        ("send", {}, "the record is sent"),
        ("depart", {}, "the person is on the way"),
    ):
        desk.post(desk.get(url), values, f"{url}{step}/")
        player.done(name)
    home.post(home.get(url), {}, f"{url}admit/")
    player.done("the institution admits")
    home.post(home.get(url), {"note": "skin, tubes and risks handed over"}, f"{url}reconcile/")
    player.done("medicines and care are reconciled")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
