"""Published formats the network reads and writes; pure, without Django."""
