"""Everything that differs between machines comes from the environment; what is missing fails here, loudly."""

import tomllib
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()

VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
LOCAL = env.bool("TOWARD_LOCAL", default=False)
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
PUBLIC_URL = env.str("PUBLIC_URL").rstrip("/")
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = [_public.hostname or "", *(["127.0.0.1", "localhost"] if LOCAL else [])]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
PROXIES = env.int("PROXIES", default=0)

ROOT_URLCONF = "backend.config.urls"
WSGI_APPLICATION = "backend.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

INSTALLED_APPS = [
    "backend.core",
    "backend.vault",
    "backend.accounts",
    "backend.spaces",
    "backend.timeline",
    "backend.schedules",
    "backend.notifications",
    "backend.boundaries",
    "backend.checkins",
    "backend.successes",
    "backend.privacy",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
]

MIDDLEWARE = [
    "backend.config.headers.with_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backend.accounts.middleware.AtTheDoor",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "backend" / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# Data
_database = env.db_url("DATABASE_URL")
APP_ROLE = _database["USER"]
DATABASES = {
    "default": {
        **_database,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, **_database.get("OPTIONS", {})},
    }
}
if env.str("DATABASE_OWNER_URL", default=""):
    # Only where tables are made: `migrate --database owner`.
    DATABASES["owner"] = env.db_url("DATABASE_OWNER_URL")
REDIS_URL = env.str("REDIS_URL")
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# Private words: `name:base64,…`; the first key wraps, the others still open what they wrapped
VAULT_KEYS: dict[str, str] = dict(part.split(":", 1) for part in env.list("VAULT_KEYS"))
# Keys of people and spaces that were made before this moment, `2026-11-22T12:00Z`, are renewed
_since = env.str("VAULT_KEYS_FROM", default="")
VAULT_KEYS_FROM = datetime.fromisoformat(_since).astimezone(UTC) if _since else None

# Whom the tasks act for: the house, past the wall between people, or one person at a time
TASK_SCOPES = {
    "backend.accounts.tasks.forget_old_sessions": "house",
    "backend.accounts.tasks.reseal_recovery_codes": "house",
    "backend.checkins.tasks.come_round": "house",
    "backend.core.tasks.forget_old_keys": "house",
    "backend.core.tasks.forget_old_tries": "house",
    "backend.notifications.tasks.deliver_mail": "house",
    "backend.notifications.tasks.deliver_push": "house",
    "backend.notifications.tasks.forget_old_messages": "house",
    "backend.notifications.tasks.unstick": "house",
    "backend.privacy.tasks.forget_expired_exports": "house",
    "backend.privacy.tasks.make_exports": "house to find what waits, then each person for their own",
    "backend.schedules.tasks.look_through_zones": "house",
    "backend.vault.tasks.look_after_keys": "house for keys and a space's words, each person for theirs",
    "backend.vault.tasks.renew_key": "house",
}

# Time and language
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False

# The built web app
WEB_DIST = Path(env.str("WEB_DIST", default=str(ROOT / "frontend" / "dist")))
WHITENOISE_ROOT = WEB_DIST
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0  # ask each time, above all for the service worker; what has a hash in its name is kept
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"
WHITENOISE_INDEX_FILE = False
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "backend" / "config" / "static"]

# Cookies and headers
_https = _public.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if _https else ("session", "csrf")
SESSION_ENGINE = "backend.accounts.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=90).total_seconds())  # unused for 14 days it ends sooner
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "backend.core.api.problems.csrf_failure"
SECURE_SSL_REDIRECT = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds()) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Whatever would turn a string into code is refused, but for the one address of frontend/src/pwa.ts.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["toward"],
    },
}

# Signing in: codes by e-mail, passkeys, recovery codes; no passwords
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "backend.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = int(
    timedelta(minutes=15).total_seconds()
)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_USER_DISPLAY = attrgetter("email")
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # backend.accounts.middleware counts, in the database
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_ADAPTER = "backend.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
HEADLESS_FRONTEND_URLS = {"account_signup": f"{PUBLIC_URL}/sign-up"}

# Who tells an event of the timeline in words, by the kind of its subject (backend.timeline.services.Teller)
TELLERS: dict[str, str] = {
    "success": "backend.successes.services.tell_successes",
    "promise": "backend.successes.services.promised.tell_promises",
    "agreement": "backend.boundaries.services.tell_agreements",
    "check_in": "backend.checkins.services.tell_check_ins",
}

# Who knows what a rhythm may be for, by its purpose (backend.schedules.services.IsOffered)
OFFERS = {
    "check_in": "backend.checkins.services.is_offered",
}

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["backend.core.api.http.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backend.core.api.http.BoundedJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "backend.core.api.schema.Schema",
    "EXCEPTION_HANDLER": "backend.core.api.problems.handle",
    "NUM_PROXIES": PROXIES,
}
DESCRIPTION = """
A session cookie says who you are; `GET /csrf` gives the token that every other method sends back in
`X-CSRFToken`. Every POST carries an `Idempotency-Key`, and the same key never does the same thing twice.
Errors are problem+json (RFC 9457) with a `code` that does not change. What is not yours looks like what is
not there.
"""
SPECTACULAR_SETTINGS = {
    "TITLE": "Toward",
    "VERSION": "1",
    "DESCRIPTION": DESCRIPTION,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "backend.core.api.schema.add_problem",
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "StateEnum": ["open", "put_aside", "sent", "revealed", "closed"],
        "ReactionEnum": ["glad", "proud_of_you", "thank_you", "well_done"],
        "AgreementKindEnum": ["agreement", "charter"],
        "AgreementStateEnum": ["proposed", "agreed", "review_due", "declined", "withdrawn", "ended"],
        "QuestionKindEnum": "backend.checkins.api.serializers.KINDS",
        "KindnessEnum": "backend.checkins.models.reaction.Kindness",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# Mail and push. With OUTBOX_DIR both are written there as files instead of being sent.
OUTBOX_DIR = Path(env.str("OUTBOX_DIR")) if env.str("OUTBOX_DIR", default="") else None
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM")
EMAIL_TIMEOUT = 20
if OUTBOX_DIR:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(OUTBOX_DIR)
else:
    vars().update(env.email_url("EMAIL_URL"))
VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY")
VAPID_CONTACT = env.str("VAPID_CONTACT")
PUSH_HOSTS = env.list(
    "PUSH_HOSTS",
    default=[
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        ".push.apple.com",
        ".notify.windows.com",
    ],
)

# Logs: what happened, never what was said
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "filters": {"without keys": {"()": "backend.core.logs.WithoutKeys"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # It tells which passkey was used.
    "loggers": {"fido2": {"level": "WARNING"}, "django.request": {"filters": ["without keys"]}},
}
