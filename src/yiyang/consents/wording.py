"""The sentence that a consent is: by its version, so that what was signed can be shown again."""

from __future__ import annotations

from yiyang.clients.models import Client
from yiyang.consents.models import Consent
from yiyang.kernel.messages import Message, Text
from yiyang.people.models import Relative

EVERYBODY = "CONSENT_EVERYBODY_NAMED"


def wording_of(consent: Consent) -> dict[str, Message]:
    """Return the text of a consent in each language: names of institutions differ."""
    code = f"CONSENT_TEXT_{consent.text_version}_{consent.kind}"
    named = grantee_of(consent)
    return {
        language: Message(
            code, {"grantee": named.in_language(language), "person": consent.person.name}
        )
        for language in ("zh", "en")
    }


def grantee_of(consent: Consent) -> Text:
    """Return the name of who may see or may not; a relative as the person knows them."""
    if consent.grantee_institution is not None:
        institution = consent.grantee_institution
        return Text(zh=institution.name_zh, en=institution.name_en)
    if consent.grantee_account is not None:
        known = Relative.objects.filter(
            person=consent.person_id, account=consent.grantee_account_id
        )
        name = known.order_by("pk").values_list("name", flat=True).first()
        name = name or consent.grantee_account.first_name or consent.grantee_account.username
        return Text(zh=name, en=name)
    app = Client.objects.filter(client_id=consent.grantee_client).first()
    if app is not None:
        return Text(zh=app.name_zh, en=app.name_en)
    name = consent.grantee_client or EVERYBODY
    return Text(zh=name, en=name)
