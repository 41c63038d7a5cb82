"""Names of the national insurance interface: numbers of transactions, fields, codes.

Source: field lists of interfaces 1101, 2206, 2207, 2303, 2304, 2208, 2305, 2601, 3201, 3202 and
2501A of the national insurance platform, as far as they are published.
"""

from __future__ import annotations

from yiyang.kernel.money import yuan_from_fen
from yiyang.rules.adjudication import terms
from yiyang.rules.cross_region.terms import Split

ELIGIBILITY, PRESETTLE, SETTLE, REVERSE = "ELIGIBILITY", "PRESETTLE", "SETTLE", "REVERSE"
RECONCILE, CLEAR, ADVANCE, UNDO = "RECONCILE", "CLEAR", "ADVANCE", "UNDO"
INPATIENT, HOME_BED = "INPATIENT", "HOME_BED"
MED_TYPES = {"OUTPATIENT": "11", INPATIENT: "21", "MAJOR_OUTPATIENT": "14", HOME_BED: "71"}
INSUTYPES = {"EMPLOYEE": "310", "RESIDENT": "390"}
CHRGITM_LV = {terms.CLASS_A: "01", terms.CLASS_B: "02", terms.CLASS_C: "03"}
CERTIFICATES = {"CODE": "01", "RESIDENT_ID": "02"}  # mdtrt_cert_type
INFNO = {
    ELIGIBILITY: ("1101", "1101"),
    PRESETTLE: ("2206", "2303"),
    SETTLE: ("2207", "2304"),
    REVERSE: ("2208", "2305"),
    UNDO: ("2601", "2601"),  # 冲正: of a transaction whose answer was lost
    RECONCILE: ("3202", "3202"),
    CLEAR: ("", ""),  # the monthly statement has no published number
    ADVANCE: ("", ""),
}
FIELDS = {
    terms.DEDUCTIBLE: "act_pay_dedc",
    terms.POOL: "hifp_pay",
    terms.SUPPLEMENTARY: "hifob_pay",
    terms.MAJOR_ILLNESS: "hifmi_pay",
    terms.CIVIL_SERVANT: "cvlserv_pay",
    terms.EMPLOYER: "hifes_pay",
    terms.ASSISTANCE: "maf_pay",
    terms.OTHER: "oth_pay",
    terms.GUARANTEE: "oth_pay",
    terms.HOSPITAL: "hosp_part_amt",
    terms.ACCOUNT: "acct_pay",
    terms.FAMILY_ACCOUNT: "acct_mulaid_pay",
    terms.CASH: "psn_cash_pay",
}


def infno(transaction: str, kind: str = "") -> str:
    """Return the number of a transaction; empty where none is published."""
    outpatient, inpatient = INFNO[transaction]
    return inpatient if kind in (INPATIENT, HOME_BED) else outpatient


def header(
    transaction: str, kind: str = "", *, number: str, place: str, home: str, institution: str = ""
) -> dict[str, str]:
    """Return the head of a message in the names of the national interface.

    Args:
        place: code of the node of care; ``home``: of the node of insurance.
    """
    made = {
        "infno": infno(transaction, kind),
        "msgid": number,
        "mdtrtarea_admvs": place,
        "insuplc_admdvs": home,
        "fixmedins_code": institution,
    }
    return {name: value for name, value in made.items() if value}


def sums_of(split: Split) -> dict[str, int]:
    """Return the sums of a split under the names of the output of 2207 and 2304, in fen."""
    return {
        "medfee_sumamt": split.total_fen,
        "inscp_scp_amt": split.in_scope_fen,
        "fund_pay_sumamt": split.fund_fen,
        "psn_part_amt": split.account_fen + split.cash_fen,
        "hosp_part_amt": split.hospital_fen,
    }


def setlinfo(split: Split) -> dict[str, str]:
    """Return a split in the fields of the output of 2207 and 2304, in yuan.

    Two layers of one field are added up; what the institution bears is a sum already.
    """
    fen = sums_of(split)
    for one in split.layers:
        if one.layer != terms.HOSPITAL:
            field = FIELDS[one.layer]
            fen[field] = fen.get(field, 0) + one.fen
    return {name: yuan_from_fen(value) for name, value in fen.items()}
