"""The law as rows: read, and asked whom they touch."""
