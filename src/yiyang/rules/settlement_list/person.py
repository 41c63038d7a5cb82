"""What fits the patient: sex and age against each diagnosis; the newborn's weight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yiyang.policy.book import Reading
from yiyang.rules.settlement_list.terms import Fault, Paper, moment, whole

SEXES = "settlement_list.sex_ranges"
AGES = "settlement_list.age_ranges"
LIKELY = "settlement_list.age_ranges_likely"
NEWBORN_DAYS = "settlement_list.newborn_days"
WEIGHT = "settlement_list.newborn_weight"
CATEGORY = 3  # characters of an ICD-10 category: P10 of P10.100x001


def person_faults(paper: Paper, reading: Reading) -> Iterator[Fault]:
    """Yield what does not fit the patient's sex, birth and age.

    Source: DIP 3.0 draft 2.2; that only infants have P10 to P15: published rule text.
    """
    admitted, born = moment(paper.setlinfo, "adm_time"), moment(paper.patient, "brdy")
    days = (admitted.date() - born.date()).days if admitted and born else None
    if days is not None and days < 0:
        yield Fault("LIST_BORN_LATER", "patient.brdy")
        return
    yield from _age_told(paper, admitted.date() if admitted else None, born)
    for number, row in enumerate(paper.diseinfo):
        code, where = row.get("diag_code", "").strip(), f"diseinfo.{number}.diag_code"
        yield from _sex(code, where, paper.patient.get("gend", "").strip(), reading)
        if days is not None:
            yield from _age(code, where, days, reading)
    yield from _weight(paper, days, reading)


def _age_told(paper: Paper, day: date | None, born: date | None) -> Iterator[Fault]:
    told = whole(paper.patient, "age")
    if told is None or day is None or born is None:
        return
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if told != years:
        yield Fault("LIST_AGE_DIFFERS", "patient.age", {"years": years})


def _sex(code: str, where: str, sex: str, reading: Reading) -> Iterator[Fault]:
    for row in reading.table(SEXES)["rows"]:
        if row["from"] <= code[:CATEGORY] <= row["to"] and sex in ("1", "2") and sex != row["sex"]:
            yield Fault("LIST_SEX_DIAGNOSIS", where, {"of": code, "sex": f"LIST_SEX_{row['sex']}"})
            return


def _age(code: str, where: str, days: int, reading: Reading) -> Iterator[Fault]:
    for key in (AGES, LIKELY):
        for row in reading.table(key)["rows"]:
            fits = int(row["from_days"]) <= days < int(row["below_days"])
            if row["from"] <= code[:CATEGORY] <= row["to"] and not fits:
                yield Fault("LIST_AGE_DIAGNOSIS", where, {"of": code})
                return


def _weight(paper: Paper, days: int | None, reading: Reading) -> Iterator[Fault]:
    if days is None or not 0 <= days <= reading.integer(NEWBORN_DAYS):
        return
    terms = reading.table(WEIGHT)
    for name in ("nwb_bir_wt", "nwb_adm_wt"):
        grams, where = whole(paper.setlinfo, name), f"setlinfo.{name}"
        if grams is None:
            yield Fault("LIST_WEIGHT_MISSING", where)
        elif not int(terms["least"]) <= grams <= int(terms["most"]):
            params = {"least": terms["least"], "most": terms["most"]}
            yield Fault("LIST_WEIGHT_RANGE", where, params)
        elif grams % int(terms["step"]):
            yield Fault("LIST_WEIGHT_STEP", where, {"step": terms["step"]})
