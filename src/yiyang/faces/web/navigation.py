"""Where somebody can go: each line needs a power; what has no page yet is left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiyang.access.powers import Power


@dataclass(frozen=True)
class Item:
    """One page to go to: its power, its URL name, its name, what is done there.

    Who holds the power ``but_not`` is not led there.
    """

    power: Power
    url_name: str
    label: Promise
    purpose: Promise
    but_not: Power | None = None


@dataclass(frozen=True)
class Link:
    """An item whose page exists, with its address."""

    address: str
    label: Promise
    purpose: Promise


@dataclass(frozen=True)
class Section:
    """Pages that belong together, under a heading."""

    label: Promise
    items: tuple[Item, ...]


SECTIONS = (
    Section(
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
    ),
    Section(
        _("Money"),
        (
            Item(
                Power.RUN_FEES,
                "fee_runs",
                _("Contract fees"),
                _("Try, start and follow the fee run of a year"),
            ),
            Item(
                Power.SEE_FEES,
                "fee_runs",
                _("Contract fees"),
                _("What the agreements of a year cost, who paid, who was paid"),
            ),
            Item(
                Power.SEE_OWN_PAY,
                "own_pay",
                _("My pay from agreements"),
                _("What you were paid, down to people and acts"),
            ),
            Item(
                Power.SETTLE,
                "bills",
                _("Settle visits"),
                _("One bill for one visit, settled once at the end"),
            ),
            Item(
                Power.SETTLE,
                "claims",
                _("Insurance claims"),
                _("Claims settled and waiting; who pays each yuan and by which rule"),
            ),
            Item(
                Power.SEE_CLAIMS,
                "claims",
                _("Insurance claims"),
                _("Claims settled and waiting; who pays each yuan and by which rule"),
            ),
            Item(
                Power.SEE_CLAIMS,
                "settlement_runs",
                _("Settlement runs"),
                _("Budgets month by month, kept runs, who gains and who loses by another"),
            ),
            Item(
                Power.SETTLE,
                "settlement_statements",
                _("Our settlements"),
                _("What the funds pay us by groups, cleared at the end of the year"),
            ),
            Item(
                Power.KEEP_CROSS_REGION,
                "cross_region",
                _("Cross-region settlement"),
                _("Filings, settlements, differences and clearing with other nodes"),
            ),
            Item(
                Power.SETTLE,
                "away_desk",
                _("Patients insured elsewhere"),
                _("Whether they are insured and filed; their claims settled with the other node"),
            ),
            Item(
                Power.SEE_OWN,
                "own_away",
                _("Care elsewhere"),
                _("File care in another region; the code you show there"),
            ),
            Item(
                Power.SUPERVISE_FUND,
                "matters",
                _("Fund supervision"),
                _("Points in claims to be explained, reviewed, and money that goes back"),
            ),
            Item(
                Power.SETTLE,
                "matters",
                _("Fund supervision"),
                _("Points in claims to be explained, reviewed, and money that goes back"),
            ),
            Item(
                Power.SEE_OWN,
                "own_claims",
                _("Insurance statements"),
                _("Who paid each yuan of your care, and by which rule"),
            ),
            Item(
                Power.SEE_OWN,
                "own_fees",
                _("What I paid"),
                _("What your agreement and your visits cost, and who paid"),
            ),
        ),
    ),
    Section(
        _("Network"),
        (
            Item(
                Power.SEE_BOARD,
                "board",
                _("Bed board"),
                _("Five kinds of beds, from the district to one bed"),
            ),
            Item(
                Power.EDIT_OWN_BEDS,
                "own_beds",
                _("Our beds"),
                _("Cleaning, out of service, prices and rooms"),
            ),
            Item(
                Power.SEE_BOARD,
                "institutions",
                _("Institutions"),
                _("Institutions, wards, beds and who is on duty"),
            ),
            Item(
                Power.CONTRACT,
                "contracts",
                _("Cooperation contracts"),
                _("Contracts to sign, in force and running out"),
            ),
            Item(
                Power.EDIT_NETWORK,
                "contracts",
                _("Cooperation contracts"),
                _("Contracts to sign, in force and running out"),
            ),
            Item(
                Power.SEE_BOARD,
                "consortia",
                _("Consortia"),
                _("Who leads them, who belongs to them"),
            ),
            Item(
                Power.FILE_INTERNAL,
                "filings",
                _("Filings"),
                _("Internal medical institutions, filed and answered"),
            ),
            Item(
                Power.ACCEPT_FILING,
                "filings",
                _("Filings"),
                _("Internal medical institutions, filed and answered"),
            ),
            Item(
                Power.EDIT_TEAMS,
                "teams",
                _("Teams"),
                _("Members, caseloads, projects and who is at work"),
            ),
            Item(
                Power.KEEP_MARKS,
                "certificates",
                _("Recognition marks"),
                _("Which institution's results are recognised, and until when"),
            ),
            Item(
                Power.ACCEPT_PRACTICE,
                "practitioners",
                _("Practice places"),
                _("Where doctors and nurses may practise, and when"),
            ),
            Item(
                Power.EDIT_TEAMS,
                "practitioners",
                _("Practice places"),
                _("Where doctors and nurses may practise, and when"),
            ),
            Item(
                Power.IMPORT,
                "imports",
                _("Import"),
                _("Take in a table or records, with a preview first"),
            ),
        ),
    ),
    Section(
        _("Planning"),
        (
            Item(
                Power.PLAN_NETWORK,
                "layouts",
                _("Sites"),
                _("Plan sites and see who gains"),
            ),
            Item(
                Power.PLAN_NETWORK,
                "grid_sets",
                _("Grids"),
                _("The district's grids with hospital, centre and teams"),
            ),
            Item(
                Power.PLAN_NETWORK,
                "staffing",
                _("Posts"),
                _("Posts that recorded work needs, beside those there are"),
            ),
        ),
    ),
    Section(
        _("Figures"),
        (
            Item(
                Power.SEE_MEASURES,
                "coverage",
                _("Coverage"),
                _("Who has a family doctor, by sub-district and key group, and who is missing"),
            ),
            Item(
                Power.SEE_MEASURES,
                "measures",
                _("Measures"),
                _("Every figure against its target, down to the rows it is of"),
            ),
            Item(
                Power.SEE_MEASURES,
                "appraisals",
                _("Appraisals"),
                _("Scorecards of doctors, teams and institutions, and what follows from them"),
            ),
            Item(
                Power.SIGN_PEOPLE,
                "my_card",
                _("My scorecard"),
                _("Your own appraisals, each figure with its rows"),
            ),
            Item(
                Power.SEE_DISTRICT_PEOPLE,
                "survey_calls",
                _("Survey by phone"),
                _("Call who was drawn by lot and ask how satisfied they are"),
            ),
        ),
    ),
    Section(
        _("Policy"),
        (
            Item(
                Power.SEE_POLICY,
                "policy_desk",
                _("Policy book"),
                _("Every value in force, since when and on whose authority"),
            ),
        ),
    ),
    Section(
        _("Operation"),
        (
            Item(
                Power.MANAGE_ACCOUNTS,
                "accounts",
                _("Accounts"),
                _("Invite, disable, give and end roles"),
            ),
            Item(
                Power.MANAGE_ACCOUNTS,
                "clients",
                _("Connected apps"),
                _("Apps and systems that read and write the record"),
            ),
            Item(
                Power.MANAGE_ACCOUNTS,
                "nodes",
                _("Partner nodes"),
                _("Districts and cities to exchange records with, and what waits for them"),
            ),
            Item(
                Power.OPERATE,
                "nodes",
                _("Partner nodes"),
                _("Districts and cities to exchange records with, and what waits for them"),
            ),
            Item(
                Power.READ_AUDIT,
                "who_looked",
                _("Who looked at a record"),
                _("Every look at a person's record, by account and time"),
            ),
            Item(
                Power.REVIEW_ACCESS,
                "emergencies",
                _("Emergency accesses"),
                _("Reviews of emergency accesses, the late ones first"),
            ),
            Item(
                Power.REVIEW_ACCESS,
                "questions",
                _("Questions about looks"),
                _("What people ask about looks at their record"),
            ),
            Item(
                Power.ASK_EXPORT,
                "exports",
                _("Exports"),
                _("Ask for data of people to leave, and take what was approved"),
            ),
            Item(
                Power.APPROVE_EXPORT,
                "exports_to_answer",
                _("Exports to approve"),
                _("Approve or refuse what others ask to take out"),
            ),
            Item(
                Power.OPERATE,
                "system_status",
                _("State of the system"),
                _("Database, storage, sealing and waiting jobs"),
            ),
        ),
    ),
)


def menu(powers: Collection[str]) -> list[tuple[Promise, list[Link]]]:
    """Return the headings and links for somebody with ``powers``; each page stands once."""
    sections = []
    for section in SECTIONS:
        links: dict[str, Link] = {}
        for item in section.items:
            address = address_of(item.url_name)
            if address is not None and item.power in powers and item.but_not not in powers:
                links.setdefault(address, Link(address, item.label, item.purpose))
        if links:
            sections.append((section.label, list(links.values())))
    return sections


def present(sections: list[tuple[Promise, list[Link]]], path: str) -> str:
    """Return the address in a menu that a path lies under most closely; "" where none is."""
    links = [link.address for _label, links in sections for link in links]
    return max((address for address in links if path.startswith(address)), key=len, default="")


def address_of(url_name: str) -> str | None:
    """Return the address of a page without parameters, or None while it has none."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None
