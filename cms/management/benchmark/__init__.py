"""Measures what requests cost: CPU of the whole process tree, queries, bytes, ratio to a floor."""
