"""Publisher: what goes out on a day, as which files, and getting them there."""
