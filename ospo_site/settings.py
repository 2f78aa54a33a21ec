"""Every setting of an installation, read from environment variables. docs/settings.md explains each of them."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ospo_site.env import Environment
from ospo_site.version import read_version

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = read_version(BASE_DIR / "CHANGELOG.md")
SECONDS_PER_YEAR = 365 * 24 * 60 * 60
LANGUAGES = [("en-gb", _("English"))]

env = Environment(os.environ)

# --- What an operator decides ---
DEBUG = env.flag("DEBUG")
DATA_DIR = env.path("OSPO_DATA_DIR", BASE_DIR / "var")
SECRET_KEY = env.secret(
    "SECRET_KEY", default_file=DATA_DIR / "secret_key", fallback="only-for-development-" * 3 if DEBUG else None
)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost, 127.0.0.1, [::1]")
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR}/db.sqlite3", base=BASE_DIR)}
HTTPS = env.flag("OSPO_HTTPS")
PROXIES = env.number("OSPO_PROXIES", 0, minimum=0, maximum=10)
CSRF_TRUSTED_ORIGINS = env.origins("OSPO_CSRF_TRUSTED_ORIGINS")
SITE_URL = env.origin("OSPO_SITE_URL")
TIME_ZONE = env.time_zone("OSPO_TIME_ZONE", "UTC")
LANGUAGE_CODE = env.choice(
    "OSPO_LANGUAGE_CODE",
    "en-gb",
    choices=tuple(code for code, _name in LANGUAGES),
    expected=" or ".join(code for code, _name in LANGUAGES),
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("OSPO_DEFAULT_FROM_EMAIL", "OSPO Maturity <ospo-maturity@localhost>")
PUBLIC_CONTENT = env.flag("OSPO_PUBLIC_CONTENT", default=True)
LOG_LEVEL = env.log_level("OSPO_LOG_LEVEL", "INFO")
PDF_SECONDS = env.number("OSPO_PDF_SECONDS", 60, minimum=5, maximum=600)
PDF_MEMORY_MB = env.number("OSPO_PDF_MEMORY_MB", 768, minimum=256, maximum=16384)
SESSION_IDLE_HOURS = env.number("OSPO_SESSION_IDLE_HOURS", 72, minimum=1, maximum=8760)
SESSION_HOURS = env.number("OSPO_SESSION_HOURS", 336, minimum=1, maximum=8760)
SINGLE_SIGN_ON = env.single_sign_on("OSPO_OIDC")
vars().update(env.mail("OSPO_EMAIL_URL", "console://"))
env.finish()

# --- What the project is made of ---
ROOT_URLCONF = "ospo_site.urls"
WSGI_APPLICATION = "ospo_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "assessments",
    "roles",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "simple_history",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.private_pages",
    "accounts.middleware.noted_visits",
    "accounts.middleware.second_step",
    "simple_history.middleware.HistoryRequestMiddleware",
]
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
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "crispy"
LOCALE_PATHS = [BASE_DIR / "locale"]
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Several web processes share the limits on sign-in attempts, so the cache is a table that all of them see.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# --- Static files ---
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ospo_site.staticfinders.PlotlyFinder",
]
HASHED = "ospo_site.staticstorage.StaticStorage"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN if DEBUG else HASHED},
}

# --- Who is who ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.SignInBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.validators.MaximumLengthValidator", "OPTIONS": {"max_length": 128}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessments:home"
ACCOUNT_ADAPTER = "accounts.adapter.ClosedSignupAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Accounts are made by an administrator, who knows the address; nothing has to be mailed before the first sign-in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# What else is done, in the same transaction, when somebody has accepted an invitation (`accounts.actions.invitations`).
WHEN_JOINED = ["assessments.actions.plans.take_up_plans"]
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "reset_password": "accounts.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.NewPasswordForm",
    "set_password": "accounts.sign_in_forms.FirstPasswordForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
# Whoever changes what protects the account (second step, keys, codes) is asked once more who they are, for ten minutes.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "OSPO Maturity"
# The clocks of phones are a little off: the code before and the one after are taken too, each once.
MFA_TOTP_TOLERANCE = 1
# Addresses are told by an administrator or proven by an invitation; nothing is confirmed by mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A key needs https, or localhost while trying the product; only there may the name of the site be plain http.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "accounts.adapter.InvitedSocialAdapter"
SOCIALACCOUNT_PROVIDERS = SINGLE_SIGN_ON.providers if SINGLE_SIGN_ON else {}
# The operator's own service vouches for addresses: whoever it has verified is the person of that address here.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = SESSION_IDLE_HOURS * 3600
SESSION_LONGEST = SESSION_HOURS * 3600
ACCOUNT_SESSION_COOKIE_AGE = SESSION_COOKIE_AGE

# --- What the browser is told ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        # Signing in elsewhere begins with a form here, and browsers follow it only to where this allows.
        "form-action": [SELF, *([SINGLE_SIGN_ON.origin] if SINGLE_SIGN_ON else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
# The questionnaire reads the token at each save, since signing in again in another tab changes it.
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "assessments.views.unsent.csrf_failure"
# The prefix makes browsers refuse the cookie unless it came over HTTPS from exactly this host.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}ospo_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}ospo_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_HSTS_SECONDS = SECONDS_PER_YEAR if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": LOG_LEVEL},
        # Its progress is of no interest to an operator; its warnings are.
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
