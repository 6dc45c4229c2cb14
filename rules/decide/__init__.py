"""Rules read from their files, and run."""
