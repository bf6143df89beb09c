"""The settings of a test run: the project's own, with static files as they lie in the tree."""

from tourism.settings import *  # noqa: F403
from tourism.settings import STATIC_ROOT

# Hashed names need a collected manifest, which a test run has no use for.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)
