"""What fits the stay: its days, operations, intensive care, ventilator, nursing, discharge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yiyang.policy.book import Reading
from yiyang.rules.settlement_list.terms import COUNT, Fault, Fields, Paper, moment, whole

UPLOAD = "settlement_list.upload_days"
RECEIVER_WAYS = "settlement_list.receiver_ways"
NURSING = "settlement_list.nursing_days_over"
HOURS_A_DAY, MINUTES_AN_HOUR = 24, 60
SECONDS_A_MINUTE = 60
NURSED = ("spga_nurscare_days", "lv1_nurscare_days", "scd_nurscare_days", "lv3_nurscare_days")
OPERATED = ("oprn_oprt_begntime", "oprn_oprt_endtime")
WATCHED = ("scs_cutd_inpool_time", "scs_cutd_exit_time")


def stay_faults(paper: Paper, reading: Reading) -> Iterator[Fault]:
    """Yield what does not fit the days of the stay.

    Source: DIP 3.0 draft 2.2 (timeliness, accuracy); items unverified.
    """
    info = paper.setlinfo
    begun, ended = moment(info, "adm_time"), moment(info, "dscg_time")
    if begun and ended:
        if ended < begun:
            yield Fault("LIST_DISCHARGE_BEFORE", "setlinfo.dscg_time")
        else:
            yield from _within(paper.oprninfo, "oprninfo", OPERATED, begun, ended)
            yield from _within(paper.icuinfo, "icuinfo", WATCHED, begun, ended)
            yield from _durations(info, begun, ended, reading)
    if ended and paper.uploaded_on:
        late = (paper.uploaded_on - ended.date()).days
        if late > reading.integer(UPLOAD):
            yield Fault("LIST_LATE", "setlinfo.dscg_time", {"days": late})
    yield from _receiver(info, reading)


def _within(
    rows: tuple[Fields, ...],
    group: str,
    names: tuple[str, str],
    begun: datetime,
    ended: datetime,
) -> Iterator[Fault]:
    for number, row in enumerate(rows):
        first, last = (moment(row, name) for name in names)
        for name, at in zip(names, (first, last), strict=True):
            if at and not begun <= at <= ended:
                yield Fault("LIST_OUTSIDE_STAY", f"{group}.{number}.{name}")
        if first and last and last < first:
            yield Fault("LIST_ENDS_BEFORE", f"{group}.{number}.{names[1]}")


def _durations(info: Fields, begun: datetime, ended: datetime, reading: Reading) -> Iterator[Fault]:
    minutes = int((ended - begun).total_seconds()) // SECONDS_A_MINUTE
    if (told := _minutes(info.get("vent_used_dura", ""))) is not None and told > minutes:
        yield Fault("LIST_VENTILATOR_LONGER", "setlinfo.vent_used_dura")
    nursed = sum(whole(info, name) or 0 for name in NURSED)
    days = (ended.date() - begun.date()).days
    if nursed > days + reading.integer(NURSING):
        yield Fault("LIST_NURSING_LONGER", "setlinfo.lv1_nurscare_days", {"days": days})


def _minutes(text: str) -> int | None:
    parts = text.strip().split("/")
    if len(parts) != len(("days", "hours", "minutes")) or not all(map(COUNT.fullmatch, parts)):
        return None
    days, hours, minutes = map(int, parts)
    return (days * HOURS_A_DAY + hours) * MINUTES_AN_HOUR + minutes


def _receiver(info: Fields, reading: Reading) -> Iterator[Fault]:
    way, receiver = (info.get(name, "").strip() for name in ("dscg_way", "acp_medins_name"))
    if way in reading.codes(RECEIVER_WAYS) and not receiver:
        yield Fault("LIST_RECEIVER_MISSING", "setlinfo.acp_medins_name")
