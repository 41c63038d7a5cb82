"""Settings: deployment comes from the environment, policy never does.

``YIYANG_DATABASE_URL``  a PostgreSQL server; without it the program starts its own
``YIYANG_DATA``          the data directory (embedded database, keys, documents)
``YIYANG_SECRET_KEY``    required in production; elsewhere kept in the data directory
``YIYANG_ENV``           ``demo`` (default) or ``production``
``YIYANG_KEYS``          the folder of keys, instead of ``keys`` in the data directory
``YIYANG_ANCHORS``       the folder that heads of seals are copied to
``YIYANG_BASE_URL``      the public address (``https://...``); without it, that of each request
``YIYANG_OIDC_*``        a provider that staff may sign in with: URL, CLIENT_ID, SECRET, NAME
``YIYANG_NODE``          by what name other nodes know this one; without it, its place
``YIYANG_HOOK_NETWORKS`` private networks that notifications may be sent into: ``10.1.0.0/16 ...``
``YIYANG_DESTINATIONS``  other nodes that messages go to: ``name=URL name=URL``
"""

from __future__ import annotations

import os
from pathlib import Path

from yiyang.config import secrets
from yiyang.postgres import connection_parts

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("YIYANG_DATA", "data")).resolve()
ENV = os.environ.get("YIYANG_ENV", "demo")
PRODUCTION = ENV == "production"
DEBUG = False

SECRET_KEY = secrets.secret_key(DATA_DIR, production=PRODUCTION)
KEY_DIR = Path(os.environ.get("YIYANG_KEYS", DATA_DIR / "keys"))
# Where heads of seals are copied to: best a mount of another machine.
ANCHOR_DIR = Path(os.environ.get("YIYANG_ANCHORS", DATA_DIR / "anchors"))
# Other nodes: "name=https://host/path name=..."; their tokens in YIYANG_TOKEN_NAME.
DESTINATIONS = dict(
    part.split("=", 1) for part in os.environ.get("YIYANG_DESTINATIONS", "").split()
)
ALLOWED_HOSTS = os.environ.get("YIYANG_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
BASE_URL = os.environ.get("YIYANG_BASE_URL", "").rstrip("/")
# Where notifications of subscriptions may go besides the public internet, as networks.
HOOK_NETWORKS = os.environ.get("YIYANG_HOOK_NETWORKS", "" if PRODUCTION else "127.0.0.0/8 ::1/128")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("YIYANG_ORIGINS", "").split(",") if o]

# The node's own place: a division code (GB/T 2260).  Strict mode refuses unsettled values.
PLACE = os.environ.get("YIYANG_PLACE", "310106")
# By what name other nodes know this one: its place, unless agreed otherwise.
NODE = os.environ.get("YIYANG_NODE", PLACE)
STRICT_POLICY = os.environ.get("YIYANG_STRICT_POLICY", "no") == "yes"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "yiyang.audit",
    "yiyang.documents",
    "yiyang.postbox",
    "yiyang.access",
    "yiyang.network",
    "yiyang.people",
    "yiyang.record",
    "yiyang.decisions",
    "yiyang.clients",
    "yiyang.subscriptions",
    "yiyang.measures",
    "yiyang.notices",
    "yiyang.assessments",
    "yiyang.key_groups",
    "yiyang.agreements",
    "yiyang.ledger",
    "yiyang.accounts",
    "yiyang.cases",
    "yiyang.consents",
    "yiyang.beds",
    "yiyang.booking",
    "yiyang.recognition",
    "yiyang.referrals",
    "yiyang.care",
    "yiyang.visits",
    "yiyang.signing",
    "yiyang.performance",
    "yiyang.layouts",
    "yiyang.forecasts",
    "yiyang.scenarios",
    "yiyang.vigilance",
    "yiyang.fees",
    "yiyang.claims",
    "yiyang.budgets",
    "yiyang.oversight",
    "yiyang.risks",
    "yiyang.identity",
    "yiyang.exchange",
    "yiyang.cross_region",
    "yiyang.faces.jobs",
    "yiyang.faces.schema",
    "yiyang.faces.web",
]

MIDDLEWARE = [
    "yiyang.faces.api.middleware.ProblemMiddleware",
    "yiyang.faces.fhir.middleware.OutcomeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "yiyang.faces.web.middleware.NulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yiyang.faces.oauth.bearer.BearerMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yiyang.faces.web.middleware.AssignmentMiddleware",
    "yiyang.faces.web.middleware.SecondFactorMiddleware",
    "yiyang.faces.web.middleware.RefusalMiddleware",
    "yiyang.faces.web.middleware.ContentSecurityMiddleware",
]

ROOT_URLCONF = "yiyang.config.urls"
WSGI_APPLICATION = "yiyang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "faces" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yiyang.faces.web.context.page_context",
            ],
            "builtins": ["yiyang.faces.web.templatetags.yiyang_text"],
        },
    },
]

FORM_RENDERER = "yiyang.faces.web.renderer.FormRenderer"

# Plain SQL is planned once a connection after so many uses.  "never" is for a pooler that gives
# each transaction another session and does not know prepared statements.
PREPARE_AFTER = os.environ.get("YIYANG_PREPARE_AFTER", "5")
_database = connection_parts(os.environ.get("YIYANG_DATABASE_URL", ""), DATA_DIR)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **_database,
        "OPTIONS": {
            "prepare_threshold": None if PREPARE_AFTER == "never" else int(PREPARE_AFTER),
            **_database.get("OPTIONS", {}),
        },
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Failed sign-ins are counted here: many false names must not push out the count of one.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "yiyang.faces.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "yiyang.faces.web.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Failed sign-ins per account name and per address; counted in the cache that workers share.
ACCOUNT_RATE_LIMITS = {
    "login_failed": os.environ.get("YIYANG_FAILED_SIGN_INS", "5/15m/key,100/15m/ip"),
    "login": "300/m/ip",
    "oauth_failed": os.environ.get("YIYANG_FAILED_TOKENS", "100/15m/ip"),
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("YIYANG_PROXIES", "0"))
# A provider of the city that staff sign in with: linked to invited accounts, never signing up.
OIDC_URL = os.environ.get("YIYANG_OIDC_URL", "").rstrip("/")
OIDC_NAME = os.environ.get("YIYANG_OIDC_NAME", "OpenID Connect")
SOCIALACCOUNT_ADAPTER = "yiyang.faces.web.accounts.provider.ProviderAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "email"],
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": os.environ.get("YIYANG_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("YIYANG_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}
MFA_ADAPTER = "yiyang.faces.web.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp"]
MFA_TOTP_TOLERANCE = 1
MFA_REAUTHENTICATION_REQUIRED = False  # only set-up has a page; an officer takes a factor away
SESSION_COOKIE_AGE = int(os.environ.get("YIYANG_SESSION_SECONDS", str(12 * 3600)))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = sorted((PACKAGE / "faces" / "web" / "texts").glob("*"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "faces" / "web" / "static"]
WHITENOISE_USE_FINDERS = True

LOGGING_CONFIG = "yiyang.config.logging.configure"
LOGGING = {"production": PRODUCTION}
