"""Our own user row, so that accounts can grow without a change of table."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in; travellers never need to."""
