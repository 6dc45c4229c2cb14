"""Figures of what is there already, or is looked at: a machine's memory, its line, a card's memory, a speed that was measured. None is a wish."""

from __future__ import annotations

import re

from chat.hear.quantities import Quantity
from chat.hear.stated import Stated
from chat.hear.units import pattern

MOST_MEMORY_LOOKED_AT = 64
_SIZES_IN_MEGABYTES = frozenset((64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048))
_POWERS = frozenset((0.5, 1, 2, 4, 8, 16, 32, 64))
_WISH = re.compile(
    r"想|需|至少|最少|起码|最好|希望|加到|升到|提到|换到|[要求]|给我|来个|来条|(?<![a-z])(?:needs?|wants?|at least|minimum|requires?|required|looking for|prefer|ideally|should)(?![a-z])"
)
_ONLY = re.compile(
    r"(?:就|只有|才|仅|只|明明是|总共|(?<![a-z])(?:only|just|getting|gets|got|get))(?: (?:about|around|at|a|like))* ?$"
)
_MACHINE = r"(?:家里|家宽|宽带|我家|vps|nas|ecs|服务器|云主机|主机|机器|机子|小鸡|小机|轻量|那台|这台|(?<![a-z])(?:home|uplink|machine|server|box|droplet|instance|vm|host|line))"
_MACHINE_HAS = re.compile(
    rf"{_MACHINE} ?(?:的|是|有|就|才|只有|上|带|带宽|上行|下行|宽带|has|is|with|have|got|only|comes with|on| )*(?: an?)? ?$"
)
_OF_A_MACHINE = re.compile(r" ?的? ?(?:[a-z]{2,5} ?)?[\u3400-\u9fff]{0,3}(?:机|鸡|vps|ecs)(?![房场票会器a-z])")
_CARD_BEFORE = re.compile(
    r"(?:卡|显卡|(?<![a-z])(?:gpu|card|vram))(?:现在)?(?:是|有|就|才|只有|为|个|has|is|with|only| )*(?: an?)? ?$"
)
_CARD_BEHIND = re.compile(r" ?的?(?:显?卡(?!顿|死|不|吗)|gpu|(?:graphics )?card(?![a-z])|vram)")
_SAYS_SO = re.compile(r"^[ ]?(?:就|是|只有|有|才|只|has|with|is|only|的| )*$")
_FILLED = re.compile(
    r"(?:into|in|用了|占了?|塞进|吃了?|takes?|taking|uses?|needs?|eats?|eating|hits?|sits at|limited to|out of|peaks at|吃到|吃掉|涨到|飙到|限制[在到]|压到|挤进|跑满)(?: about| around)? ?$"
)
_FAILS = re.compile(
    r" ?(?:的)?(?:ram |of ram |memory )?(?:and )?(?:it )?(?:keeps?|is|was|always|直接|老是|总是|经常|就|都|还是|会)? ?(?:freez|crash|oom|dies|died|swapp|lagg|not enough|isnt enough|爆|卡|崩|挂|不够|撑不住|被kill)"
)
_TO = re.compile(r"(?:换|换成|换到|升级?到?|加到|得上|上到|(?<![a-z])(?:upgrade|bump|go|move)(?: it)?(?: up)? to) ?$")
"""What stands before the memory one would go on to: 想换4G左右的."""
_CHOICE = re.compile(r"(?<![a-z])or(?![a-z])|还是|或")


def is_had(told: Stated, quantity: Quantity) -> bool:
    """Tell whether so much bandwidth is what a machine has, or what was measured: vps 是 5M 的, 下载只有 1MB/s, the server has 50 Mbit."""
    low, high = told.clause(quantity.start)
    before, after = told.text[low : quantity.start], told.text[quantity.end : high]
    if _WISH.search(before) or _WISH.search(after):
        return False
    return bool(_ONLY.search(before) or _MACHINE_HAS.search(before) or _OF_A_MACHINE.match(after))


def is_memory(told: Stated, quantity: Quantity) -> bool:
    """Tell whether it is a machine's memory by what stands around it: 512M 的 vps, 2 gig linode, 5gb keeps freezing, 2 or 4 GB."""
    low, high = told.clause(quantity.start)
    before, after = told.text[low : quantity.start], told.text[quantity.end : high]
    sold = _names_a_seller(told, quantity)
    if quantity.unit == "m":
        return quantity.high in _SIZES_IN_MEGABYTES and (sold or bool(_OF_A_MACHINE.match(after)))
    if quantity.high > MOST_MEMORY_LOOKED_AT or pattern("subjects", "kept").search(before + "，" + after):
        return False
    if told.purpose == "game" or pattern("subjects", "memory").search(before + "，" + after):
        return True  # nothing is kept there: so much is what the game or the machine has
    return sold or bool(_FAILS.match(after) or _FILLED.search(before)) or _is_stepped(told, quantity, before)


def _is_stepped(told: Stated, quantity: Quantity, before: str) -> bool:
    """Tell whether so much is a step memory is sold in, gone on to or chosen between: 想换4G左右的, 2 or 4 GB."""
    if quantity.high in _POWERS and _TO.search(before):
        return True
    either = {quantity.low, quantity.high} <= _POWERS and quantity.low != quantity.high
    return either and bool(_CHOICE.search(told.text[quantity.start : quantity.number_end]))


def _names_a_seller(told: Stated, quantity: Quantity) -> bool:
    """Tell whether whose machine it is stands straight behind: a 2 gig linode."""
    sellers = told.of_kind("vendor")
    return any(quantity.end <= t.start and told.text[quantity.end : t.start].strip(" 的") == "" for t in sellers)


def is_of_a_card(told: Stated, quantity: Quantity) -> bool:
    """Tell whether so many GB are a graphics card's: 现有卡是 40G 的, 我的 4070 就 12G, squeezed the 7B into 17 GB."""
    low, high = told.clause(quantity.start)
    before, after = told.text[low : quantity.start], told.text[quantity.end : high]
    if _CARD_BEFORE.search(before) or _CARD_BEHIND.match(after):
        return True
    cards = (t for t in told.of_kind("card") if low <= t.end <= quantity.start)
    if any(_SAYS_SO.match(told.text[t.end : quantity.start]) for t in cards):
        return True
    models = any(q.unit == "parameters" and low <= q.start < quantity.start for q in told.said)
    return models and bool(_FILLED.search(before))
