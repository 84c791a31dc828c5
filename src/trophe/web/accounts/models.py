"""Users, and the secrets that let them in. Secrets are kept as hashes only."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from trophe.web.config.ids import uuid7


class User(AbstractUser):
    """Somebody who signs in. The owner runs this server; others are invited."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    is_owner = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_owner"], condition=models.Q(is_owner=True), name="one_owner"
            )
        ]

    def __str__(self) -> str:
        return self.username


class OneTimeLink(models.Model):
    """A link that signs its user in once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link for {self.user_id}, good until {self.expires_at:%Y-%m-%d %H:%M}"


class ApiToken(models.Model):
    """A key for programs, limited to what it was made for and shown once."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and change"

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.READ)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.scope})"

    @property
    def may_write(self) -> bool:
        """Whether its bearer may change anything."""
        return self.scope == self.Scope.WRITE
