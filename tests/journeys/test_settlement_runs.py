"""A month prepaid and a year cleared by commands: statements kept, judged by the book, posted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pyarrow as pa
import pytest
from django.db import OperationalError, connection

from tests.analytics.settlement.scenarios import RATE, WEIGHTS, Case, write_cases, write_scenario
from tests.journey import Answered, Journey
from tests.world import make_institution
from yiyang.accounts.models import Entry
from yiyang.accounts.selectors import balance
from yiyang.analytics import grouping
from yiyang.analytics.grouping.pack_files import read_pack
from yiyang.analytics.grouping.writing import Writer
from yiyang.analytics.settlement import running
from yiyang.budgets import services
from yiyang.budgets.models import SettlementRun, Statement
from yiyang.budgets.services import posting
from yiyang.faces.cli.packs_of_cases import GroupedBy, pack_of
from yiyang.faces.cli.shell import BadInput
from yiyang.network.models import Institution

GROUPED = RATE.replace('scheme = "rate"', 'scheme = "rate"\ngroups = "DRG"')
FUND = ("--fund", "EMPLOYEE_POOL")


class Insurer:
    """An analyst with a scenario, two hospitals and a folder."""

    def __init__(self, journey: Journey, folder: Path) -> None:
        self.journey, self.folder = journey, folder
        self.one = make_institution("HOSPITAL", level=3)
        self.two = make_institution("HOSPITAL", level=2)
        self.number = 0

    def settle(self, cases: Sequence[Case], *options: str, text: str = GROUPED) -> Answered:
        self.number += 1
        folder = self.folder / str(self.number)
        scenario = write_scenario(folder, text, WEIGHTS)
        file = write_cases(folder / "cases.csv", cases)
        words = ("settle", str(scenario), "--cases", str(file), "--out", str(folder / "out"))
        return self.journey.command(*words, "--json", *options)

    def clear(self, *words: str) -> Any:
        answered = self.journey.command("clearing", *words, "--json")
        assert answered.exit_code == 0, answered.err
        return answered.json

    def case(self, institution: Institution, **columns: str) -> dict[str, str]:
        return {"institution": institution.code, "cost": "15000", **columns}


@pytest.fixture
def insurer(journey: Journey, tmp_path: Path) -> Insurer:
    return Insurer(journey, tmp_path)


CLEARING = '[clearing]\nprepay = "0.95"\n'


@pytest.mark.clause("SM-6.15", "payment.judge_run")
def test_months_are_prepaid_and_the_year_is_cleared_to_the_fen(insurer: Insurer) -> None:
    one, two = insurer.one, insurer.two
    month = [insurer.case(one, patient_paid="2000"), insurer.case(two, drg="BB1")]
    kept = insurer.settle(month, "--keep", "2025-03", *FUND, text=GROUPED + CLEARING)
    assert kept.exit_code == 0, kept.err
    run = kept.json["kept"]["run"]
    insurer.clear("post", str(run))
    ahead = [balance(f"ADVANCE:{each.pk}") for each in (one, two)]
    assert ahead == [1_710_000, 475_000]  # 95 percent of 18,000 and of 5,000
    year = [*month, insurer.case(one), insurer.case(two, drg="ZZ9")]
    text = GROUPED + CLEARING
    kept = insurer.settle(year, "--keep", "2025", *FUND, "--eligible", "60000", text=text)
    document = insurer.clear("post", str(kept.json["kept"]["run"]))
    assert document["left_out"] == {"NO_WEIGHT": 1}
    assert document["judged"]["grouped_percent"] == "71.67"  # 43,000 of 60,000
    assert document["judged"]["meets_target"] is True
    assert [row["rest"] for row in document["statements"]] == ["20900.00", "250.00"]
    assert [balance(f"ADVANCE:{each.pk}") for each in (one, two)] == [0, 0]
    due = [balance(f"INSTITUTION:{each.pk}") for each in (one, two)]
    assert due == [3_800_000, 500_000]
    assert balance("PAYER:EMPLOYEE_POOL") == -sum(due)
    decision = insurer.journey.decision_of("payment.judge_run", subject_kind="settlement_run")
    assert decision.result["accepted"] and "SM-6.15" in decision.clauses


def test_a_withdrawn_run_is_posted_back_and_a_counted_month_stays(insurer: Insurer) -> None:
    cases = [insurer.case(insurer.one)]
    month = insurer.settle(cases, "--keep", "2025-12", *FUND).json["kept"]["run"]
    insurer.clear("post", str(month))
    year = insurer.settle(cases, "--keep", "2025", *FUND).json["kept"]["run"]
    insurer.clear("post", str(year))
    refused = insurer.journey.command("clearing", "withdraw", str(month), "--reason", "error")
    assert refused.exit_code == 3
    assert SettlementRun.objects.get(pk=month).state == "POSTED"
    insurer.clear("withdraw", str(year), "--reason", "error")
    assert balance(f"INSTITUTION:{insurer.one.pk}") == 0
    assert balance(f"ADVANCE:{insurer.one.pk}") == 2_000_000
    insurer.clear("withdraw", str(month), "--reason", "error")
    assert balance("PAYER:EMPLOYEE_POOL") == 0


def test_who_was_paid_ahead_and_has_no_discharge_in_the_year_pays_it_back(
    insurer: Insurer,
) -> None:
    one, two = insurer.one, insurer.two
    month = [insurer.case(one), insurer.case(two)]
    run = insurer.settle(month, "--keep", "2025-03", *FUND).json["kept"]["run"]
    insurer.clear("post", str(run))
    year = insurer.settle(month[:1], "--keep", "2025", *FUND).json["kept"]["run"]
    document = insurer.clear("post", str(year))
    assert [row["rest"] for row in document["statements"]] == ["0.00", "-20000.00"]
    assert [balance(f"ADVANCE:{each.pk}") for each in (one, two)] == [0, 0]
    assert balance("PAYER:EMPLOYEE_POOL") == -balance(f"INSTITUTION:{one.pk}") == -2_000_000


def test_a_year_and_its_months_are_kept_and_posted_one_at_a_time(insurer: Insurer) -> None:
    insurer.settle([insurer.case(insurer.one)], "--keep", "2025-03", *FUND)
    beside = connection.copy()
    with beside.cursor() as cursor:
        for year, is_free in (("2025", False), ("2024", True)):
            name = f"settlement 310106 EMPLOYEE_POOL {year}"
            cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
            assert cursor.fetchone() == (is_free,)
    beside.close()


def test_what_claims_have_posted_is_not_paid_again(insurer: Insurer) -> None:
    cases = [
        insurer.case(insurer.one, cost="15000", patient_paid="1000"),
        insurer.case(insurer.two, cost="30000"),
    ]
    kept = insurer.settle(cases, "--keep", "2025", *FUND, "--ledger-posted")
    insurer.clear("post", str(kept.json["kept"]["run"]))
    due = [balance(f"INSTITUTION:{each.pk}") for each in (insurer.one, insurer.two)]
    assert due == [500_000, -1_000_000]  # 19,000 less 14,000; 20,000 less 30,000


@pytest.mark.parametrize(
    ("text", "cases", "code"),
    [
        (GROUPED + '[clearing]\nprepay = "0.94"\n', [{}], "RUN_HOLDS_BACK_TOO_MUCH"),
        (GROUPED + '[special]\nmost = "1"\n', [{"special": "1"}, {}], "RUN_TOO_MANY_SPECIAL"),
    ],
)
def test_a_run_against_the_law_is_kept_and_not_posted(
    insurer: Insurer, text: str, cases: list[dict[str, str]], code: str
) -> None:
    rows = [insurer.case(insurer.one, **each) for each in cases]
    kept = insurer.settle(rows, "--keep", "2025-03", *FUND, text=text).json["kept"]
    assert [each["code"] for each in kept["reasons"]] == [code]
    refused = insurer.journey.command("clearing", "post", str(kept["run"]))
    assert refused.exit_code == 3
    assert SettlementRun.objects.get().state == "KEPT" and not Entry.objects.exists()


def test_nothing_is_kept_of_an_unknown_institution_or_twice_or_as_a_trial_posted(
    insurer: Insurer,
) -> None:
    cases = [insurer.case(insurer.one), {"institution": "NOWHERE", "cost": "1"}]
    refused = insurer.settle(cases, "--keep", "2025", *FUND)
    assert refused.exit_code == 2 and "NOWHERE" in refused.err
    assert not Statement.objects.exists() and not (insurer.folder / "1" / "out").exists()
    assert insurer.settle(cases[:1], "--keep", "2025", *FUND, "--trial").exit_code == 0
    again = insurer.settle(cases[:1], "--keep", "2025", *FUND, "--trial")
    assert again.exit_code == 3
    run = SettlementRun.objects.get()
    assert insurer.journey.command("clearing", "post", str(run.pk)).exit_code == 3
    assert SettlementRun.objects.get().state == "KEPT"


def test_what_cannot_be_kept_stands_on_disk_and_the_same_command_goes_on(
    insurer: Insurer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [insurer.case(insurer.one)]
    scenario = write_scenario(insurer.folder, GROUPED, WEIGHTS)
    file, out = write_cases(insurer.folder / "cases.csv", cases), insurer.folder / "out"
    words = ("settle", str(scenario), "--cases", str(file), "--out", str(out), "--json")
    words += ("--keep", "2025", *FUND)
    with monkeypatch.context() as broken:
        away = OperationalError("the server went away")
        broken.setattr(services, "keep_run", Mock(side_effect=away))
        with pytest.raises(OperationalError):
            insurer.journey.command(*words)
    stands = insurer.folder / ".out.unfinished"
    assert not out.exists() and not SettlementRun.objects.exists()
    assert (stands / "made" / "statements.csv").read_text().count("20000.00") > 0
    reckoned = Mock(side_effect=AssertionError("it stands already"))
    monkeypatch.setattr(running, "settle", reckoned)
    again = insurer.journey.command(*words)
    assert again.exit_code == 0 and "going on" in again.err
    assert SettlementRun.objects.get().fee_fen == 2_000_000
    assert (out / "statements.csv").is_file() and not stands.exists()


@pytest.mark.parametrize("period", ["2025-13", "25", "2025-3", "0000"])
def test_a_period_that_is_none_is_refused(insurer: Insurer, period: str) -> None:
    refused = insurer.settle([insurer.case(insurer.one)], "--keep", period, *FUND)
    assert refused.exit_code == 2 and not SettlementRun.objects.exists()


def test_words_that_are_too_long_to_keep_are_refused_and_change_nothing(
    insurer: Insurer,
) -> None:
    cases = [insurer.case(insurer.one)]
    text = GROUPED.replace('source = "', f'source = "{"x" * 300}')
    assert insurer.settle(cases, "--keep", "2025", *FUND, text=text).exit_code == 2
    assert not SettlementRun.objects.exists()
    run = insurer.settle(cases, "--keep", "2025", *FUND).json["kept"]["run"]
    words = ("clearing", "withdraw", str(run), "--reason", "x" * 301)
    assert insurer.journey.command(*words).exit_code == 2
    assert SettlementRun.objects.get().state == "KEPT"


def test_two_runs_of_a_period_posted_at_one_moment_leave_one(
    insurer: Insurer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [insurer.case(insurer.one)]
    first = insurer.settle(cases, "--keep", "2025", *FUND).json["kept"]["run"]
    other = insurer.settle([*cases, *cases], "--keep", "2025", *FUND).json["kept"]["run"]
    insurer.clear("post", str(first))
    monkeypatch.setattr(posting, "_refuse", lambda run: None)  # it asked before the first stood
    assert insurer.journey.command("clearing", "post", str(other)).exit_code == 3
    assert SettlementRun.objects.get(pk=other).state == "KEPT"
    assert Entry.objects.count() == 1


def test_a_run_keeps_the_pack_that_grouped_it_and_refuses_another(
    insurer: Insurer, tmp_path: Path
) -> None:
    pack = Path(grouping.__file__).with_name("packs") / "demo"
    words = ("--keep", "2025-03", *FUND, "--pack")
    kept = insurer.settle([insurer.case(insurer.one)], *words, str(pack))
    assert kept.exit_code == 0, kept.err
    run = SettlementRun.objects.get(pk=kept.json["kept"]["run"])
    known = read_pack(pack)
    assert (run.pack, run.pack_digest) == (f"{known.name} {known.version}", known.digest)
    file = tmp_path / "cases.parquet"
    with Writer(file, {b"yiyang_pack": b"other 1", b"yiyang_pack_digest": b"0" * 64}) as writer:
        writer.write(pa.RecordBatch.from_pydict({"id": ["1"]}))
    assert pack_of(file, None) == GroupedBy("other 1", "0" * 64)
    with pytest.raises(BadInput, match="another digest"):
        pack_of(file, pack)


def test_a_group_longer_than_is_kept_is_told_with_its_place(insurer: Insurer) -> None:
    long = "A" * 81
    case = insurer.case(insurer.one, drg=long)
    text = GROUPED + "by_item = {not_grouped = true}\n"
    refused = insurer.settle([case], "--keep", "2025-03", *FUND, text=text)
    assert refused.exit_code == 2
    assert f"institution {insurer.one.code}, group {long}" in refused.err
    assert not SettlementRun.objects.exists()
    assert insurer.settle([case], text=text).exit_code == 0  # settled it can be
