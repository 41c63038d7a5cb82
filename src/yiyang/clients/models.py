"""Registered apps and systems, what each was allowed, and the tokens that prove it.

Of a secret, a code or a token only the SHA-256 is kept: each is 256 random bits, so the digest
can be looked up and cannot be turned back.
"""

from django.db import models
from django.db.models import Q


class Client(models.Model):
    """An app or a system that connects, registered by a security officer.

    ``assignment`` is what a connected system acts under; an app acts under its user's.
    """

    class Proof(models.TextChoices):
        """How it proves who it is at the token endpoint."""

        NONE = "NONE", "a public app: by nothing but PKCE"
        SECRET = "SECRET", "by a secret"
        KEYS = "KEYS", "by a signature with its own key"

    client_id = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    proof = models.CharField(max_length=8, choices=Proof)
    is_system = models.BooleanField(default=False)
    secret_digest = models.BinaryField(max_length=32, null=True)
    jwks = models.JSONField(null=True)
    jwks_uri = models.URLField(max_length=300, blank=True)
    redirect_uris = models.JSONField(default=list)
    launch_uri = models.URLField(max_length=300, blank=True)
    scopes = models.JSONField(default=list)
    institution = models.ForeignKey(
        "network.Institution", on_delete=models.PROTECT, related_name="clients"
    )
    assignment = models.OneToOneField("access.Assignment", null=True, on_delete=models.PROTECT)
    registered_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(proof="SECRET") | Q(secret_digest__isnull=False),
                name="client_secret_kept",
            ),
            models.CheckConstraint(
                condition=Q(is_system=False) | Q(proof="KEYS", assignment__isnull=False),
                name="client_system_has_keys_and_role",
            ),
        ]

    def __str__(self) -> str:
        return self.client_id


class Authorisation(models.Model):
    """What one app was allowed, under one assignment, perhaps for one person's record.

    All tokens that come from one consent belong to it and end with it.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="authorisations")
    assignment = models.ForeignKey("access.Assignment", on_delete=models.PROTECT)
    session_round = models.PositiveIntegerField()  # of the account: when it rises, this ends
    session_key = models.CharField(max_length=40, blank=True)  # where it lives with a session
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    one_person = models.BooleanField()  # the record of ``person`` and no other
    scopes = models.JSONField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"authorisation {self.pk}"


class Code(models.Model):
    """What the browser carries back to the app: worth tokens once, for a minute."""

    digest = models.BinaryField(max_length=32, unique=True)
    authorisation = models.OneToOneField(Authorisation, on_delete=models.CASCADE)
    redirect_uri = models.CharField(max_length=300)
    challenge = models.CharField(max_length=128)
    nonce = models.CharField(max_length=255, blank=True)
    signed_in_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.authorisation_id}"


class Token(models.Model):
    """An access token, or a token that renews; ``ended_at`` where it was used up or taken away."""

    class Kind(models.TextChoices):
        ACCESS = "ACCESS", "opens the record"
        REFRESH = "REFRESH", "is worth a new access token, once"

    digest = models.BinaryField(max_length=32, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    authorisation = models.ForeignKey(
        Authorisation, on_delete=models.CASCADE, related_name="tokens"
    )
    scopes = models.JSONField()
    permits = models.JSONField()  # [[type, verb]], as its scopes say
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk}"


class Launch(models.Model):
    """A person's page has opened an app: one-time, for that user, session and person."""

    digest = models.BinaryField(max_length=32, unique=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE)
    assignment = models.ForeignKey("access.Assignment", on_delete=models.PROTECT)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    session_digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"launch {self.pk}"


class Assertion(models.Model):
    """The id of a signed assertion that a client has shown: none is taken twice."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE)
    digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "digest"], name="assertion_once")]

    def __str__(self) -> str:
        return f"assertion {self.pk}"
