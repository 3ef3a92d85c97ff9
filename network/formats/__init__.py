"""Published standards the network reads and writes; pure Python."""
