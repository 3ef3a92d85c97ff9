"""Consent: who must agree to an account, and what follows when somebody does not."""
