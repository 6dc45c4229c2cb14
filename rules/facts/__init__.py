"""What people state, folded into the facts that rules read."""
