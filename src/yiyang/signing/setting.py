"""A draft set as a paper: its parties, its people, the services of the packages, the fee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from yiyang.kernel.identifiers import masked_name
from yiyang.kernel.messages import Catalogue, Text, load_package_texts
from yiyang.kernel.money import yuan_from_fen
from yiyang.policy.book import Reading
from yiyang.rules.fees import bearers, shared
from yiyang.rules.packages import Package, packages
from yiyang.signing.models import Draft, DraftMember
from yiyang.signing.paper import Clause, Listing, Paper
from yiyang.signing.wording import Words, family_doctor_form

PACKAGE = Path(__file__).parents[1]
NO_WORDS = Text(zh="", en="")


def paper_of(draft: Draft, members: Sequence[DraftMember], reading: Reading) -> Paper:
    """Return the paper of a draft; ``members`` with their people, in the order of the list."""
    form = family_doctor_form()
    values = _values(draft)
    known = packages(reading)
    chosen = [known[code] for code in _codes(members)]
    return Paper(
        title=form.title.text,
        number=f"FD{draft.since:%Y%m%d}-{draft.pk:08d}",
        form_version=form.version,
        preamble=form.preamble.filled(values),
        clauses=tuple(
            Clause(section.title.text, tuple(words.filled(values) for words in section.text))
            for section in form.sections
        ),
        listings=(
            _people(members),
            *_combination(draft),
            *(_services(package) for package in chosen),
            _fees(chosen, reading),
        ),
        closing=(_closing(draft),),
    )


def _codes(members: Sequence[DraftMember]) -> list[str]:
    return list(dict.fromkeys(code for member in members for code in member.packages))


def _values(draft: Draft) -> dict[str, Text]:
    team = Text(zh="", en="")
    if draft.team is not None:
        team = Text(zh=f"，{draft.team.name_zh}", en=f", {draft.team.name_en}")
    return {
        "institution": _named(draft.institution),
        "doctor": _same(draft.practitioner.name),
        "team": team,
        "years": _same(str(draft.years)),
        "since": _same(f"{draft.since:%Y-%m-%d}"),
        "last": _same(f"{draft.until - timedelta(days=1):%Y-%m-%d}"),
    }


def _people(members: Sequence[DraftMember]) -> Listing:
    """The people: alone or as a family in full; of an organisation, their names are masked."""
    whole = members[0].signer != "ORGANISATION"
    rows = tuple(
        (
            _same(str(number)),
            _same(member.person.name if whole else masked_name(member.person.name)),
            Text(
                zh="、".join(_label(code, "PACKAGE_").zh for code in member.packages),
                en=", ".join(_label(code, "PACKAGE_").en for code in member.packages),
            ),
        )
        for number, member in enumerate(members, 1)
    )
    columns = (
        Text(zh="序号", en="No."),
        Text(zh="姓名", en="Name"),
        Text(zh="服务包", en="Packages"),
    )
    return Listing(Text(zh="签约居民", en="People signed"), columns, rows, (15, 55, 100))


def _combination(draft: Draft) -> Iterator[Listing]:
    if draft.district is None or draft.city is None:
        return
    chosen = {"COMMUNITY": draft.institution, "DISTRICT": draft.district, "CITY": draft.city}
    rows = tuple((_label(slot, "SLOT_"), _named(row)) for slot, row in chosen.items())
    columns = (Text(zh="级别", en="Level"), Text(zh="机构", en="Institution"))
    title = Text(zh="“1+1+1”签约组合", en="1+1+1 combination")
    yield Listing(title, columns, rows, (50, 120))


def _services(package: Package) -> Listing:
    name = _label(package.code, "PACKAGE_")
    rows = tuple(
        (_label(code, "ITEM_"), _same(str(count))) for code, count in package.items.items()
    )
    columns = (Text(zh="项目", en="Item"), Text(zh="每年次数", en="Times a year"))
    title = Text(zh=f"服务清单：{name.zh}", en=f"List of services: {name.en}")
    return Listing(title, columns, rows, (130, 40))


def _fees(chosen: Sequence[Package], reading: Reading) -> Listing:
    """What each package costs a person and year, and who bears how much of it (HZ-8, FD-5.2)."""
    rows = tuple(
        (
            _label(package.code, "PACKAGE_"),
            _same(yuan_from_fen(package.price_fen)),
            _borne(package, reading),
        )
        for package in chosen
    )
    columns = (
        Text(zh="服务包", en="Package"),
        Text(zh="每人每年费用（元）", en="Fee per person and year (yuan)"),
        Text(zh="其中各方承担（元）", en="Borne by (yuan)"),
    )
    return Listing(Text(zh="签约服务费", en="Fee"), columns, rows, (60, 45, 65))


def _borne(package: Package, reading: Reading) -> Text:
    parts = {one.payer: one.parts for one in bearers(package, reading)}
    told = [
        (_label(payer, "PAYER_"), yuan_from_fen(fen))
        for payer, fen in shared(package.price_fen, parts).items()
    ]
    return Text(
        zh="；".join(f"{name.zh} {yuan}" for name, yuan in told),
        en="; ".join(f"{name.en} {yuan}" for name, yuan in told),
    )


def _closing(draft: Draft) -> Text:
    return Words(
        zh="本协议由签署人以一次性验证码签署，验证码仅对本文件有效。{paper}",
        en="Signed with a one-time code that works for this very document only.{paper}",
    ).filled({"paper": _on_paper(draft)})


def _on_paper(draft: Draft) -> Text:
    """A line for a signature by hand, where a desk signs with the person before it."""
    if draft.asker != "DESK":
        return NO_WORDS
    return Text(zh="　签名：____________", en=" Signature: ____________")


def _named(row: object) -> Text:
    return Text(zh=row.name_zh, en=row.name_en)


def _same(text: str) -> Text:
    return Text(zh=text, en=text)


@lru_cache(maxsize=1)
def _catalogue() -> Catalogue:
    return load_package_texts(PACKAGE)


def _label(code: str, prefix: str = "") -> Text:
    """The words of a code, by its prefixed text where it has one."""
    texts = _catalogue().texts
    return texts.get(f"{prefix}{code}") or texts.get(code) or _same(code)
