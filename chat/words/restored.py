"""What the last undo brought back, in words."""

from __future__ import annotations

from chat.said.conversation import Conversation
from chat.words.wording import also_label, named_label, phrase, value_label
from knowledge import load

MOST_NAMED = 3


def restored(said: Conversation, lang: str) -> str:
    """Return what an undo restored; `was` in the address holds what stood there until then."""
    names = [part.partition("-")[0] for part in said.riding.get("was", "").split(",") if part]
    if not names:
        return phrase(lang, "talk.undone")
    rows = [as_it_is(said, name, lang) for name in names[:MOST_NAMED]]
    key = "talk.undone_more" if len(names) > MOST_NAMED else "talk.undone_what"
    return phrase(lang, key, what=phrase(lang, "page.semicolon").join(rows), n=len(names) - MOST_NAMED)


def as_it_is(said: Conversation, name: str, lang: str) -> str:
    """Return one thing of a conversation in words: a need with its answer, the circumstances, a machine; or that it was not said."""
    if name in said.needs:
        answer = value_label(lang, name, said.needs[name], said.answers.stated("purpose"))
        return phrase(lang, "page.change_from", label=load().needs[name].label[lang], value=answer)
    if name == "spec" and said.spec:
        return named_label(lang, said.spec)
    if name == "also" and said.also:
        return phrase(lang, "page.comma").join(also_label(lang, flag) for flag in said.also)
    other = "chat.named" if name == "spec" else "chat.also_heard"
    label = load().needs[name].label[lang] if name in load().needs else phrase(lang, other)
    return phrase(lang, "page.not_said", label=label)
