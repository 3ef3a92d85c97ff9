"""Password hashing."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: about 22 CPU-ms.

    Source: OWASP Password Storage Cheat Sheet, second Argon2id configuration.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
