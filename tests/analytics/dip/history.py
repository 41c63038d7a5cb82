"""Histories and plans for the tests, written as an analyst would."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

PLAN = """
name = "dip-trial"
version = "1"
title = {zh = "试行", en = "Trial"}
source = "made for a test"
licence = ""
years = {2022 = "1", 2023 = "2", 2024 = "7"}
operation_classes = "classes.dat"
kinds = {"手术" = "SURGICAL", "介入治疗" = "SURGICAL", "治疗性操作" = "THERAPEUTIC", "诊断性操作" = "DIAGNOSTIC"}
"""  # noqa: E501 -- a line of the file
CLASSES = """36.0700 介入治疗
00.2400 诊断性操作
88.5500 诊断性操作
47.0100 手术
96.7200 治疗性操作
45.2300 诊断性操作
"""
COLUMNS = (
    "id", "year", "sex", "age", "age_days", "birth_weight_g", "dx", "px", "cost", "los",
    "discharge_way",
)  # fmt: skip
Stay = Mapping[str, str]


def write_plan(folder: Path, text: str = PLAN, classes: str = CLASSES) -> Path:
    """Write a plan with its list of operations; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "classes.dat").write_text(classes, encoding="utf-8")
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def write_history(path: Path, stays: Sequence[Stay]) -> Path:
    """Write discharges; a missing id becomes their number, a missing year 2024."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS, restval="")
        writer.writeheader()
        for number, each in enumerate(stays):
            usual = {"id": f"C{number:05}", "year": "2024", "sex": "1", "age": "60", "los": "5"}
            writer.writerow({**usual, **each})
    return path


def some(number: int, dx: str, px: str, cost: str, **more: str) -> list[Stay]:
    """Return so many discharges alike."""
    return [{"dx": dx, "px": px, "cost": cost, **more}] * number
