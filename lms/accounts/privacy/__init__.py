"""What is known of people, why, for how long, and how they get or erase it."""
