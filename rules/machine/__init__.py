"""How big a machine has to be."""
