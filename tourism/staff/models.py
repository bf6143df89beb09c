"""The row that counts attempts to sign in, so that a limit holds over all processes and restarts."""

from django.db import models


class SignInCount(models.Model):
    """How often an account or an address tried since a moment; named by a digest, so that no address is stored."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
