"""Free text into needs: what was said, the words that said it, and what else the text wants."""

from collections.abc import Iterator

from chat.hear.lexicon import LexiconError, load_lexicon
from chat.hear.reading import Understanding, understand

__all__ = ["LexiconError", "Understanding", "load_lexicon", "prepare", "understand"]


def prepare() -> Iterator[None]:
    """Load and compile what is otherwise loaded and compiled when first met, a step at a time."""
    understand("二十")
    yield
    understand("为什么 2核2G 一年99")
    yield
    understand("My shop needs a site, 20 people a day in Shanghai, $5 a month, already filed?", lang="en")
    yield
