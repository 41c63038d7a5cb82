"""Making and ending agreements, and keeping the registry's standing in step with them."""

from yiyang.agreements.services.agreements import (
    ItemTerms,
    NotAccepted,
    PartyTerms,
    Terms,
    create_agreement,
    end_agreement,
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

__all__ = [
    "AlreadySigned",
    "ItemTerms",
    "NotAccepted",
    "NotEligible",
    "PartyTerms",
    "PracticeRefused",
    "Terms",
    "change_registered_institution",
    "classify_medical_ways",
    "create_agreement",
    "decide_eligibility",
    "decide_practice",
    "end_agreement",
    "recheck_preferences",
    "register_family_doctor",
    "register_in_network",
    "register_practice_place",
    "require_practice",
    "review_duties",
    "sign_member",
]
