"""Pages around consent: registration, waiting, decisions, guardians."""
