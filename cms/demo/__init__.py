"""Demonstration and test worlds, built through the actions of the site; never in production."""
