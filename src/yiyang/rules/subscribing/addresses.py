"""To which addresses notifications may be sent: never into a network that nobody has opened.

An address on the public internet is allowed; any other (private, of the machine itself, of the
link, shared, reserved) only where the operator has opened its network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, urlsplit

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
LONGEST = 1_000
HIGHEST_PORT = 65_535
TRANSLATED = ip_network("64:ff9b::/96")  # IPv4 behind a translator, RFC 6052
LAST_FOUR_BYTES = 0xFFFFFFFF
# No public address, though the library may say so: of a site, of the nearest relay, for texts.
CLOSED = tuple(ip_network(text) for text in ("fec0::/10", "192.88.99.0/24", "3fff::/20"))


def networks_of(text: str) -> tuple[Network, ...]:
    """Return the networks in a text, separated by commas or spaces.

    Raises:
        ValueError: one is no network.
    """
    return tuple(ip_network(part) for part in text.replace(",", " ").split())


def is_open(address: Address, opened: Iterable[Network]) -> bool:
    """Tell whether something may be sent to an address."""
    for inner in _within(address):
        known = any(inner.version == net.version and inner in net for net in opened)
        closed = any(inner.version == net.version and inner in net for net in CLOSED)
        public = inner.is_global and not (inner.is_multicast or inner.is_reserved or closed)
        if not (known or public):
            return False
    return True


def _within(address: Address) -> list[Address]:
    """Return the addresses that one stands for: also IPv4 ones that hide in an IPv6 one."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in TRANSLATED:
        return [IPv4Address(int(address) & LAST_FOUR_BYTES)]
    found: list[Address] = [address]
    if address.sixtofour is not None:
        found.append(address.sixtofour)
    if address.teredo is not None:
        found.extend(address.teredo)
    return found


def faults_of_address(text: str, opened: Sequence[Network], *, is_secure_only: bool) -> str:
    """Return the code of what is wrong with an endpoint as it is written; empty: nothing.

    A name is looked up when something is sent, by ``is_open`` again: what it leads to may change.
    """
    parts = _parts(text)
    if parts is None:
        return "SUBSCRIPTION_ENDPOINT"
    host = parts.hostname or ""
    address = _literal(host)
    if address is not None and not is_open(address, opened):
        return "SUBSCRIPTION_ENDPOINT_CLOSED"
    if parts.scheme == "https":
        return ""
    is_here = host == "localhost" or (address is not None and address.is_loopback)
    return "" if is_here and not is_secure_only else "SUBSCRIPTION_ENDPOINT_HTTPS"


def _parts(text: str) -> SplitResult | None:
    if not text.isascii() or not text.isprintable() or " " in text or len(text) > LONGEST:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc:
        return None
    good_port = port is None or 0 < port <= HIGHEST_PORT
    return None if parts.fragment or "\\" in text or not good_port else parts


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
