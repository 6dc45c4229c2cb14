"""The whole advice, in no language."""
