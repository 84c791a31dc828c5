"""Django's settings. None has to be set; each that can be is read from the environment.

TROPHE_DATA    the data folder (see paths.py)
TROPHE_URL     the public address when it is not this machine, such as https://trophe.example
TROPHE_HOSTS   further host names to answer to, with commas between them
TROPHE_COUNTRY two letters, whose emergency numbers are shown (without it: 112 and "the local one")
TROPHE_CHECK   off leaves out urgency, pattern, muscle forecast; alarm list and rules stay
TROPHE_PUSH    on lets people be reminded by Web Push, through the push service of their browser
TROPHE_MAIL    smtp://user:password@host:587 (STARTTLS) or smtps://… lets people be reminded by mail
TROPHE_MAIL_FROM  who those letters are from; needed with TROPHE_MAIL
DATABASE_URL   postgresql://user:password@host/name; without it SQLite in the data folder
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF, STRICT_DYNAMIC

from trophe.safety.triage.services import services
from trophe.web.config.database import database_settings
from trophe.web.config.mail import mail_settings
from trophe.web.config.paths import data_dir
from trophe.web.config.secrets import secret_lines

WEB = Path(__file__).resolve().parents[1]
DATA = data_dir()
PUBLIC_URL = os.environ.get("TROPHE_URL", "").rstrip("/")
IS_HTTPS = PUBLIC_URL.startswith("https://")

DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = secret_lines(DATA, "secret_key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += [name for name in os.environ.get("TROPHE_HOSTS", "").split(",") if name]
CSRF_TRUSTED_ORIGINS: list[str] = []
if PUBLIC_URL:
    ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "")
    CSRF_TRUSTED_ORIGINS.append(PUBLIC_URL)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "trophe.web.accounts",
    "trophe.web.people",
    "trophe.web.foods",
    "trophe.web.diary",
    "trophe.web.plans",
    "trophe.web.trends",
    "trophe.web.muscle",
    "trophe.web.training",
    "trophe.web.guide",
    "trophe.web.check",
    "trophe.web.inbox",
    "trophe.web.ui",
    "trophe.web.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "trophe.web.check.alarm.alarm_first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "trophe.web.config.middleware.private_headers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "trophe.web.accounts.middleware.session_lifetime",
    "trophe.web.accounts.middleware.SignedInUnlessPublic",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "trophe.web.people.middleware.remember_person",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trophe.web.people.context.people",
                "trophe.web.inbox.context.inbox",
            ]
        },
    }
]
ROOT_URLCONF = "trophe.web.config.urls"
WSGI_APPLICATION = "trophe.web.config.wsgi.application"

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts tries to sign in, across the server's processes. Nothing of a person is cached.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
    }
}
# Reminders leave the server only by the ways that the operator turned on.
PUSH_ON = os.environ.get("TROPHE_PUSH", "off").lower() in ("on", "yes", "1", "true")
MAIL = mail_settings(os.environ.get("TROPHE_MAIL", ""), os.environ.get("TROPHE_MAIL_FROM", ""))
MAIL_ON = bool(MAIL)
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["starttls"], MAIL["ssl"]
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = MAIL["sender"]

# The index of foods is a cache of the table; photos of labels are served by a view alone.
FOOD_INDEX = DATA / "food_index"
PHOTOS = DATA / "photos"

COUNTRY = services(os.environ.get("TROPHE_COUNTRY", "")).country
CHECK_ON = os.environ.get("TROPHE_CHECK", "on").lower() not in ("off", "no", "0", "false")

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [WEB / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# Accounts: passwords, passkeys and one-time codes by allauth; nobody signs up uninvited.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "trophe.web.accounts.passwords.CommonInDisguiseValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "trophe.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_PRESERVE_USERNAME_CASING = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Trophe"
# A browser lets a page without https use passkeys on this very machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_IDLE_S = 14 * 86400
SESSION_LONGEST_S = 30 * 86400
SESSION_COOKIE_AGE = SESSION_IDLE_S
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:
    SESSION_COOKIE_NAME = "__Host-trophe"
    CSRF_COOKIE_NAME = "__Host-trophe-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 86400
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing is told to other sites. Stricter ("no-referrer") makes browsers send `Origin: null`
# with our own forms, which the check against forged ones must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, STRICT_DYNAMIC],
        "style-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "trophe": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
