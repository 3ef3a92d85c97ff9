"""Listens to events and calls one action each."""
