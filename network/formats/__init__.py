"""Published standards, without Django."""
