"""What ``docs/conformance.md`` and the developers' page say was measured, measured here.

Another area adds its lines by a function that returns them, in ``MEASURED``; a line whose test
asserts the number itself (a whole set stored and compared) stands in ``ASSERTED``.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import yaml

from tests.faces.fhir.test_round_trip import SETS
from tests.faces.test_requirements import BULK, SMART, Kit
from tests.record.search.test_search_oracle import COMPARED
from tests.rules.fhir_check.published import (
    MODULES,
    check_body,
    definitions,
    judged_cases,
)
from tests.rules.fhir_check.test_cases import OTHERWISE
from tests.rules.fhir_check.test_fhirpath import otherwise, passed
from tests.rules.fhir_check.test_ips import ASKED, CHANGES, NAMES, official
from yiyang.faces.web.developers.proven import Line, Proven
from yiyang.rules.fhir_check import Asked, check
from yiyang.rules.fhir_check.issues import has_error

CASES = "tests/rules/fhir_check/test_cases.py"
IPS = "tests/rules/fhir_check/test_ips.py"
ROUND_TRIP = "tests/record/test_round_trip.py"
OVER_HTTP = "tests/faces/fhir/test_round_trip.py"
ORACLE = "tests/record/search/test_search_oracle.py"
PROFILES = "tests/rules/subscribing/test_profiles.py"
ASSERTED = (
    Line(
        "往返：官方 R4 示例资源（Parameters 除外）逐一存取，内容不变",
        "Round trip: official R4 examples but Parameters, stored and served as sent",
        371,
        371,
        f"{ROUND_TRIP}::test_every_official_example_comes_back_as_it_was_sent",
    ),
    Line(
        "往返：IPS、TW Core、重庆、BSeR、PCF、BALP 与订阅通知的示例资源经 HTTP 存取，内容不变",
        "Round trip over HTTP: examples of IPS, TW Core, Chongqing, BSeR, PCF, BALP, Backport",
        sum(SETS.values()),
        sum(SETS.values()),
        f"{OVER_HTTP}::test_each_resource_of_a_published_set_comes_back",
    ),
    Line(
        "往返：Synthea 合成老人的资源，逐一存取，内容不变，计数与公布一致",
        "Round trip: resources of Synthea's elders, stored and served, none missing",
        10_520,
        10_520,
        f"{ROUND_TRIP}::test_all_synthetic_elders_are_stored_and_their_counts_agree",
    ),
    Line(
        "往返：MIMIC-IV 住院数据资源，逐一存取，内容不变，计数与公布一致",
        "Round trip: resources of MIMIC-IV's hospital data, stored and served, none missing",
        96_255,
        96_255,
        f"{ROUND_TRIP}::test_hospital_data_is_stored_and_its_counts_agree",
    ),
    Line(
        "检索：与逐条穷举的答案相同（各类参数、修饰符、前缀、链、反向链、组合）",
        "Searches answered as by brute force (every kind, modifier, prefix, chain; docs/search.md)",
        sum(COMPARED.values()),
        sum(COMPARED.values()),
        f"{ORACLE}::test_the_engine_finds_what_brute_force_finds",
    ),
    Line(
        "订阅（R5 Backport）：官方通知示例符合规范，本系统的通知按同一规范检验",
        "Subscriptions R5 Backport: published notifications keep to the profile of ours",
        11,
        11,
        f"{PROFILES}::test_the_published_notifications_keep_to_it_too",
    ),
)

FACE = "tests/faces/fhir"
# What other servers have been seen to do wrong, and the test that would fail here.
TRAPS = {
    "32 threads with one `If-None-Exist` make one resource": (
        f"{FACE}/test_races.py::test_one_condition_asked_by_many_makes_one_resource"
    ),
    "No `urn:uuid` of a transaction is left, in narratives neither": (
        f"{FACE}/test_bundling.py"
        "::test_an_elders_bundle_is_stored_and_every_address_leads_into_the_store"
    ),
    "Pages lose nothing and show nothing twice, with ties and with writes between them": (
        f"{FACE}/test_searching.py"
        "::test_pages_lose_nothing_and_show_nothing_twice_where_all_are_alike"
    ),
    "A day without zone is one in Asia/Shanghai, against moments of any zone": (
        f"{FACE}/test_searching.py::test_a_day_without_zone_is_one_in_shanghai"
    ),
    "An unknown parameter is refused under strict handling, and told of under lenient": (
        f"{FACE}/test_searching.py"
        "::test_an_unknown_parameter_is_refused_under_strict_and_told_of_under_lenient"
    ),
    "What was created is found by the next search, and by what points to it": (
        f"{FACE}/test_searching.py::test_what_was_created_is_found_at_once"
    ),
    "An endpoint down for ten minutes gets every event, in order": (
        "tests/subscriptions/test_delivery.py"
        "::test_an_endpoint_down_for_ten_minutes_gets_every_event_in_order"
    ),
    "`_include`, `_revinclude`, `_has`, chains and totals tell of nobody unseen": (
        f"{FACE}/test_searching.py::test_nothing_of_somebody_unseen_is_shown_or_counted"
    ),
    "`1.00` stays `1.00`: read, version, history, search, `$everything`": (
        f"{FACE}/test_searching.py::test_a_number_comes_back_letter_by_letter_by_every_way"
    ),
    "`1.00` stays `1.00` where a patch changes something else": (
        f"{FACE}/test_writing.py::test_a_patch_changes_what_it_names_and_no_other_number"
    ),
    "`:missing` knows a reference to what is contained, and a concept without a code": (
        "tests/rules/fhir_map/test_indexing.py"
        "::test_a_value_by_which_nothing_is_found_is_there_all_the_same"
    ),
    "A search that nothing narrows is stopped in time, as `too-costly`": (
        "tests/record/search/test_limits.py"
        "::test_whoever_asks_too_much_is_told_so_and_never_that_we_are_broken"
    ),
}


def validator_cases(shared: Path) -> Iterable[Line]:
    """Return a line for each module of the reference validator's cases."""
    judged = list(judged_cases(shared))
    count = Counter(module for module, *_ in judged)
    agreed = Counter(module for module, _, wanted, found in judged if wanted == found)
    for module in MODULES:
        if count[module]:
            yield Line(
                f"HL7 校验用例，{module} 模块：有无错误与参考校验器一致",
                f"HL7 validator cases, module {module}: error or none, as the reference validator",
                agreed[module],
                count[module],
                CASES,
            )


