"""Answers to what a message asks, made of the same arguments, figures, sources and look-ahead as the page."""

from chat.replies.answering import reply_to
from chat.replies.reply import Reply, Tap

__all__ = ["Reply", "Tap", "reply_to"]
