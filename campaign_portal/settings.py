"""One settings file for every place the product runs; environment variables tell the places apart.

With no variable set it runs on SQLite with a bell made of files: a laptop, the demo. `POSTGRES_DB` and `REDIS_URL`
turn the same code to PostgreSQL and Redis. `docs/quan-tri/cai-dat.md` lists every variable.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_flag(name: str) -> bool:
    return env(name).lower() in {"1", "true", "yes"}


VAR_DIR = Path(env("CHUNGTAY_VAR", str(BASE_DIR / "var")))  # everything the product writes, outside the database
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEMO = env_flag("CHUNGTAY_DEMO")
DEBUG = env_flag("CHUNGTAY_DEBUG")
TESTING = env_flag("CHUNGTAY_TESTING")


def secret_key() -> str:
    """The key given by the environment, or one made once and kept beside the data."""
    if given := env("CHUNGTAY_SECRET_KEY"):
        return given
    path = VAR_DIR / "secret-key"
    if not path.exists():
        # Written whole beside it first: of several processes that start together one wins, and none reads half a key.
        fresh = VAR_DIR / f"secret-key.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = [host for host in env("CHUNGTAY_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in env("CHUNGTAY_ORIGINS").split(",") if origin]

INSTALLED_APPS = [
    "campaign_portal.foundation",
    "emulation",
    "awards",
    "reporting",
    "campaign_portal.shell",
    "demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "campaign_portal.shell.static.NeededStaticFiles",  # django.contrib.staticfiles, less what no page uses
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "campaign_portal.shell.health.HealthMiddleware",  # first: it answers when the rest can't
    "campaign_portal.shell.proxy.RealAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "campaign_portal.foundation.web.middleware.BusinessClockMiddleware",
    "campaign_portal.foundation.web.middleware.AuditSourceMiddleware",
    "campaign_portal.foundation.web.middleware.PlainTextMiddleware",
    "campaign_portal.foundation.web.door.DoorMiddleware",
    "campaign_portal.foundation.web.middleware.DeclaredPermissionMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "campaign_portal.urls"
WSGI_APPLICATION = "campaign_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "campaign_portal.foundation.web.kept_forms.context",
                "campaign_portal.shell.frame.frame",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------------------

if env("POSTGRES_DB"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": env("POSTGRES_DB"),
            "USER": env("POSTGRES_USER"),
            "PASSWORD": env("POSTGRES_PASSWORD"),
            "HOST": env("POSTGRES_HOST"),
            "PORT": env("POSTGRES_PORT"),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "chungtay.sqlite3",
            "OPTIONS": {
                # A plain BEGIN fails when two readers turn writers at once; IMMEDIATE makes them wait their turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "foundation.User"

REDIS_URL = env("REDIS_URL")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

MEDIA_ROOT = VAR_DIR / "files"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a commune of 60 hamlets sends every cell of the grid when JavaScript is off
FILE_UPLOAD_MAX_BYTES = 20 * 1024 * 1024

# --- Background work ----------------------------------------------------------------------------------------------

if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"global_keyprefix": env("CHUNGTAY_QUEUE_PREFIX", "chungtay:")}
else:
    BELL_DIR = VAR_DIR / "bell"
    for folder in ("letters", "control"):
        (BELL_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BELL_DIR / "letters"),
        "data_folder_out": str(BELL_DIR / "letters"),
        "control_folder": str(BELL_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
JOB_LEASE_SECONDS = int(env("CHUNGTAY_JOB_LEASE_SECONDS", "60"))
JOB_SWEEP_SECONDS = int(env("CHUNGTAY_JOB_SWEEP_SECONDS", "10"))
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "foundation.sweep",
        "schedule": JOB_SWEEP_SECONDS,
        # A long job blocks the demo's only worker: sweeps that piled up behind it say nothing new.
        "options": {"expires": JOB_SWEEP_SECONDS},
    },
    "seal_audit": {"task": "foundation.seal_audit", "schedule": 5, "options": {"expires": 5}},
}

# --- People -------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "campaign_portal.foundation.web.backends.CodeBackend",  # first: an administrator's code opens a locked door
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [  # the national profile vn_gov
    {"NAME": "campaign_portal.foundation.passwords.LengthProfile"},
    {"NAME": "campaign_portal.foundation.passwords.NotGuessable"},
]
BARRED_WORDS = [word for word in env("CHUNGTAY_BARRED_WORDS").split(",") if word.strip()]
PASSWORD_DAYS = int(env("CHUNGTAY_PASSWORD_DAYS", "0"))  # 0: a password holds until its owner changes it
PASSWORD_RESET_TIMEOUT = 3600

SECOND_FACTOR = env("CHUNGTAY_SECOND_FACTOR", "off" if DEMO else "required")  # required, optional, off
SECOND_FACTOR_ROLES = env("CHUNGTAY_SECOND_FACTOR_ROLES", "leader,clerk,council_secretary,administrator").split(",")
OTP_TOTP_ISSUER = "Chung Tay"

# Both account and source: an attacker elsewhere never locks the officer out.
AXES_HANDLER = "campaign_portal.foundation.throttling.SignInThrottle"
AXES_CLIENT_IP_CALLABLE = "campaign_portal.foundation.throttling.source_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on while locked out prolongs nothing
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "campaign_portal.foundation.web.views.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the audit trail holds the sign-ins
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # the limit for a source alone counts these
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # its tables speak no Vietnamese
SIGN_IN_FAILURES_PER_SOURCE = int(env("CHUNGTAY_SOURCE_FAILURES", "100"))  # an hour

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_IDLE_SECONDS = 60 * int(env("CHUNGTAY_IDLE_MINUTES", "15"))  # then locked, with what was being done kept
SESSION_NOTED_SECONDS = 30  # reading a page writes down that somebody is there at most so often
SESSION_SECONDS = 3600 * int(env("CHUNGTAY_SESSION_HOURS", "8"))  # then over, however busy
CONFIRMED_SECONDS = 60 * int(env("CHUNGTAY_STEP_UP_MINUTES", "5"))  # how long a password counts for a grave act
SESSION_COOKIE_AGE = 3 * 24 * 3600  # a session that is over still tells whose typing to keep
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Mail is for codes and forgotten passwords. With no server named nothing is sent, and pages say whom to ask instead.
EMAIL_HOST = env("CHUNGTAY_EMAIL_HOST")
EMAIL_PORT = int(env("CHUNGTAY_EMAIL_PORT", "587"))
EMAIL_HOST_USER = env("CHUNGTAY_EMAIL_USER")
EMAIL_HOST_PASSWORD = env("CHUNGTAY_EMAIL_PASSWORD")
EMAIL_USE_TLS = env("CHUNGTAY_EMAIL_SECURITY", "starttls") == "starttls"
EMAIL_USE_SSL = env("CHUNGTAY_EMAIL_SECURITY", "starttls") == "ssl"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("CHUNGTAY_EMAIL_FROM", "chungtay@localhost")
MAIL_ON = bool(EMAIL_HOST)

HTTPS = env_flag("CHUNGTAY_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
TRUSTED_PROXIES = int(env("CHUNGTAY_PROXIES", "0"))
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "campaign_portal.foundation.web.views.stale"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Language, dates, numbers -------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # identifiers in addresses and inputs stay plain; templates ask for grouping by filter
FORMAT_MODULE_PATH = ["campaign_portal.foundation.formats"]

# --- Static files and looks ---------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", get_bootstrap_dir()),
]
PLAIN_STATIC = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = PLAIN_STATIC
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Official papers ----------------------------------------------------------------------------------------------

# NĐ 30 PL I names Times New Roman, a licensed face; Liberation Serif has its widths and is free. An office that owns
# the licensed face sets it here.
DOCUMENT_FONT = env("CHUNGTAY_DOCUMENT_FONT", "Liberation Serif")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("CHUNGTAY_LOG_LEVEL", "INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        # One line a second in the demo would hide what matters.
        "celery.beat": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "kombu.connection": {"level": "ERROR"},  # the bell of files has no host name, and says so each time
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
