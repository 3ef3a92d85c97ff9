"""Pages about data: one's own, the office's cases, the data-protection officer's."""
