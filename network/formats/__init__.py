"""Files of others, read and written without a framework."""
