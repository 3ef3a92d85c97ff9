"""Reads of learning paths: what everybody sees, what makers keep, how far a learner is."""
