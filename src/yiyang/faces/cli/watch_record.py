"""``yiyang watch --record``: count this node's record day by day, keep the counts, judge them."""

from __future__ import annotations

from datetime import datetime, timedelta

from yiyang.faces.cli.shell import BadInput, answer, program, say


def watch_record(on: datetime | None, other: str, *, as_json: bool) -> None:
    """Count and judge the days of this node's place up to a day, yesterday unless told."""
    if other:
        raise BadInput("--record takes neither FILE nor --method: the book names the method")
    with program():
        from django.conf import settings  # noqa: PLC0415 -- needs Django set up
        from django.utils import timezone  # noqa: PLC0415

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.network.models import Place  # noqa: PLC0415
        from yiyang.vigilance.selectors import alarms_told  # noqa: PLC0415
        from yiyang.vigilance.services import count_record, judge_record  # noqa: PLC0415

        at = timezone.now()
        day = on.date() if on else timezone.localdate(at) - timedelta(days=1)
        place = Place.objects.get(code=settings.PLACE)
        counted = count_record(place=place, on=day, by=PROGRAM, at=at, progress=_tell)
        watched = judge_record(place=place, on=day, by=PROGRAM, at=at)
        rows = alarms_told(watched.alarms)
    lines = [f"! {row['series']}  {row['on']}  {row['observed']} > {row['upper']}" for row in rows]
    lines.append(
        f"{counted.days} days, {counted.changed} counts changed, {watched.series} series, "
        f"{watched.too_short} too short, {len(rows)} alarms"
    )
    found = {
        "on": day.isoformat(), "days": counted.days, "changed": counted.changed,
        "series": watched.series, "too_short": watched.too_short, "alarms": rows,
    }  # fmt: skip
    answer(found, as_json=as_json, text="\n".join(lines))


def _tell(done: int, asked: int) -> None:
    say(f"{done}/{asked}")
