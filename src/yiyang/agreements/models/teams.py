"""What teams and their members take on: panels, projects, people."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class Panel(models.Model):
    """How many people a practitioner answers for: a guarded counter, never a count of rows."""

    practitioner = models.OneToOneField(
        "network.Practitioner", on_delete=models.PROTECT, related_name="panel"
    )
    signed = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed__lte=models.F("most")), name="panel_within_limit"
            )
        ]

    def __str__(self) -> str:
        return f"panel of {self.practitioner_id}"


class Project(models.Model):
    """A service project that a team offers (FD-3.1), as its qualification was decided."""

    team = models.ForeignKey("network.Team", on_delete=models.PROTECT, related_name="projects")
    code = models.CharField(max_length=32)
    span = DateRangeField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="project_span_not_empty"
            ),
            ExclusionConstraint(
                name="project_once_at_a_time",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.team_id}"


class CaseloadEntry(models.Model):
    """A person on the caseload of a member of a team; counted in ``TeamMember.people``.

    ``member`` is None once they have left the team; who it was stays.
    """

    member = models.ForeignKey("network.TeamMember", null=True, on_delete=models.SET_NULL)
    team = models.ForeignKey("network.Team", on_delete=models.PROTECT)
    practitioner = models.ForeignKey("network.Practitioner", on_delete=models.PROTECT)
    duty = models.CharField(max_length=24)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    span = DateRangeField()
    is_active = models.BooleanField(default=True)  # false once it has ended
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(span__isempty=False), name="caseload_span_not_empty"
            ),
            models.UniqueConstraint(
                fields=["member", "person"],
                name="caseload_once",
                condition=models.Q(is_active=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.practitioner_id}"
