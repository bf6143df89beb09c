"""The one settings file: reads the environment, and holds no secret."""

import os
import platform
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from tourism.environment import read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment()

# Where the compiled planner is kept; it reads this when it is loaded, which is after the settings.
os.environ.setdefault("NUMBA_CACHE_DIR", str(ENVIRONMENT.DATA_DIR / "numba"))

DEBUG = False
PRODUCTION = ENVIRONMENT.PRODUCTION
SECRET_KEY = ENVIRONMENT.secret_key
DATA_DIR = ENVIRONMENT.DATA_DIR
PUBLIC_URL = ENVIRONMENT.public_url
DESTINATION = ENVIRONMENT.DESTINATION
TRUSTED_PROXIES = ENVIRONMENT.TRUSTED_PROXIES
OUTBOUND_ALLOW = ENVIRONMENT.OUTBOUND_ALLOW
METRICS_TOKEN = ENVIRONMENT.METRICS_TOKEN
VALHALLA_URL = ENVIRONMENT.VALHALLA_URL
# Readers come by the public address: it is always answered.
ALLOWED_HOSTS = [*ENVIRONMENT.ALLOWED_HOSTS, str(urlsplit(PUBLIC_URL).hostname)]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "tourism.staff.apps.StaffAdminConfig",
    "allauth",
    "allauth.account",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "tourism",
    "tourism.users",
    "tourism.journal",
    "tourism.staff.apps.StaffConfig",
    "tourism.jobs",
    "tourism.places",
    "tourism.tips",
    "events",
    "tourism.gaps",
    "routes",
    "seed",
    "ninja",
    "frontend",
]
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The library of metrics looks for it once, when it is first imported. The host's name keeps containers apart that
# share a folder: their processes have the same numbers.
METRICS_DIR = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(DATA_DIR / "metrics" / platform.node())))
METRICS_DIR.mkdir(parents=True, exist_ok=True)

MIDDLEWARE = [
    "tourism.watching.watched",
    "django.middleware.security.SecurityMiddleware",
    "tourism.middleware.security_headers",
    # Before the API's own, which is asked first then: what is left are pages.
    "frontend.public.errors.OutagePages",
    "frontend.public.validators.PageValidators",
    "api.manners.Manners",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tourism.middleware.refuse_control_characters",
    "frontend.public.bodies.refuse_large_bodies",
    "frontend.public.errors.method_refusals_as_pages",
    # From here to the last, only for the pages that people sign in to.
    "tourism.staff.middleware.Sessions",
    "tourism.staff.middleware.Languages",
    "django.middleware.common.CommonMiddleware",
    "tourism.staff.middleware.Csrf",
    "tourism.staff.middleware.People",
    "tourism.staff.middleware.Messages",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "tourism.urls"
WSGI_APPLICATION = "tourism.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {},
        },
    }
]


def _sqlite() -> dict[str, Any]:
    # Without IMMEDIATE two writers that read first fail with "database is locked", whatever the timeout.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "shennong.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }


def _postgresql(url: str) -> dict[str, Any]:
    found: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    # A server that is gone without a word would otherwise hold each thread for minutes.
    options = {"connect_timeout": 3, "keepalives_idle": 10, "keepalives_interval": 5, "tcp_user_timeout": 10_000}
    found["OPTIONS"] = {**options, **found.get("OPTIONS", {})}
    return found


DATABASES = {"default": _postgresql(ENVIRONMENT.DATABASE_URL) if ENVIRONMENT.DATABASE_URL else _sqlite()}

CACHES: dict[str, dict[str, Any]]
if ENVIRONMENT.VALKEY_URL:
    CACHES = {
        "default": {
            "BACKEND": "tourism.cache.SurvivingRedisCache",
            "LOCATION": ENVIRONMENT.VALKEY_URL.replace("valkey", "redis", 1),
            "OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.5},
        }
    }
else:
    # An entry may be a feed of 300 kB: a process keeps few of them.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100},
        }
    }

# Pages of travellers say their language in the address; what the framework says itself is for the staff.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tourism.static.HashedStaticFiles"},
}

MEDIA_ROOT = DATA_DIR / "media"

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 2
# A photo goes to a file as it comes in, never into memory; how large it may be is asked before it is read.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# With the prefix a browser takes the cookie from this host over https only, never from a neighbour's.
_COOKIE = "__Host-" if PRODUCTION else ""
# Cookies are set on pages that people sign in to, and on no other.
LANGUAGE_COOKIE_NAME = f"{_COOKIE}language"
SESSION_COOKIE_NAME = f"{_COOKIE}session"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_COOKIE}csrf"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "frontend.public.errors.form_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGIN_URL = "account_login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
ACCOUNT_ADAPTER = "tourism.staff.signin.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tourism.logs.JsonLines" if ENVIRONMENT.logs_json else "tourism.logs.Lines",
            "secrets": ENVIRONMENT.secrets,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": ENVIRONMENT.LOG_LEVEL, "propagate": True},
        # It tells of each tick and each look into its queue.
        "huey": {"level": "WARNING"},
        # A refused request is the caller's news, not the operator's.
        "django.request": {"level": "ERROR"},
        # At these levels they write what they send: addresses with keys, and headers.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        # A traceback for each invented Host would let anybody fill the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
