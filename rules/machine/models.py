"""What a model of so many billion parameters takes: its weights, each conversation, and whether it needs a card at all."""

from __future__ import annotations

from knowledge import size_tables
from rules.machine.wanted import Wanted


def weights_gib(wanted: Wanted) -> tuple[float, str]:
    """Return GiB of a model's weights, and at how many bits."""
    rules = size_tables.sizing()["model"]
    bits = wanted.bits or [bits for least, bits in rules["bits"] if wanted.model >= least][-1]
    return wanted.model * rules["gib_per_billion"][bits], bits


def chat_gib(billions: float) -> float:
    """Return GiB of card memory that one conversation with a model takes."""
    row = size_tables.sizing()["model"]["per_chat"]
    (low, least), (high, most) = row["linear"]
    found = least + (most - least) * (billions - low) / (high - low)
    return float(min(row["at_most"], max(least, found)))


def is_training(wanted: Wanted) -> bool:
    """Say whether a model is trained: heavy is said of one that is not large by itself."""
    return wanted.demand == "heavy" and 0 < wanted.model < size_tables.sizing()["model"]["training"]["below"]


def training_gib(wanted: Wanted) -> tuple[float, str]:
    """Return GiB of card memory that fine-tuning a model takes, and at how many bits its weights lie there (QwenLM/Qwen, README)."""
    bits = wanted.bits or "16"
    return wanted.model * size_tables.sizing()["model"]["training"]["gib_per_billion"][bits], bits


def without_card(wanted: Wanted) -> bool:
    """Say whether a processor answers one person at a time well enough, or is to do whatever it takes."""
    if wanted.cpu_only:
        return True
    most = float(size_tables.sizing()["model"]["no_card_to_gib"]["value"])
    return 0 < weights_gib(wanted)[0] <= most and not is_training(wanted)
