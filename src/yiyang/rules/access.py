"""What a role may do.

Source: JA-3 (JA part III names the duties of each department); what each duty means as a power
of this program is the product's proposal (``access.powers``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

# Who keeps these can undo whatever was adopted: no matrix takes them away from the role.
KEPT: Mapping[str, tuple[str, ...]] = {
    "SECURITY_OFFICER": ("MANAGE_ACCOUNTS",),
    "SYSTEM_OFFICER": ("OPERATE",),
    "AUDIT_OFFICER": ("READ_AUDIT",),
    "POLICY_DESK": ("SEE_POLICY", "ADOPT_POLICY"),
}
OFFICERS = ("SECURITY_OFFICER", "SYSTEM_OFFICER", "AUDIT_OFFICER")


@dataclass(frozen=True)
class Work:
    """The role in which somebody works."""

    role: str


@dataclass(frozen=True)
class Powers:
    """The powers of a role, each with its sentence; a role the book does not know has none."""

    powers: tuple[str, ...]
    reasons: tuple[Message, ...]


@rule("access.powers")
def powers_for(work: Work, reading: Reading) -> Powers:
    """Return what a role may do, and nothing else.

    What lets a role undo an adopted matrix stays with it, whatever the matrix says.

    Raises:
        NotInForce: the book has no matrix on that day.

    Source: JA-3, ``access.powers``.
    """
    listed = reading.table("access.powers").get(work.role, ())
    codes = tuple(dict.fromkeys([*listed, *KEPT.get(work.role, ())]))
    return Powers(codes, tuple(Message(f"MAY_{code}") for code in codes))


def matrix_faults(
    matrix: Mapping[str, Collection[str]],
    *,
    shipped: Mapping[str, Collection[str]],
    known: Collection[str],
) -> list[Message]:
    """Return what keeps a matrix from being adopted; nothing when it may be.

    Args:
        shipped: the matrix that it takes the place of.
        known: every power of this program.

    A power the program does not have opens no door, so its name is a slip of the pen.  The three
    officers stay apart: none of them gets what the book did not already give that officer.
    """
    faults = [Message("MATRIX_NO_ROLE", {"role": role}) for role in matrix if role not in shipped]
    for role, powers in matrix.items():
        mine = list(powers)
        wrong = {
            "MATRIX_NO_POWER": [power for power in mine if power not in known],
            "MATRIX_POWER_TWICE": [p for p in dict.fromkeys(mine) if mine.count(p) > 1],
            "MATRIX_OFFICER_POWER": [
                power for power in mine if role in OFFICERS and power not in shipped.get(role, ())
            ],
        }
        faults += [
            Message(code, {"role": role, "power": power})
            for code, named in wrong.items()
            for power in named
        ]
    return faults
