"""An app acts for a person only while their consent to it is in force."""

from __future__ import annotations

from datetime import datetime

from yiyang.access.models import Grant
from yiyang.clients.models import Authorisation, Token
from yiyang.clients.selectors import spoken_for, token_kept
from yiyang.consents.selectors import client_consent


def may_act(allowed: Authorisation, at: datetime) -> bool:
    """Tell whether the person for whom an app acts consents to it now, to the whole record.

    What staff allow an app is theirs to allow: it sees what they may see.  An app that learns
    only who its user is acts for nobody's record.
    """
    person_id = spoken_for(allowed)
    if person_id is None or not opens_record(allowed):
        return True
    consent = client_consent(person_id, allowed.client.client_id, at)
    return consent is not None and consent.scope == Grant.Scope.RECORD


def opens_record(allowed: Authorisation) -> bool:
    """Tell whether any scope of an authorisation opens resources."""
    return any("/" in scope and not scope.startswith("launch/") for scope in allowed.scopes)


def token_consented(token: str, at: datetime) -> Token | None:
    """Return the access token in force of an app that may act now; None: there is none.

    It is kept between requests: to be read, and never written.
    """
    found = token_kept(token, at)
    return found if found is not None and may_act(found.authorisation, at) else None
