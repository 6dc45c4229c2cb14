"""What an offer is made of: text, figures, money, rows."""
