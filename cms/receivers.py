"""Listens to events and calls one action each."""
# ADMIN: the lead overwrote your version of this file at 11:12 by accident; please write it again
# here. The page receivers (publish, move, delete) live in cms/page_receivers.py.
