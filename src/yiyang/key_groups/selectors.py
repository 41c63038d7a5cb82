"""Reading key groups: of people, of a group, and who must be looked at again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.visibility import visible_to
from yiyang.key_groups.models import Membership, RegisterEntry
from yiyang.policy.book import Reading
from yiyang.rules.key_groups import turning_ages

# A person must be looked at again when something that the rule reads came after the last look,
# when their own entry no longer fits their groups, when they died in one, or when a birthday
# that the book names lies between the last look and now.
DUE = """
with open as (
  select person_id, array_agg("group") as groups,
    array_agg("group") filter (where source_kind = 'HOUSEHOLD') as by_entry
  from key_groups_membership where upper_inf(span) and person_id > %(after)s group by person_id
)
select p.id from people_person p
left join key_groups_look l on l.person_id = p.id
left join open o on o.person_id = p.id
where p.id > %(after)s and case
  when p.died_at is not null then o.groups is not null
  else l.person_id is null
  or p.special_family and not coalesce('SPECIAL_FAMILY' = any(o.groups), false)
  or not p.special_family and coalesce('SPECIAL_FAMILY' = any(o.by_entry), false)
  or p.household = any(%(alone)s) <> coalesce('LIVING_ALONE' = any(o.groups), false)
  or exists (select from record_resource r
             where r.person_id = p.id and r.type = 'Condition' and r.updated_at > l.at)
  or exists (select from key_groups_registerentry e
             where e.person_id = p.id and e.entered_at > l.at)
  or exists (select from assessments_assessment a
             where a.person_id = p.id and a.assessed_at > l.at)
  or exists (select from unnest(%(ages)s::int[]) age
             where p.born_on + make_interval(years => age) > l.at at time zone 'Asia/Shanghai'
               and p.born_on + make_interval(years => age) <= %(day)s::date)
  end
order by p.id limit %(most)s
"""


def groups_of(person_id: int, day: date) -> frozenset[str]:
    """Return the key groups of a person on a day."""
    return groups_of_all([person_id], day)[person_id]


def groups_of_all(person_ids: Collection[int], day: date) -> dict[int, frozenset[str]]:
    """Return the key groups of many people on a day, by their key; of some, none."""
    found: dict[int, set[str]] = {key: set() for key in person_ids}
    rows = Membership.objects.filter(person__in=person_ids, span__contains=day)
    for person_id, group in rows.values_list("person_id", "group"):
        found[person_id].add(group)
    return {key: frozenset(groups) for key, groups in found.items()}


def memberships_for(assignment: Assignment, person_id: int) -> QuerySet[Membership]:
    """Return a person's memberships, past ones too, as far as an assignment may see them."""
    seen = visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY)
    rows = Membership.objects.filter(seen, person=person_id).select_related("decision")
    return rows.order_by("group", "span")


def register_entries_for(assignment: Assignment, person_id: int) -> QuerySet[RegisterEntry]:
    """Return a person's register entries as far as an assignment may see them, newest first."""
    seen = visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY)
    return RegisterEntry.objects.filter(seen, person=person_id).order_by("-pk")


def register_entry_for(assignment: Assignment, person_id: int, pk: int) -> RegisterEntry:
    """Return one register entry of a person.

    Raises:
        Http404: there is none, or its person may not be seen; the two look the same.
    """
    return get_object_or_404(register_entries_for(assignment, person_id), pk=pk)


def due_for_a_look(reading: Reading, *, after: int, most: int) -> list[int]:
    """Return keys of people above ``after`` whose groups may have changed, in their order."""
    values = {
        "after": after,
        "most": most,
        "day": reading.day,
        "ages": turning_ages(reading),
        "alone": list(reading.codes("key_groups.households")),
    }
    with connection.cursor() as cursor:
        cursor.execute(DUE, values)
        return [key for (key,) in cursor.fetchall()]
