"""Wagtail pages and settings."""
