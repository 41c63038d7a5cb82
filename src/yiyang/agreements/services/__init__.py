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
from yiyang.agreements.services.registry import (
    change_registered_institution,
    register_in_network,
)
from yiyang.agreements.services.standing import classify_medical_ways

__all__ = [
    "AlreadySigned",
    "ItemTerms",
    "NotAccepted",
    "PartyTerms",
    "Terms",
    "change_registered_institution",
    "classify_medical_ways",
    "create_agreement",
    "end_agreement",
    "recheck_preferences",
    "register_in_network",
    "review_duties",
    "sign_member",
]
