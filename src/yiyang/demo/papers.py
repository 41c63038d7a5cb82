"""What the agreements of the demonstration say: packages with price and shares, and papers.

Every agreement has its packages as they would be signed; those of the doctor with the shown
sign-in have their paper too.  To print one takes longer than to store a thousand.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import connection
from psycopg.types.json import Jsonb

from yiyang.access.models import Assignment
from yiyang.agreements.models import Agreement, Member
from yiyang.audit.services import PROGRAM
from yiyang.decisions.services import read_book
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.documents.services import keep_document
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.fees import bearers
from yiyang.rules.packages import packages
from yiyang.signing.models import Draft, DraftMember
from yiyang.signing.paper import printed
from yiyang.signing.setting import paper_of

ITEMS = """
insert into agreements_item (agreement_id, code, quantity, unit, price_fen, shares, is_duty)
select m.agreement_id, p.code, count(*), 'PERSON_YEAR',
       (t.terms ->> 'price_fen')::bigint, t.terms -> 'shares', false
from agreements_member m
join agreements_agreement a on a.id = m.agreement_id and a.kind = 'FAMILY_DOCTOR'
cross join unnest(m.packages) as p (code)
join jsonb_each(%(terms)s) as t (code, terms) on t.code = p.code
where m.slot = 'FAMILY_DOCTOR'
  and not exists (select from agreements_item i where i.agreement_id = m.agreement_id)
group by m.agreement_id, p.code, t.terms
"""


def store_papers(district: District, progress: Progress) -> None:
    """Store the packages of every agreement, and the papers of the shown doctor's people."""
    reading = read_book(district.plan.at.astimezone(CHINA).date())
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, {"terms": Jsonb(_terms(reading))})
        progress("item", cursor.rowcount)
    for member in _shown_members():
        _print(member, district, reading)
        progress("document", 1)


def _terms(reading: Reading) -> dict[str, dict[str, object]]:
    return {
        code: {
            "price_fen": package.price_fen,
            "shares": {one.payer: one.parts for one in bearers(package, reading)},
        }
        for code, package in packages(reading).items()
    }


def _shown_members() -> list[Member]:
    shown = Assignment.objects.filter(account__username="family_doctor").values("account")
    rows = Member.objects.filter(
        slot=Member.Slot.FAMILY_DOCTOR,
        practitioner__account__in=shown,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__document=None,
    )
    rows = rows.select_related("agreement", "person", "practitioner", "institution", "team")
    return list(rows.order_by("pk")[: quantity("agreements.papers")])


def _print(member: Member, district: District, reading: Reading) -> None:
    """Print an agreement as its draft would have been, and keep it as the one that was signed."""
    agreement = member.agreement
    since, until = agreement.span.lower, agreement.span.upper
    draft = Draft(
        pk=agreement.pk, form=agreement.form, since=since, until=until,
        years=until.year - since.year, institution=member.institution,
        practitioner=member.practitioner, team=member.team, asker="OWN",
    )  # fmt: skip
    signed = DraftMember(person=member.person, packages=member.packages, signer="SELF")
    paper = replace(paper_of(draft, [signed], reading), number=agreement.number)
    agreement.document = keep_document(
        body=printed(paper),
        name=f"{agreement.number}.pdf",
        person_id=member.person_id,
        institution_id=member.institution_id,
        by=PROGRAM,
        at=agreement.signed_at or district.plan.at,
    )
    agreement.save(update_fields=["document"])
