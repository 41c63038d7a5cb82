"""A small year of agreements as plain rows, from a seed, for every engine alike."""

from __future__ import annotations

from random import Random

PRICE = [("BASIC", 12_000, 365), ("CHRONIC", 30_001, 365), ("FREE", 0, 365)]
PAYER = [
    ("BASIC", "INSURANCE", 0, 70),
    ("BASIC", "PUBLIC_HEALTH", 1, 20),
    ("BASIC", "PERSON", 4, 10),
    ("CHRONIC", "CITY", 2, 25),
    ("CHRONIC", "DISTRICT", 3, 65),
    ("CHRONIC", "PERSON", 4, 10),
    ("FREE", "PERSON", 4, 1),
]
Subject = tuple[int, int, int, int, str, int, bool]
COLUMNS = ("institution", "team", "practitioner", "member", "package", "units", "counts")


def subjects(number: int = 800, seed: int = 2026) -> list[Subject]:
    """Return rows of ``COLUMNS``: some without a team or a doctor, some that do not count."""
    random = Random(seed)
    rows = []
    for member in range(1, number + 1):
        institution = random.randint(1, 7)
        team = random.choice((0, institution * 10 + 1, institution * 10 + 2))
        doctor = random.choice((0, institution * 100 + random.randint(1, 4)))
        counts = random.random() < 0.9
        for package in random.choice((("BASIC",), ("BASIC", "CHRONIC"), ("FREE",))):
            units = random.choice((365, 365, random.randint(1, 365)))
            rows.append((institution, team, doctor, member, package, units, counts))
    return rows
