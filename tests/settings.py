"""The settings of a test run: the project's own, with static files as they lie in the tree."""

from tourism.settings import *  # noqa: F403  # a copy of all
from tourism.settings import STATIC_ROOT, STORAGES

# A test collects no static files: they are served from where they are written, under their own names.
STORAGES = {
    **STORAGES,
    # Photos of a test are gone with it.
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(exist_ok=True)
# The slow digest is the library's own; signing in a hundred times would measure nothing else.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
