"""Sign-in, cookies, headers and content security policy."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

from lms.settings import env
from lms.settings.content import SITE_NAME, SITE_URL

# Only for development and tests; production settings refuse it.
DEVELOPMENT_SECRET = "development-only-secret-never-used-in-production-0123456789"  # noqa: S105
SECRET_KEY = env.text("SECRET_KEY", DEVELOPMENT_SECRET)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", SITE_URL)
CSRF_FAILURE_VIEW = "lms.common.errors.csrf_failure"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["lms.accounts.hashers.LightArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Of several guardians of a child: must all agree, or is one enough? Any one may withdraw.
CONSENT_ALL_GUARDIANS = env.flag("CONSENT_ALL_GUARDIANS", default=False)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "courses:learning"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600  # seconds

ACCOUNT_ADAPTER = "lms.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Link and code stand in one mail (lms.accounts.adapters); allauth's own codes work only in the
# browser that asked for them.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that has just registered
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True  # one address per account
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "add_email": "lms.accounts.forms.AddEmailForm",
    "change_password": "lms.accounts.forms.ChangePasswordForm",
    "login": "lms.accounts.forms.LoginForm",
    "reauthenticate": "lms.accounts.forms.ReauthenticateForm",
    "reset_password": "lms.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "lms.accounts.forms.ResetPasswordKeyForm",
    "set_password": "lms.accounts.forms.SetPasswordForm",
    "signup": "lms.accounts.forms.SignupForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
# The key is the account: a whole class behind one school address must get in.
ACCOUNT_RATE_LIMITS = {
    "login": "3000/m/ip",
    "login_failed": "10/10m/key,300/m/ip",
    "signup": "300/m/ip",
    "reset_password": "300/m/ip,5/10m/key",
    "confirm_email": "3/10m/key",
    "confirm_code": "10/10m/key,300/m/ip",
    "recover": "10/10m/key,300/m/ip",
}
MFA_ADAPTER = "lms.accounts.adapters.MFAAdapter"
MFA_FORMS = {"add_webauthn": "lms.accounts.forms.AddPasskeyForm"}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody gets this far without a confirmed one, see stages
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds a device's clock may be wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http:")  # development only
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # htmx reads the token from hx-headers, never from the cookie
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail frames its own preview
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY, which would break that preview

_COMMON = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],  # KERN's icons are data: masks
    "connect-src": [SELF],
    "form-action": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**_COMMON, "script-src": [SELF], "style-src": [SELF]},
    "EXCLUDE_URL_PREFIXES": [],
}
# Only Wagtail's own admin needs inline code (date pickers, choosers, Draftail).
ADMIN_CONTENT_SECURITY_POLICY = {
    **_COMMON,
    "img-src": [SELF, "data:", "blob:"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}
