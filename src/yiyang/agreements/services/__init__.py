"""Making and ending agreements, and keeping the registry's standing in step with them."""

from yiyang.agreements.services.agreements import (
    AgreementOver,
    ItemTerms,
    NotAccepted,
    PartyTerms,
    Terms,
    create_agreement,
    end_agreement,
)
from yiyang.agreements.services.contract_signing import (
    AnotherDocument,
    NotAParty,
    ReasonMissing,
    SignedAlready,
    VersionNotWaiting,
    close_expired,
    decline_version,
    sign_version,
)
from yiyang.agreements.services.contracts import (
    Content,
    ContractRefused,
    Draft,
    NotInForceNow,
    RenewedAlready,
    WaitsForSignatures,
    propose_amendment,
    propose_contract,
)
from yiyang.agreements.services.duties import recheck_preferences, review_duties
from yiyang.agreements.services.members import AlreadySigned, sign_member
from yiyang.agreements.services.practice import (
    NotEligible,
    PracticeRefused,
    decide_eligibility,
    decide_practice,
    register_family_doctor,
    register_practice_place,
    require_practice,
)
from yiyang.agreements.services.registry import (
    change_registered_institution,
    register_in_network,
)
from yiyang.agreements.services.standing import classify_medical_ways
from yiyang.agreements.services.telling import remind_of_endings

__all__ = [
    "AgreementOver",
    "AlreadySigned",
    "AnotherDocument",
    "Content",
    "ContractRefused",
    "Draft",
    "ItemTerms",
    "NotAParty",
    "NotAccepted",
    "NotEligible",
    "NotInForceNow",
    "PartyTerms",
    "PracticeRefused",
    "ReasonMissing",
    "RenewedAlready",
    "SignedAlready",
    "Terms",
    "VersionNotWaiting",
    "WaitsForSignatures",
    "change_registered_institution",
    "classify_medical_ways",
    "close_expired",
    "create_agreement",
    "decide_eligibility",
    "decide_practice",
    "decline_version",
    "end_agreement",
    "propose_amendment",
    "propose_contract",
    "recheck_preferences",
    "register_family_doctor",
    "register_in_network",
    "register_practice_place",
    "remind_of_endings",
    "require_practice",
    "review_duties",
    "sign_member",
    "sign_version",
]
