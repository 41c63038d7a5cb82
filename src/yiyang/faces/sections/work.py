"""Pages of the section 'Work'."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power
from yiyang.faces.sections.items import Item, Section

SECTION = Section(
    _("Work"),
    (
        Item(Power.SEE_OWN, "my_page", _("My page"), _("Your own record and applications")),
        Item(
            Power.SIGN_OWN,
            "signing_mine",
            _("Family doctor"),
            _("Your agreement with a doctor near you: sign, renew, change"),
        ),
        Item(
            Power.SIGN_PEOPLE,
            "signing_desk",
            _("Signed people"),
            _("Who is signed here, whose term ends, drafts; sign with who is present"),
        ),
        Item(
            Power.SIGN_STAFF,
            "signing_staff",
            _("Our people"),
            _("Sign the people of your organisation with a family doctor, all at once"),
        ),
        Item(
            Power.SIGN_STAFF,
            "signing_forms",
            _("Forms of agreements"),
            _("What the agreements say, in both languages"),
        ),
        Item(
            Power.SIGN_PEOPLE,
            "signing_forms",
            _("Forms of agreements"),
            _("What the agreements say, in both languages"),
        ),
        Item(
            Power.SEE_OWN,
            "notices",
            _("Notices"),
            _("What was sent to you, such as a code to sign with"),
        ),
        Item(
            Power.ANSWER_NOTICE,
            "notices",
            _("Notices"),
            _("What you must know while on duty; answering stops the clock"),
        ),
        Item(
            Power.ANSWER_NOTICE,
            "work",
            _("My work"),
            _("Open tasks of your desk with their deadlines, the overdue ones first"),
            but_not=Power.SEE_OWN,
        ),
        Item(
            Power.COORDINATE,
            "transfer_desk",
            _("Transfer desk"),
            _("Waiting people, offers, holds and what is overdue"),
        ),
        Item(
            Power.REQUEST_TRANSFER,
            "transfer_desk",
            _("Transfers"),
            _("Ask for a bed and follow what becomes of it"),
        ),
        Item(
            Power.ANSWER_OFFER,
            "transfer_desk",
            _("Transfers"),
            _("Offers to answer, people to admit and to send"),
        ),
        Item(
            Power.LEAD_RESPONSE,
            "alarms",
            _("Alarms"),
            _("Days that stand out in the record, cases, exercises"),
        ),
        Item(
            Power.ANSWER_OFFER,
            "pledges",
            _("Asked for beds"),
            _("Beds and staff that a response asks for"),
        ),
        Item(
            Power.JUDGE_IDENTITY,
            "identity_desk",
            _("One person, two records"),
            _("Pairs of records that may be of one person: judge, join, part"),
        ),
        Item(
            Power.PLACE_BATCH,
            "place_waiting",
            _("Batch placement"),
            _("Propose beds for the whole waiting list at once"),
        ),
        Item(
            Power.SEE_PERSON,
            "people",
            _("People"),
            _("Find a person; see their record as far as you may"),
        ),
        Item(
            Power.BREAK_GLASS,
            "emergency",
            _("Emergency access"),
            _("Open a record in an emergency, with a reason"),
        ),
        Item(
            Power.ANSWER_REFERRAL,
            "referrals",
            _("Referrals"),
            _("Referrals to answer, to send and under way, each with its clock"),
        ),
        Item(
            Power.OFFER_SLOTS,
            "clinics",
            _("Clinics and slots"),
            _("Sessions, the share reserved for family doctors, and the queue of the day"),
        ),
        Item(
            Power.DO_WORK,
            "care_desk",
            _("Due today"),
            _("Follow-ups and services that are due for your people, late first"),
        ),
        Item(
            Power.DO_WORK,
            "consultations",
            _("Questions"),
            _("Questions of residents, to be answered in the promised time"),
        ),
        Item(
            Power.PLAN_CARE,
            "care_catalogue",
            _("Service items"),
            _("Items and packages: price, limits, and who may raise a count"),
        ),
        Item(
            Power.DO_WORK,
            "my_visits",
            _("Today's visits"),
            _("Who you visit today, in which order; works without network"),
        ),
        Item(
            Power.ARRANGE_VISITS,
            "visit_desk",
            _("Visits at home"),
            _("Requests to check, the plan of the day, recorded acts"),
        ),
        Item(
            Power.KEEP_DAY_CARE,
            "day_care",
            _("Day care and services"),
            _("Who comes today, services and purchases, enrolment"),
        ),
        Item(
            Power.WATCH_RISKS,
            "risks",
            _("Supervision desk"),
            _("Open risks of the place: who answers each, and until when"),
        ),
        Item(
            Power.ANSWER_RISK,
            "risks",
            _("Risks to answer"),
            _("What your desk is asked about: late, overspent, complained of"),
            but_not=Power.WATCH_RISKS,
        ),
        Item(
            Power.SEE_OWN,
            "own_visits",
            _("Visits at home"),
            _("Ask for a visit, see who comes when, say how it was"),
        ),
        Item(
            Power.ASSESS,
            "assessments",
            _("Assessments"),
            _("Fill in a scale, see what it answered and why"),
        ),
    ),
)
