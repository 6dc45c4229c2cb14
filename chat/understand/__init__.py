"""Free text into needs: what was said, the words that said it, and what else the text wants."""

from chat.understand.lexicon import LexiconError, load_lexicon
from chat.understand.reading import Understanding, understand

__all__ = ["LexiconError", "Understanding", "load_lexicon", "understand"]
