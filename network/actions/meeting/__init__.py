"""Meetings from the date to the finished minutes."""
