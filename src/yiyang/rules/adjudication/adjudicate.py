"""The layers of a claim in their order; each yuan names the line of the book that moved it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from yiyang.kernel.money import mul_div_up
from yiyang.policy.book import Reading
from yiyang.rules.adjudication.lines import HUNDRED, percent_of, split_line
from yiyang.rules.adjudication.rows import row_for
from yiyang.rules.adjudication.terms import (
    ACCOUNT,
    ASSISTANCE,
    CASH,
    CIVIL_SERVANT,
    DEDUCTIBLE,
    EMPLOYER,
    FAMILY_ACCOUNT,
    FUNDS,
    GUARANTEE,
    HOSPITAL,
    MAJOR_ILLNESS,
    OTHER,
    POOL,
    SUPPLEMENTARY,
    Adjudicated,
    Claim,
    Layer,
    LineSplit,
)
from yiyang.rules.registry import rule

ABOVE_CAP = "adjudication.above_cap_percent"
MAJOR, HELP = "adjudication.major_illness_percent", "adjudication.assistance_percent"
FILING, CONTINUES = "adjudication.filing_percent", "adjudication.referral_continues_deductible"
CUT, CUT_KINDS = "insurance.without_referral_cut", "adjudication.without_referral_kinds"
FIRST_CONTACT = "insurance.first_contact_levels"
COMBINATION = "insurance.combination_counts_as_referral"
EPIDEMIC = "adjudication.epidemic_diagnoses"
RIGHT, REST = "claim.insured", "claim"  # layers that the claim decides, no line of the book
RIGHTS_AND_REST = frozenset({RIGHT, REST})
EMPLOYEE, LOW_INCOME, LOCAL = "EMPLOYEE", "LOW_INCOME", "LOCAL"
DEDUCTIBLES = {  # each insurance by its own act
    EMPLOYEE: "adjudication.deductible",
    "RESIDENT": "adjudication.resident_deductible",
}
SHARES = {
    EMPLOYEE: "adjudication.fund_share",
    "RESIDENT": "adjudication.resident_fund_share",
}
CAPS = {EMPLOYEE: "adjudication.pool_cap", "RESIDENT": "adjudication.resident_pool_cap"}
ALL = Decimal(100)


@rule("adjudication.adjudicate")
def adjudicate(claim: Claim, reading: Reading) -> Adjudicated:
    """Take a claim apart into what each fund bears and what is the person's.

    Raises:
        NotInForce: the book has no deductible, share or cap for such a claim.

    Source: SM-6.14 (the layers in their order), HZ-16 (with and without a referral), YRD-5
    (kinds of filing), JA-2.3.4 (designated institutions).
    """
    lines = tuple(split_line(line) for line in claim.lines)
    scope = sum(line.in_scope_fen for line in lines)
    total = sum(line.fen for line in claim.lines)
    hospital = sum(line.hospital_fen for line in lines)
    working = _Working(claim, reading, scope if claim.is_designated else 0)
    if not claim.is_designated:
        working.reasons.append("CLAIM_NOT_DESIGNATED")
    elif scope:
        working.bear_deductible()
        working.bear_pool()
        working.bear_above()
        working.bear_rights()
    working.bear_own(total - hospital)
    return working.result(total, hospital, lines)


class _Working:
    """One claim under way: ``left`` is what nobody has borne yet of what is in scope."""

    def __init__(self, claim: Claim, reading: Reading, scope: int) -> None:
        self.claim = claim
        self.reading = reading
        self.left = scope
        self.layers: list[Layer] = []
        self.reasons: list[str] = []
        self.accumulated = claim.accumulated
        self.deductible = 0
        self.above_cap = 0

    def bear(self, layer: str, base: int, percent: Decimal, key: str) -> int:
        """Let a layer bear a percentage of a base, no more than is left."""
        fen = min(percent_of(base, percent), self.left)
        if fen:
            self.layers.append(Layer(layer, fen, base, percent, key))
            self.left -= fen
        return fen

    def bear_deductible(self) -> None:
        """Count what is still owed to the deductible; it stays the person's."""
        claim, counted = self.claim, self.accumulated
        key = DEDUCTIBLES[claim.insured.insurance]
        whole = int(row_for(key, claim, self.reading)["fen"])
        before = counted.deductible_fen
        if claim.is_referred and counted.episode_fen and self.reading.flag(CONTINUES):
            before += counted.episode_fen
            self.reasons.append("CLAIM_DEDUCTIBLE_CONTINUES")
        owed = min(max(whole - before, 0), self.left)
        self.deductible = owed
        if owed:
            self.layers.append(Layer(DEDUCTIBLE, owed, owed, ALL, key))
        self.accumulated = replace(counted, deductible_fen=counted.deductible_fen + owed)

    def bear_pool(self) -> None:
        """Let the pooled fund bear its share, up to what its cap leaves in the year."""
        base = self.left - self.deductible
        percent = self._percent()
        insurance = self.claim.insured.insurance
        cap = int(self.reading.table(CAPS[insurance])[insurance])
        room = max(cap - self.accumulated.pool_fen, 0)
        if percent_of(base, percent) > room:
            numerator, denominator = percent.as_integer_ratio()
            inside = min(mul_div_up(room, denominator * HUNDRED, numerator), base)
            self.above_cap, base = base - inside, inside
            self.reasons.append("CLAIM_ABOVE_CAP")
        wanted = min(percent_of(base, percent), room)
        if wanted:
            self.layers.append(Layer(POOL, wanted, base, percent, SHARES[insurance]))
            self.left -= wanted
        self.accumulated = replace(self.accumulated, pool_fen=self.accumulated.pool_fen + wanted)

    def _percent(self) -> Decimal:
        """Return the fund's share in percent, after the referral and the filing."""
        claim, reading = self.claim, self.reading
        percent = Decimal(row_for(SHARES[claim.insured.insurance], claim, reading)["percent"])
        if claim.filing != LOCAL:
            percent = percent * Decimal(reading.table(FILING)[claim.filing]) / HUNDRED
            self.reasons.append(f"CLAIM_FILED_{claim.filing}")
        elif self._wants_referral():
            if claim.is_referred:
                self.reasons.append("CLAIM_REFERRED")
            elif claim.in_combination and reading.flag(COMBINATION):
                self.reasons.append("CLAIM_COMBINATION")
            else:
                percent = max(percent - reading.decimal(CUT), Decimal(0))
                self.reasons.append("CLAIM_NOT_REFERRED")
        return percent

    def _wants_referral(self) -> bool:
        claim, reading = self.claim, self.reading
        return (
            claim.kind in reading.codes(CUT_KINDS)
            and not claim.is_emergency
            and str(claim.level) not in reading.codes(FIRST_CONTACT)
        )

    def bear_above(self) -> None:
        """Let the funds above the pool bear theirs: above the cap, or of a major illness."""
        insured = self.claim.insured
        if insured.insurance == EMPLOYEE:
            share = Decimal(self.reading.table(ABOVE_CAP)[EMPLOYEE])
            self.bear(SUPPLEMENTARY, self.above_cap, share, ABOVE_CAP)
        elif self.claim.major_illness:
            category = LOW_INCOME if insured.assistance == LOW_INCOME else "OTHERS"
            share = Decimal(self.reading.table(MAJOR)[category])
            self.bear(MAJOR_ILLNESS, self.left, share, MAJOR)

    def bear_rights(self) -> None:
        """Let the insured's rights and medical assistance bear of what is left, in their order."""
        insured = self.claim.insured
        rights = {right.layer: right.percent for right in insured.top_ups}
        for layer in (CIVIL_SERVANT, EMPLOYER):
            self.bear(layer, self.left, rights.get(layer, Decimal(0)), RIGHT)
        if insured.assistance:
            share = Decimal(self.reading.table(HELP)[insured.assistance])
            self.bear(ASSISTANCE, self.left, share, HELP)
        self.bear(OTHER, self.left, rights.get(OTHER, Decimal(0)), RIGHT)

    def bear_own(self, total: int) -> None:
        """Leave the rest to the person: the accounts first, then cash.

        In a declared epidemic public money bears the rest: the person is treated first, and
        nothing is asked of them.
        """
        own = total - sum(one.fen for one in self.layers if one.layer in FUNDS)
        if own and self._is_guaranteed():
            self.layers.append(Layer(GUARANTEE, own, own, ALL, EPIDEMIC))
            self.reasons.append("CLAIM_EPIDEMIC")
            return
        insured = self.claim.insured
        for layer, held in (
            (ACCOUNT, insured.account_fen),
            (FAMILY_ACCOUNT, insured.family_account_fen),
        ):
            fen = min(own, held) if self.claim.is_designated else 0
            if fen:
                self.layers.append(Layer(layer, fen, own, ALL, RIGHT))
                own -= fen
        if own:
            self.layers.append(Layer(CASH, own, own, ALL, REST))

    def _is_guaranteed(self) -> bool:
        code = self.claim.diagnosis
        declared = self.reading.codes(EPIDEMIC) if code and self.claim.is_designated else ()
        return any(code.startswith(one) for one in declared)

    def result(self, total: int, hospital: int, lines: tuple[LineSplit, ...]) -> Adjudicated:
        """Return the claim taken apart."""
        if hospital:
            self.layers.append(Layer(HOSPITAL, hospital, hospital, ALL, REST))
        fund = sum(one.fen for one in self.layers if one.layer in FUNDS)
        return Adjudicated(
            total_fen=total,
            in_scope_fen=sum(line.in_scope_fen for line in lines),
            fund_fen=fund,
            person_fen=total - hospital - fund,
            lines=lines,
            layers=tuple(self.layers),
            accumulated=self.accumulated,
            reasons=tuple(self.reasons),
            hospital_fen=hospital,
        )
