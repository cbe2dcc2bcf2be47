"""All settings, read from the environment. The README lists them with their defaults."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", False)
HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
BASE_URL = env.str("BASE_URL", f"http://localhost:{PORT}").rstrip("/")
SITE_NAME = env.str("SITE_NAME", "Roundtable")
_host = urlsplit(BASE_URL).hostname or "localhost"
_secure = BASE_URL.startswith("https://")

# The embedded start (script/server) makes a key once and keeps it here.
_key_file = DATA_DIR / "secret-key"
SECRET_KEY = env.str("SECRET_KEY", "") or (_key_file.read_text().strip() if _key_file.exists() else "")
if not SECRET_KEY:
    message = (
        "SECRET_KEY is not set. Set it in the environment, or start with script/server, which makes and keeps one."
    )
    raise ImproperlyConfigured(message)

ALLOWED_HOSTS = [_host, "localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", [])]
CSRF_TRUSTED_ORIGINS = [BASE_URL, *env.list("CSRF_TRUSTED_ORIGINS", [])]

INSTALLED_APPS = [
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials",
    "tree_queries",
    "csp",
    "django_q",
    "operations",
    "portal",
    "reports",
    "recognition",
    "feedback",
    "polls",
    "exports",
    "registrations",
    "events",
    "calendars",
    "accounts",
    "outbox",
    "inbox",
    "jobs",
    "audit",
    "common",
]

MIDDLEWARE = [
    "common.middleware.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.middleware.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "common.middleware.LargestRequestMiddleware",  # behind the language in which it answers, before any form is read
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PersonalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.context.site",
                "operations.context.trouble",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "common.templatetags.components",
                "common.templatetags.routes",
            ],
        },
    }
]

# --- Database -------------------------------------------------------------------------------
_database = env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
_database["CONN_MAX_AGE"] = 60
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock first, so nothing fails half-way with "locked";
    # FULL keeps what was answered with "done" through a power cut.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous={env.str('SQLITE_SYNCHRONOUS', 'FULL')};"
            " PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
            " PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864;"
        ),
    }
else:
    # A question whose text stays the same is planned once for each connection: see docs/decisions/0058.
    _prepare = env.bool("POSTGRES_PREPARE", True)
    _database["OPTIONS"] = {"server_side_binding": _prepare, "prepare_threshold": 3 if _prepare else None}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Rate limits live here. Beyond its most entries a table forgets living ones, and with them who tried how often.
    "default": env.dj_cache_url("CACHE_URL", "db://cache?max_entries=100000"),
    "queue": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "queue"},
    # How often programs ask, in each process by itself.
    "calls": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "calls",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

# --- People ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "accounts.sessions"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "catalogue"
SIGNUP_DOMAINS: list[str] = env.list("SIGNUP_DOMAINS", [])
PUBLIC_CATALOGUE = env.bool("PUBLIC_CATALOGUE", False)

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # a company's mail takes its time
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {  # beside allauth's own
    "good_times": "30/m/user",  # the page that reads everybody's diary
    "typed_codes": "20/m/user",  # of the screen in a room; nobody guesses one in twenty
    "scanned_codes": "600/m/ip",  # a full room may stand behind one address
}

# --- Mail and calendar ----------------------------------------------------------------------
_mail = env.dj_email_url("EMAIL_URL", "dummy://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 60  # a server that reads a mail before it answers takes its time; giving up sooner sends it twice
FEED_READS_PER_MINUTE = env.int("FEED_READS_PER_MINUTE", 60)  # of one calendar address, by web process
MAILS_PER_MINUTE_AND_DOMAIN = env.int("MAILS_PER_MINUTE_AND_DOMAIN", 0)  # to the people of one domain; 0: as they come
MAIL_ADDRESS = env.str("MAIL_ADDRESS", f"roundtable@{_host}")
DEFAULT_FROM_EMAIL = f"{SITE_NAME} <{MAIL_ADDRESS}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where the mail to MAIL_ADDRESS is fetched, or where a mail server hands it over; without either nobody reads it.
INBOUND_URL = env.str("INBOUND_URL", "")
INBOUND_LISTEN = env.str("INBOUND_LISTEN", "")
INBOUND_PEERS: list[str] = env.list("INBOUND_PEERS", ["127.0.0.0/8", "::1"])  # addresses or networks that may do that
INBOUND_TRUSTED: list[str] = env.list("INBOUND_TRUSTED", [])  # whose Authentication-Results we believe

# --- Queue ----------------------------------------------------------------------------------
# The outbox and job tables own every retry, so the queue itself tries once. `retry` follows
# timeout * (1 + ceil((queue_limit + 1) / workers)): the lock starts when a task is prefetched.
Q_CLUSTER = {
    "name": "roundtable",
    "orm": "default",
    "cache": "queue",
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "timeout": 300,
    "retry": 1000,
    "max_attempts": 1,
    "ack_failures": True,
    "poll": 0.5,
    "save_limit": 100,
    "catch_up": False,
    "recycle": 200,
    "max_rss": 400_000,
    "label": "Queue",
    "ALT_CLUSTERS": {
        "documents": {"workers": 1, "queue_limit": 1, "timeout": 600, "retry": 3000, "scheduler": False},
    },
}

SCHEDULE = "config.schedule.CLOCK"
SWEEP_SECONDS = env.float("SWEEP_SECONDS", 10.0)
STUCK_SECONDS = env.float("STUCK_SECONDS", 30.0)

# --- Taking part ----------------------------------------------------------------------------
MOST_REGISTRATIONS = env.int("MOST_REGISTRATIONS", 0)  # of one person for events to come; 0: as many as they like

# --- Language and time ----------------------------------------------------------------------
LANGUAGE_CODE = env.str("DEFAULT_LANGUAGE", "en")
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("DEFAULT_ZONE", "Europe/Berlin")
USE_TZ = True
QUIET_PERIOD = timedelta(minutes=env.int("QUIET_PERIOD_MINUTES", 5))
FORMAT_MODULE_PATH = "config.formats"
FEEDBACK_OPEN = timedelta(days=env.int("FEEDBACK_DAYS", 14))

# What staying away without a word means, in each language; an event may say something else.
NO_SHOW_POLICY = {code: env.str(f"NO_SHOW_POLICY_{code.upper()}", "") for code, _name in LANGUAGES}

# --- Files ----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "common.routes.StaticFiles"},
}
MEDIA_ROOT = DATA_DIR / "files"
JOB_FILES_DIR = DATA_DIR / "documents"

# --- Look -----------------------------------------------------------------------------------
ACCENT_LIGHT = env.str("ACCENT_LIGHT", "#0b5864")
ACCENT_DARK = env.str("ACCENT_DARK", "#7fcad4")

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an attendance list sends two for each person
LARGEST_REQUEST = 64_000_000  # bytes; far more than any form takes, for those say it at their field

# --- Safety ---------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = _secure
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a load balancer asks from within, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # or all people would share one rate limit: the proxy's
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _secure
SECURE_HSTS_PRELOAD = _secure
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_SECURE = _secure
LANGUAGE_COOKIE_SECURE = _secure
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "common.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "common.logs.Json"}, "line": {"()": "common.logs.Line"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": env.str("LOG_FORMAT", "json" if _secure else "line")}
    },
    "loggers": {
        "django-q": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # what was not found or not allowed stands in our own line
        "fontTools": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},  # tells every step of every document
        "mail.log": {"level": "WARNING"},  # aiosmtpd tells every command of every client
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
}
