"""What the memory of the directory hangs on."""

from django.db import models

from lms.common.keys import new_key


class DirectoryVersion(models.Model):
    """One row that changes with partners, places and listings; what is remembered carries it.

    The stamp is random, so that a restored database never meets memories of another one.
    """

    stamp = models.CharField(max_length=10, default=new_key)
