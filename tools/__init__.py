"""Commands beside the served code: the atlas, prices, what is due, reports."""
