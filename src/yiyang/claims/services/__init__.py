"""Claims received, settled, paid, taken back and corrected; who is insured."""

from yiyang.claims.services.away import preview_claim, settle_as_told
from yiyang.claims.services.care import CareDone, claim_care
from yiyang.claims.services.covers import AccountCredit, InsuredAs, credit_account, insure
from yiyang.claims.services.paying import pay_claim
from yiyang.claims.services.receiving import Asked, AskedLine, receive_claim
from yiyang.claims.services.reversing import correct_claim, reverse_claim
from yiyang.claims.services.settling import settle_claim
from yiyang.claims.services.visits import settle_visit

__all__ = [
    "AccountCredit",
    "Asked",
    "AskedLine",
    "CareDone",
    "InsuredAs",
    "claim_care",
    "correct_claim",
    "credit_account",
    "insure",
    "pay_claim",
    "preview_claim",
    "receive_claim",
    "reverse_claim",
    "settle_as_told",
    "settle_claim",
    "settle_visit",
]