def official_examples(shared: Path) -> Iterable[Line]:
    """Return how many official examples are found without an error, those in error counted."""
    known = definitions(shared)
    with gzip.open(shared / "data/fhir/r4-official-examples-dev.ndjson.gz") as lines:
        verdicts = [has_error(check_body(line, Asked(), known)) for line in lines]
    yield Line(
        "官方 R4 示例：校验无错误（其余被指出错误，多为 example.org 扩展）",
        "Official R4 examples told no error (most others have extensions of example.org)",
        verdicts.count(False),
        len(verdicts),
        CASES,
    )


def summaries(shared: Path) -> Iterable[Line]:
    """Return how the International Patient Summary's documents are judged."""
    known = definitions(shared)
    sound = [not has_error(check(official(shared, name), ASKED, known)) for name in NAMES]
    yield Line(
        "国际患者摘要：官方文档通过",
        "International Patient Summary: official documents accepted",
        sum(sound),
        len(sound),
        IPS,
    )
    refused = []
    for name in NAMES:
        for change in CHANGES.values():
            document = official(shared, name)
            change(document)
            refused.append(has_error(check(document, ASKED, known)))
    yield Line(
        "国际患者摘要：每改坏一处即被拒绝",
        "International Patient Summary: each single fault refused",
        sum(refused),
        len(refused),
        IPS,
    )


def paths(shared: Path) -> Iterable[Line]:
    """Return how far the engine of FHIRPath goes."""
    good, count = passed(shared)
    yield Line(
        "FHIRPath 官方测试（所用引擎）",
        "Official FHIRPath tests (the engine used)",
        good,
        count,
        "tests/rules/fhir_check/test_fhirpath.py",
    )


def kits(shared: Path) -> Iterable[Line]:
    """Return how many demands of a kit on a server a test shows, of those that apply."""
    yield _of_kit(
        SMART,
        shared,
        "SMART App Launch 对服务器的要求（SHALL，适用者）：有测试证明",
        "SMART App Launch: demands on a server (SHALL, where they apply) shown by a test",
    )
    yield _of_kit(
        BULK,
        shared,
        "Bulk Data 2.0 对服务器的要求（SHALL，适用者）：有测试证明",
        "Bulk Data 2.0: demands on a server (SHALL, where they apply) shown by a test",
    )


def _of_kit(kit: Kit, shared: Path, zh: str, en: str) -> Line:
    wanted = kit.required(shared)
    listed = [row for row in kit.rows() for each in row["ids"] if each in wanted]
    shown = sum("tests" in row for row in listed)
    otherwise = sum("otherwise" in row for row in listed)
    return Line(zh, en, shown, shown + otherwise, "tests/faces/test_requirements.py")


MEASURED: tuple[Callable[[Path], Iterable[Line]], ...] = (
    validator_cases,
    official_examples,
    summaries,
    paths,
    kits,
)


@lru_cache(maxsize=1)
def measured(shared: Path) -> tuple[Line, ...]:
    """Return every line, those measured now first."""
    return (*(line for measure in MEASURED for line in measure(shared)), *ASSERTED)


def as_yaml(kept: Proven) -> str:
    """Return the file that the page reads."""
    said = "# Written by tests/docs/test_conformance.py; see faces/web/developers/proven.py.\n"
    lines = [{k: v for k, v in asdict(line).items() if v != ""} for line in kept.lines]
    document = {"on": kept.on, "lines": lines}
    return said + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def as_page(kept: Proven) -> str:
    """Return ``docs/conformance.md``."""
    rows = [f"| {one.en} | {one.passed} | {one.of} | `{one.test}` |" for one in kept.lines]
    return "\n".join(
        [
            "# Conformance",
            "",
            f"Measured on {kept.on} with the published sets in `../shared/data/fhir`. At every run",
            "`tests/docs/test_conformance.py` sees that no line says more than is measured, and",
            "writes the table anew under `YIYANG_CONFORMANCE=write`.",
            "",
            "| what | right | of | test |",
            "|---|---|---|---|",
            *rows,
            "",
            "## Known traps of other servers",
            "",
            "| trap | test |",
            "|---|---|",
            *(f"| {trap} | `{test}` |" for trap, test in TRAPS.items()),
            "",
            "## What comes out otherwise, and why",
            "",
            "The validator asks invariants of the FHIRPath engine, and nothing else. The official",
            "suite wants more:",
            "",
            "| FHIRPath tests | why |",
            "|---|---|",
            *(f"| {_groups(one['groups'])} | {one['why']} |" for one in otherwise().values()),
            "",
            "| validator case | why |",
            "|---|---|",
            *(f"| `{name}` | {why} |" for name, why in OTHERWISE.items()),
            "",
            "What the validator leaves out stands in `docs/decisions/215-validator-of-our-own.md`.",
            "",
        ]
    )


def _groups(groups: dict[str, int]) -> str:
    told = ", ".join(f"{name} {count}" for name, count in groups.items())
    return f"{sum(groups.values())}: {told}"
