"""PLACEHOLDER until the tooling room lands; replace whole."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / ".data"))
DATA_DIR.mkdir(exist_ok=True)
SECRET_KEY = "placeholder"
DEBUG = False
PRODUCTION = False
PUBLIC_URL = "http://127.0.0.1:8000"
ALLOWED_HOSTS = ["*"]
AUTH_USER_MODEL = "users.User"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "tourism.users",
    "tourism.journal",
    "tourism.places",
    "events",
    "routes",
    "seed",
]

if (BASE_DIR / "frontend" / "apps.py").exists():
    INSTALLED_APPS.append("frontend")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "db.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
ROOT_URLCONF = "tourism.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend/templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
STATIC_URL = "/static/"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
