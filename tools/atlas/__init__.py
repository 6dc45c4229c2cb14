"""The whole answer space, walked: every reachable situation of every decision, checked and counted."""
