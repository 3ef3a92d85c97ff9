"""Tasks, schedule, mail and logs."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from celery.schedules import crontab
from kombu import Queue

from lms.settings import env
from lms.settings.content import DATA_DIR, SITE_NAME

# Small systems of equations are solved several times slower by threads that wait for each other.
env.usual("OPENBLAS_NUM_THREADS", "1")

BROKER_DIR = DATA_DIR / "broker"
# Without a broker address, tasks travel through files: one machine.
CELERY_BROKER_URL = env.text("BROKER_URL", "filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        # Seconds between two looks; with kombu's 1 two threads get two tasks a second.
        "polling_interval": 0.1,
    }
    if CELERY_BROKER_URL.startswith("filesystem")
    else {"socket_timeout": 5, "socket_connect_timeout": 5}  # seconds
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2  # seconds; a request never waits longer for the broker
CELERY_TASK_PUBLISH_RETRY = False  # rows are the truth, a sweeper sends again
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Certificates of a whole run wait in a queue of their own, so that a single one, a code or a
# reminder need not. A worker takes from both unless it is told otherwise (-Q).
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_QUEUES = [Queue("celery"), Queue("batch")]
CELERY_TASK_ROUTES = {"courses.tasks.render_waiting_certificates": {"queue": "batch"}}
CELERY_TIMEZONE = "Europe/Berlin"
CELERY_TASK_TIME_LIMIT = 300  # seconds
# Every entry is a sweeper: it finishes what a crash or a lost message left open.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "send-outbox": {"task": "lms.records.tasks.send_outbox", "schedule": 30.0},
    "drop-unconfirmed": {"task": "lms.accounts.tasks.drop_unconfirmed", "schedule": 3600.0},
    "keep-consents": {
        "task": "lms.accounts.tasks.keep_consents",
        "schedule": crontab(hour="5", minute="10"),
    },
    "drop-unanswered-consents": {
        "task": "lms.accounts.tasks.drop_unanswered_consents",
        "schedule": 3600.0,
    },
    "clear-sessions": {"task": "lms.accounts.tasks.clear_sessions", "schedule": 3600.0},
    # privacy
    "erase-due-people": {"task": "lms.accounts.tasks.erase_due_people", "schedule": 3600.0},
    "keep-retention": {
        "task": "lms.accounts.tasks.keep_retention",
        "schedule": crontab(hour="3", minute="40"),
    },
    "remind-of-privacy-cases": {
        "task": "lms.accounts.tasks.remind_of_privacy_cases",
        "schedule": 86400.0,
    },
    "issue-due-certificates": {
        "task": "courses.tasks.issue_due_certificates",
        "schedule": 60.0,
    },
    "render-waiting-certificates": {
        "task": "courses.tasks.render_waiting_certificates",
        "schedule": 60.0,
    },
    "submit-overdue-attempts": {
        "task": "courses.tasks.submit_overdue_attempts",
        "schedule": 60.0,
    },
    "settle-seats": {"task": "courses.tasks.settle_seats", "schedule": 20.0},
    "remind-of-texts": {"task": "courses.tasks.remind_of_texts", "schedule": 3600.0},
    "remind-of-requests": {"task": "courses.tasks.remind_of_requests", "schedule": 3600.0},
    "refresh-dated": {"task": "courses.tasks.refresh_dated", "schedule": 3600.0},
    "forget-contacts": {"task": "courses.tasks.forget_contacts", "schedule": 3600.0},
    "remind-of-appointments": {
        "task": "courses.tasks.remind_of_appointments",
        "schedule": 1800.0,
    },
    "remind-of-offers": {"task": "courses.tasks.remind_of_offers", "schedule": 1800.0},
    "tell-leads": {"task": "courses.tasks.tell_leads", "schedule": 3600.0},
    "tell-of-questions": {"task": "courses.tasks.tell_of_questions", "schedule": 3600.0},
    "send-digest": {"task": "courses.tasks.send_digest", "schedule": 3600.0},
    "mail-announcements": {"task": "courses.tasks.mail_announcements", "schedule": 60.0},
    "drop-old-signals": {"task": "courses.tasks.drop_old_signals", "schedule": 86400.0},
    "sweep-classes": {"task": "courses.tasks.sweep_classes", "schedule": 3600.0},
    "regrade-corrected": {"task": "courses.tasks.regrade_corrected", "schedule": 60.0},
    "compile-stale-courses": {"task": "cms.tasks.compile_stale_courses", "schedule": 60.0},
    "remind-of-approvals": {"task": "cms.tasks.remind_of_approvals", "schedule": 3600.0},
    "drop-invitations": {"task": "cms.tasks.drop_invitations", "schedule": 86400.0},
    "sweep-imports": {"task": "cms.importing.tasks.sweep_imports", "schedule": 60.0},
    "sweep-cases": {"task": "network.tasks.sweep_cases", "schedule": 3600.0},
    "keep-network-fresh": {"task": "network.tasks.keep_fresh", "schedule": 3600.0},
    "solve-waiting-plans": {"task": "network.tasks.solve_waiting_plans", "schedule": 60.0},
    "sweep-consortia": {"task": "network.tasks.sweep_consortia", "schedule": 300.0},
    "draw-network": {"task": "network.tasks.draw_network", "schedule": 900.0},
    "publish-scheduled": {"task": "cms.tasks.publish_scheduled", "schedule": 120.0},
    "match-network": {
        "task": "network.tasks.match_network",
        "schedule": crontab(hour="2", minute="20"),
    },
    "rematch-stale": {"task": "network.tasks.rematch_stale", "schedule": 60.0},
}
TASKS = {"default": {"BACKEND": "lms.common.task_backend.CeleryBackend"}}

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where mail servers send what cannot be delivered (envelope sender); "" means the sender.
MAIL_RETURN_PATH = env.text("MAIL_RETURN_PATH", "")
EMAIL_TIMEOUT = 10  # seconds; only the worker ever waits
MAIL_DIR = DATA_DIR / "mail"


def mail_settings(url: str) -> dict[str, Any]:
    """Read ``smtp://user:password@host:25``, ``smtps://…`` (implicit TLS) or ``smtp://…?tls=1``."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(MAIL_DIR),
        }
    parts = urlsplit(url)
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if implicit else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": "tls" in parse_qs(parts.query),
    }


globals().update(mail_settings(env.text("EMAIL_URL", "")))

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "lms.common.logs.RequestIdFilter"},
        "address": {"()": "lms.common.logs.AddressFilter"},
    },
    "formatters": {"json": {"()": "lms.common.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "json",
        }
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        # Django's own lines would carry whole addresses; ours carry the route name.
        "django.server": {"level": "WARNING", "propagate": True, "handlers": []},
        "django.request": {"filters": ["address"]},
        "django.security.csrf": {"filters": ["address"]},
        "fontTools": {"level": "ERROR"},  # warns of a bit in the font that no browser reads
        # Page titles and task arguments have no place in a log.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "kombu": {"level": "ERROR"},  # warns of a host the file broker does not need
        "weasyprint": {"level": "ERROR"},
    },
}
