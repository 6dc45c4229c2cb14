"""Free text into needs: what was said, the words that said it, and what else the text wants."""

from chat.hear.choice import Choice
from chat.hear.lexicon import LexiconError, load_lexicon
from chat.hear.reading import Understanding, understand

__all__ = ["LexiconError", "Understanding", "load_lexicon", "prepare", "understand"]


def prepare() -> None:
    """Hear what calls for most that is loaded when first met, so that no message waits for it."""
    for piece in load_lexicon().groups.values():
        if isinstance(piece, Choice):
            piece.work_out()
    understand("我的博客，二十个人用，为什么 2核2G 一年99，一亿零三个人看")
    understand("My shop needs a site, 20 people a day in Shanghai, $5 a month, already filed?", lang="en")
