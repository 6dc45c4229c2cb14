"""A turn of conversation: what was said, what to ask next, how it is worded."""
