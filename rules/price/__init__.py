"""What things cost: dated prices, ranges, offers."""
