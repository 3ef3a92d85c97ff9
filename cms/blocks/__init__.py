"""Blocks of lesson and page bodies."""
