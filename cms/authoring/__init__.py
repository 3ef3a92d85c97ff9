"""What authors do with whole courses: begin one, copy one, translate one, write one together."""
