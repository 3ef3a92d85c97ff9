"""What happens to a case of cooperation: one module for each part of its way.

Each action locks the case, checks right, version and state, writes the change, one line of the
timeline and one of the audit log, all in one transaction.
"""
