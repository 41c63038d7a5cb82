"""Plans of sites with whom they serve, the grids of a district, and the posts that work needs."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models

from yiyang.network.models import InstitutionKind


class Layout(models.Model):
    """One plan of sites of a kind in a place, as it was found, with its bound.

    ``cost`` and ``bound`` are in the unit of the aim: person-metres, people left out, metres.
    """

    class Aim(models.TextChoices):
        NEAREST = "NEAREST", "least way of all"
        COVER = "COVER", "most people within the limit"
        WORST_FIRST = "WORST_FIRST", "worst served first"

    title = models.CharField(max_length=80)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    kind = models.CharField(max_length=24, choices=InstitutionKind)
    candidate_kinds = ArrayField(models.CharField(max_length=24))
    aim = models.CharField(max_length=16, choices=Aim)
    new = models.PositiveIntegerField()
    limit_metres = models.PositiveIntegerField()
    capacity = models.PositiveIntegerField(null=True)  # people that one site may serve
    people = models.PositiveIntegerField()
    cost = models.BigIntegerField()
    bound = models.BigIntegerField()
    proof = models.CharField(max_length=12)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    access = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bound__gte=0, bound__lte=models.F("cost")),
                name="layout_bound_below_cost",
            )
        ]

    def __str__(self) -> str:
        return f"layout {self.pk}"


class LayoutOrder(models.Model):
    """A plan of sites that somebody asked for: a job searches for it, who asked may stop it.

    ``better`` counts the better answers that were found so far; ``fault`` is the code of a
    refusal or the kind of an error.
    """

    class State(models.TextChoices):
        QUEUED = "QUEUED", "waiting or searching"
        STOPPED = "STOPPED", "stopped"
        DONE = "DONE", "done"
        FAILED = "FAILED", "failed"

    title = models.CharField(max_length=80)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    kind = models.CharField(max_length=24, choices=InstitutionKind)
    candidate_kinds = ArrayField(models.CharField(max_length=24))
    aim = models.CharField(max_length=16, choices=Layout.Aim)
    new = models.PositiveIntegerField()
    limit_metres = models.PositiveIntegerField(null=True)  # None: the circle of the book
    capacity = models.PositiveIntegerField(null=True)
    seconds = models.FloatField()  # of search, at most
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    better = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=60, blank=True)
    layout = models.OneToOneField(Layout, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="DONE", layout__isnull=False, ended_at__isnull=False)
                | models.Q(
                    state__in=["STOPPED", "FAILED"], layout__isnull=True, ended_at__isnull=False
                )
                | models.Q(state="QUEUED", layout__isnull=True, ended_at__isnull=True),
                name="layout_order_ends_with_a_layout",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], name="layout_order_queued", condition=models.Q(state="QUEUED")
            )
        ]

    def __str__(self) -> str:
        return f"layout order {self.pk} {self.state}"


class LayoutSite(models.Model):
    """A site of a plan: an institution, or a neighbourhood where one would be opened."""

    layout = models.ForeignKey(Layout, on_delete=models.CASCADE, related_name="sites")
    code = models.CharField(max_length=40)
    institution = models.ForeignKey("network.Institution", null=True, on_delete=models.PROTECT)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    lon = models.FloatField()
    lat = models.FloatField()
    is_kept = models.BooleanField()
    near_care = models.BooleanField()
    people = models.PositiveIntegerField()  # whom it would serve

    class Meta:
        constraints = [models.UniqueConstraint(fields=["layout", "code"], name="layout_site_once")]

    def __str__(self) -> str:
        return self.code


class LayoutPoint(models.Model):
    """A neighbourhood: how many people, and which site serves them before and after the plan.

    Metres are None where no site is within the limit; access is sites for 10,000 people.
    """

    layout = models.ForeignKey(Layout, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=40)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    lon = models.FloatField()
    lat = models.FloatField()
    people = models.PositiveIntegerField()
    metres_before = models.PositiveIntegerField(null=True)
    metres_after = models.PositiveIntegerField(null=True)
    site = models.ForeignKey(LayoutSite, null=True, on_delete=models.CASCADE)
    access_before = models.DecimalField(max_digits=9, decimal_places=3)
    access_after = models.DecimalField(max_digits=9, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["layout", "code"], name="layout_point_once"),
            models.CheckConstraint(
                condition=models.Q(site__isnull=True, metres_after__isnull=True)
                | models.Q(site__isnull=False, metres_after__isnull=False),
                name="layout_point_served_from_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class GridSet(models.Model):
    """One way of cutting a place into grids; at most one is in force at a time."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "draft"
        IN_FORCE = "IN_FORCE", "in force"
        ENDED = "ENDED", "ended"

    title = models.CharField(max_length=80)
    place = models.ForeignKey("network.Place", on_delete=models.PROTECT)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    span = DateRangeField(null=True)
    made_at = models.DateTimeField()
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="DRAFT", span__isnull=True, decision__isnull=True)
                | models.Q(span__isnull=False, decision__isnull=False) & ~models.Q(state="DRAFT"),
                name="grid_set_in_force_is_decided",
            ),
            ExclusionConstraint(
                name="grid_set_one_at_a_time",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"grids {self.pk}"


class Grid(models.Model):
    """A grid: where it lies, the hospital that takes it, the centre and the teams in it."""

    set = models.ForeignKey(GridSet, on_delete=models.CASCADE, related_name="grids")
    code = models.CharField(max_length=24)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    hospital = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    centre = models.ForeignKey(
        "network.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    teams = models.ManyToManyField("network.Team", blank=True, related_name="grids")
    area = models.JSONField()  # GeoJSON Polygon or MultiPolygon
    people = models.PositiveIntegerField(default=0)  # when last counted
    elders = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="grid_once")]

    def __str__(self) -> str:
        return self.code


class StaffingNeed(models.Model):
    """The posts of one profession that an institution's work of a period needs."""

    class Standing(models.TextChoices):
        SHORT = "SHORT", "too few"
        TIGHT = "TIGHT", "just enough"
        ENOUGH = "ENOUGH", "enough"

    institution = models.ForeignKey("network.Institution", on_delete=models.PROTECT)
    period = models.CharField(max_length=16)
    profession = models.CharField(max_length=24)
    acts = models.PositiveIntegerField()
    minutes = models.BigIntegerField()
    posts = models.DecimalField(max_digits=9, decimal_places=2)
    have = models.PositiveIntegerField()
    standing = models.CharField(max_length=8, choices=Standing)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "period", "profession"], name="staffing_need_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profession} at {self.institution_id} in {self.period}"
