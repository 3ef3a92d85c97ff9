"""Registrations with Wagtail; nothing else."""
