"""Making learning paths, and the houses that agree to them."""
