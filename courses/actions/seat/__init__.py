"""Seats of runs: whoever changes them locks the run's row first, and then decides."""
