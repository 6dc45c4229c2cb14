"""Tools around the chat: setting up, locking, measuring. The chat itself imports none of them."""
