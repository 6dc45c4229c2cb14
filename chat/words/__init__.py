"""How advice is said: sentences, labels, JSON."""
