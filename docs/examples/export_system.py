"""A small connected system: it takes out what its institution may see, as NDJSON files.

Besides Python's own library it needs ``joserfc`` (``pip install joserfc``) to sign.  Make keys and
register their public half (docs/connecting.md), then::

    python docs/examples/export_system.py keys > public.json     # once; keeps the private half
    python docs/examples/export_system.py http://localhost:8000/fhir CLIENT_ID out Patient
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

PRIVATE = Path("export_system_key.json")
BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
PAGE, SECONDS, MINUTE = 100, 60, 60


def make_keys() -> None:
    """Keep a new private key where only its owner reads it, and print the public one."""
    key = ECKey.generate_key("P-384", {"kid": secrets.token_hex(8)})
    PRIVATE.touch(mode=0o600)
    PRIVATE.write_text(json.dumps(key.as_dict(private=True)), encoding="utf-8")
    sys.stdout.write(json.dumps(KeySet([key]).as_dict(private=False)) + "\n")


class Connection:
    """A server, and the token for it: asked for anew shortly before it ends."""

    def __init__(self, iss: str, client_id: str, scope: str) -> None:
        self.iss, self.client_id, self.scope = iss.rstrip("/"), client_id, scope
        self.key = ECKey.import_key(json.loads(PRIVATE.read_text(encoding="utf-8")))
        told = call(Request(f"{self.iss}/.well-known/smart-configuration"))
        self.token_url = told["token_endpoint"]
        self.token, self.ends = "", 0.0

    def bearer(self) -> str:
        """Return a token that works."""
        if time.time() > self.ends - MINUTE:
            form = {
                "grant_type": "client_credentials",
                "scope": self.scope,
                "client_assertion_type": BY_JWT,
                "client_assertion": self.assertion(),
            }
            got = call(Request(self.token_url, data=urlencode(form).encode()))
            self.token, self.ends = got["access_token"], time.time() + got["expires_in"]
        return self.token

    def assertion(self) -> str:
        """Return what proves who this is: signed, for that address, for four minutes, once."""
        said = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.token_url,
            "exp": int(time.time()) + 4 * MINUTE,
            "jti": secrets.token_urlsafe(24),
        }
        head = {"alg": "ES384", "kid": self.key.kid, "typ": "JWT"}
        return jwt.encode(head, said, self.key, algorithms=["ES384"])

    def get(self, address: str) -> dict:
        """Return the JSON at an address of the server."""
        return call(Request(address, headers={"Authorization": f"Bearer {self.bearer()}"}))


def call(request: Request) -> dict:
    """Return the JSON that a request is answered with."""
    with urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)


def export(connection: Connection, kind: str, folder: Path) -> int:
    """Write each resource of a type that is open to this system on a line; return how many."""
    address: str | None = f"{connection.iss}/{kind}?_count={PAGE}"
    written = 0
    with (folder / f"{kind}.ndjson").open("w", encoding="utf-8") as file:
        while address:
            page = connection.get(address)
            found = [e["resource"] for e in page.get("entry", []) if e["search"]["mode"] == "match"]
            file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in found)
            written += len(found)
            links = {link["relation"]: link["url"] for link in page.get("link", [])}
            address = links.get("next")
    return written


def main(words: list[str]) -> None:
    """Make keys, or export."""
    if words == ["keys"]:
        make_keys()
        return
    iss, client_id, folder, *kinds = words
    Path(folder).mkdir(parents=True, exist_ok=True)
    connection = Connection(iss, client_id, " ".join(f"system/{kind}.rs" for kind in kinds))
    for kind in kinds:
        sys.stdout.write(f"{kind}: {export(connection, kind, Path(folder))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
