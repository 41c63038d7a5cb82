"""Documents: bytes with their digest, type and owner."""

from django.db import models

MAX_BYTES = 10 * 1024 * 1024


class Document(models.Model):
    """One file as it came or was made; its digest never changes."""

    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=120)
    body = models.BinaryField()
    person_id = models.BigIntegerField(null=True)
    institution_id = models.BigIntegerField(null=True)
    keep_until = models.DateField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="document_sha256")]

    def __str__(self) -> str:
        return f"document {self.pk} {self.media_type}"
