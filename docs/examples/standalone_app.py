"""A small SMART app: it asks for one person's record and shows it.

Only Python's own library.  Register it (docs/connecting.md), then::

    python docs/examples/standalone_app.py http://localhost:8000/fhir CLIENT_ID 8765

and open http://127.0.0.1:8765/ in a browser.  It is an example: it keeps who is using it in
memory, and listens to this machine alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
from html import escape
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

SCOPE = "launch/patient patient/Patient.rs patient/Observation.rs"
SECONDS = 20


class App:
    """The server it connects to, and who is on the way there and back."""

    def __init__(self, iss: str, client_id: str, port: int) -> None:
        self.iss, self.client_id = iss.rstrip("/"), client_id
        self.redirect_uri = f"http://127.0.0.1:{port}/callback"
        told = call(f"{self.iss}/.well-known/smart-configuration")
        self.authorize, self.token = told["authorization_endpoint"], told["token_endpoint"]
        self.waiting: dict[str, tuple[str, str]] = {}  # session: (state, verifier)

    def begin(self, session: str) -> str:
        """Return where the browser goes to be asked."""
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        self.waiting[session] = (state, verifier)
        digest = hashlib.sha256(verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": SCOPE,
            "state": state,
            "aud": self.iss,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self.authorize}?{urlencode(asked)}"

    def finish(self, session: str, told: dict[str, list[str]]) -> str:
        """Return the page for what the browser came back with."""
        state, verifier = self.waiting.pop(session, ("", ""))
        if not state or not secrets.compare_digest(told.get("state", [""])[0], state):
            return "<p>This answer is not to a question of yours.</p>"
        if "code" not in told:
            return f"<p>Not allowed: {escape(told.get('error', ['?'])[0])}</p>"
        form = {
            "grant_type": "authorization_code",
            "code": told["code"][0],
            "redirect_uri": self.redirect_uri,
            "client_id": self.client_id,
            "code_verifier": verifier,
        }
        got = call(self.token, form=form)
        return self.page(got["access_token"], got["patient"])

    def page(self, token: str, patient_id: str) -> str:
        """Return the person and their newest observations."""
        patient = call(f"{self.iss}/Patient/{patient_id}", token=token)
        asked = urlencode({"patient": patient_id, "_sort": "-date", "_count": 20})
        found = call(f"{self.iss}/Observation?{asked}", token=token)
        rows = "".join(f"<tr>{row(e['resource'])}</tr>" for e in found.get("entry", []))
        return f"<h1>{escape(name_of(patient))}</h1><table>{rows}</table>"


def name_of(patient: dict) -> str:
    """Return the name of a Patient."""
    name = (patient.get("name") or [{}])[0]
    return name.get("text") or " ".join([*name.get("given", []), name.get("family", "")])


def row(observation: dict) -> str:
    """Return what was observed, when, and its value."""
    code = observation["code"]
    what = code.get("text") or (code.get("coding") or [{}])[0].get("display", "")
    value = observation.get("valueQuantity", {})
    cells = (
        what,
        observation.get("effectiveDateTime", ""),
        f"{value.get('value', '')} {value.get('unit', '')}",
    )
    return "".join(f"<td>{escape(str(cell))}</td>" for cell in cells)


def call(address: str, *, form: dict[str, str] | None = None, token: str = "") -> dict:
    """Return the JSON that an address answers with."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = urlencode(form).encode() if form else None
    with urlopen(Request(address, data=body, headers=headers), timeout=SECONDS) as answer:
        return json.load(answer)


def handler_of(app: App) -> type[BaseHTTPRequestHandler]:
    """Return what answers the browser."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookie = SimpleCookie(self.headers.get("Cookie", ""))
            where = urlsplit(self.path)
            if where.path == "/callback" and "app" in cookie:
                try:
                    page = app.finish(cookie["app"].value, parse_qs(where.query))
                except HTTPError as fault:
                    page = f"<p>The server refused: {fault.code}</p>"
                self.show(page)
            elif where.path == "/":
                self.lead()
            else:
                self.send_error(404)

        def lead(self) -> None:
            session = secrets.token_urlsafe(32)
            self.send_response(302)
            self.send_header("Location", app.begin(session))
            self.send_header("Set-Cookie", f"app={session}; HttpOnly; SameSite=Lax; Path=/")
            self.end_headers()

        def show(self, page: str) -> None:
            body = f"<!doctype html><meta charset=utf-8>{page}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Log nothing: an address holds a code."""

    return Handler


if __name__ == "__main__":
    server, client, at_port = sys.argv[1], sys.argv[2], int(sys.argv[3])
    answers = handler_of(App(server, client, at_port))
    listening = ThreadingHTTPServer(("127.0.0.1", at_port), answers)
    sys.stdout.write(f"open http://127.0.0.1:{at_port}/\n")
    sys.stdout.flush()
    listening.serve_forever()
