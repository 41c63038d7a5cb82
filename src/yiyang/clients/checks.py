"""What a registration must be like: every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from yiyang.clients.models import Client
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.rules.smart import SYSTEM, is_scope, read_scope
from yiyang.rules.smart_areas import is_area_scope

RSA_BITS = 2048
CURVES = ("P-384", "P-256")
SECRET_PARTS = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k"))
LONGEST = 300


@dataclass(frozen=True)
class Registration:
    """What somebody wants to register."""

    name_zh: str
    name_en: str
    proof: str
    is_system: bool = False
    redirect_uris: tuple[str, ...] = ()
    launch_uri: str = ""
    scopes: tuple[str, ...] = ()
    jwks: Mapping[str, Any] | None = None
    jwks_uri: str = ""


def faults_of(wanted: Registration) -> list[Finding]:
    """Return every fault of a registration."""
    found = [
        _fault("CLIENT_SCOPE", "scopes", scope=s) for s in wanted.scopes if not _fits(s, wanted)
    ]
    if not wanted.scopes:
        found.append(_fault("CLIENT_WITHOUT_SCOPES", "scopes"))
    for uri in (*wanted.redirect_uris, *filter(None, [wanted.launch_uri])):
        if not is_safe_address(uri):
            found.append(_fault("CLIENT_ADDRESS", "redirect_uris", uri=uri))
    if not wanted.is_system and not wanted.redirect_uris:
        found.append(_fault("CLIENT_WITHOUT_ADDRESS", "redirect_uris"))
    if wanted.is_system and (wanted.redirect_uris or wanted.launch_uri):
        found.append(_fault("SYSTEM_WITH_ADDRESS", "redirect_uris"))
    if wanted.is_system and wanted.proof != Client.Proof.KEYS:
        found.append(_fault("SYSTEM_WITHOUT_KEYS", "proof"))
    return found + _key_faults(wanted)


def is_safe_address(uri: str) -> bool:
    """Tell whether a browser may be sent to an address: https, or http on the same machine."""
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = uri.isascii() and uri.isprintable() and " " not in uri and len(uri) <= LONGEST
    if not plain or not host or parts.fragment or parts.username or "*" in uri or "#" in uri:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def is_fetchable(uri: str) -> bool:
    """Tell whether this program may ask an address itself: https, and not inside by its look.

    A name may still lead inside: who fetches looks at what it is resolved to (``is_outside``).
    """
    if not is_safe_address(uri):
        return False
    parts = urlsplit(uri)
    host = parts.hostname or ""
    try:
        return parts.scheme == "https" and is_outside(host)
    except ValueError:  # a name
        return parts.scheme == "https" and "." in host.rstrip(".")


def is_outside(address: str) -> bool:
    """Tell whether a numeric address is one of the public net.  Raises ValueError: it is none."""
    found = ip_address(address)
    return found.is_global and not found.is_multicast


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fits(scope: str, wanted: Registration) -> bool:
    if is_area_scope(scope):
        return True
    read = read_scope(scope)
    if read is None:
        return is_scope(scope) and not wanted.is_system
    return (read.level == SYSTEM) == wanted.is_system


def _key_faults(wanted: Registration) -> list[Finding]:
    if wanted.proof != Client.Proof.KEYS:
        return []
    if bool(wanted.jwks) == bool(wanted.jwks_uri):
        return [_fault("CLIENT_KEYS_ONE_WAY", "jwks")]
    if wanted.jwks_uri:
        good = is_fetchable(wanted.jwks_uri)
        return [] if good else [_fault("CLIENT_KEYS_ADDRESS", "jwks_uri", uri=wanted.jwks_uri)]
    return [_fault("CLIENT_KEYS", "jwks")] if not are_good_keys(wanted.jwks) else []


def are_good_keys(jwks: object) -> bool:
    """Tell whether these are public keys only, each with its own id, of a kind that is taken."""
    keys = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not isinstance(keys, list) or not keys or not all(isinstance(k, dict) for k in keys):
        return False
    ids = [key.get("kid") for key in keys]
    if any(SECRET_PARTS & set(key) for key in keys) or len(set(map(str, ids))) != len(ids):
        return False
    try:
        read: Iterable[Any] = KeySet.import_key_set({"keys": keys}).keys
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return all(isinstance(i, str) and i for i in ids) and all(map(_is_strong, read))


def _is_strong(key: object) -> bool:
    if isinstance(key, RSAKey):
        return key.raw_value.key_size >= RSA_BITS
    return isinstance(key, ECKey) and key.curve_name in CURVES


def _fault(code: str, where: str, **params: str) -> Finding:
    return Finding(code, where, Message(code, params), "HL7 SMART App Launch 2.2")
