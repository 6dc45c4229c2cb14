"""What stands around a number and says what it counts: nouns, versions, dates, records, from the language of quantities."""

from __future__ import annotations

import re
from functools import lru_cache

from chat.hear.lexicon import load_lexicon
from chat.hear.normal import is_han
from chat.hear.units import language, one_of

MEASURE = re.compile("[个台块只辆把路套张]")
SPEC_BEHIND = re.compile(r"台(?: ?的?)(?:\d+ ?(?:核|c|h)|[一二四八]核)")
PERSON_LAST = re.compile("(?:[员师生]|同事|客户|用户|老人|孩子|朋友)(?:有|大概|大约|一共|总共|约|就|才)?$")
PERSON_MEASURE = re.compile("[个位名](?![\u3400-\u9fff]?[台次])")
ADDRESS = re.compile("(?:路|街|巷|弄|道|大道|(?<![组厂司家群班店村队校院馆手部])里|胡同|栋|楼)$")
COUNTS = re.compile("[个台块只辆把套张条根盏口位名人件盒枚组]| ?[a-z]{3}")
"""Behind a number: something is counted, and no house."""
NAMES_BEFORE = re.compile(r"[a-z][a-z.+-]*[ -]?$")
TEAM_BEFORE = re.compile(
    r"(?:team|staff|group|crew|company|family|party|class|club) of (?:about |around |some )?$|(?:团队|公司|部门|小组)(?:有|一共|总共|就|大概|约)?$"
)
AT_ONCE_BEFORE = re.compile(
    r"(?:并发(?:数|量|峰值)?|(?<![a-z])(?:concurrent|concurrency|simultaneous))(?: (?:of|is|at|limit|max))?(?:大概|大约|约|是|为|有|到|能到|:| )*$"
)
ORDINAL = re.compile(r"第 ?$|(?:no|number|#) ?$")
ABOUT_BEFORE = re.compile(
    r"(?:大概|大约|约|差不多|估计|近|(?<![a-z])(?:about|around|roughly|some|maybe|circa|approximately) |~)$"
)
ABOUT_BEHIND = re.compile(r" ?(?:左右|上下|出头|来|多|or so(?![a-z])|ish(?![a-z])|\+)")
_STOP = "(?![的一每到连那都也就和跟在了着过上下用跑放给要能会是不])"
_LITTLE = (
    "(?!(?:with|and|on|for|in|to|at|or|is|are|was|from|of|by|as|so|but|the|a|an|my|our|we|i|it|if|no|ok|per|each|then|than|that|this"
    "|after|before|until|since|when|once|maybe|enough|please|total|tops|max|only|now|plus|because|which|who)(?![a-z]))"
)
_MONTHS = "january february march april may june july august september october november december jan feb mar apr jun jul aug sept? oct nov dec"
DATE = re.compile(
    rf" ?(?:{'|'.join(_MONTHS.split())})(?![a-z])|月(?!活)|号(?=[，。？ 前后上那]|$)|(?:st|nd|rd|th)(?![a-z])"
)
NOUN_BEHIND = re.compile(rf"[个家次件套门场份款只条张支组种台路项位名]|[ -]{_LITTLE}[a-z]{{3,}}")
NOUN = re.compile(
    rf"[个家次件套门场期份款只条本张支幅间组种类座栋辆把块部台路项位名笔封单号](?:{_STOP}[\u3400-\u9fff]){{0,3}}"
    rf"|(?:{_STOP}[\u3400-\u9fff]){{1,3}}"
    rf"|[ -]?{_LITTLE}[a-z][a-z-]{{1,14}}(?: {_LITTLE}[a-z][a-z-]{{2,14}})?"
)


@lru_cache(maxsize=1)
def versioned() -> frozenset[str]:
    """Return the words behind which a number is a version or a make."""
    return frozenset(map(str, language()["versioned"]))


@lru_cache(maxsize=1)
def persons() -> re.Pattern[str]:
    """Return what reads people by what they are, or by what they do."""
    return re.compile(language()["persons"])


def person_before(left: str, text: str, end: int) -> re.Match[str] | None:
    """Return the measure behind a number that counts the people named before it: 业务员 9 个."""
    return PERSON_MEASURE.match(text, end) if PERSON_LAST.search(left) else None


@lru_cache(maxsize=1)
def noun_kinds() -> dict[str, str]:
    """Return what counts a thing by its name alone: a unit's Latin words, and the nouns that stand before a number."""
    rows = language()["units"]
    kinds = ("devices", "seats", "machines", "mailboxes", "streams")
    latin = {str(w): kind for kind in kinds for table in rows[kind].values() for w in table if str(w)[0].isascii()}
    return latin | {word: kind for word, kind in leads().items() if not word.isascii()}


@lru_cache(maxsize=1)
def nouns() -> re.Pattern[str]:
    """Return what reads a unit with words before it: 60 customer PCs, three Windows 2019 desktops, 40 个土壤探头."""
    latin = one_of(w for w in noun_kinds() if w.isascii())
    han = one_of(w for w in noun_kinds() if not w.isascii())
    adjective = rf"(?:{_LITTLE}[a-z][a-z-]+ |20\d\d )"
    named = "(?: ?[a-z][a-z0-9-]{1,9} ?)?"
    return re.compile(
        f" (?:{adjective}){{0,2}}?(?P<unit>{latin})|[个台只块辆把路套]{named}[\u3400-\u9fff]{{0,4}}?(?P<han>{han})"
    )


@lru_cache(maxsize=1)
def leads() -> dict[str, str]:
    """Return what is counted by each noun that stands before its number."""
    return {str(word): kind for kind, words in language()["before"].items() for word in words}


@lru_cache(maxsize=1)
def counted_before() -> re.Pattern[str]:
    """Return what reads a thing named before its number: 传感器 2000 个, 集群 6 台."""
    return re.compile(
        f"({'|'.join(sorted(leads(), key=len, reverse=True))})(?:[^，]{{0,3}}|(?:数量?|现在|目前|已经|一共|总共|大概|大约|差不多|有|共|是|约|了)*)$"
    )


@lru_cache(maxsize=1)
def spoken_of_before() -> re.Pattern[str]:
    """Return what reads a thing spoken of in the clause before the one that counts it: 摄像头比较多，现在一共有 | 60 多个."""
    words = "|".join(sorted((re.escape(w) for w in leads() if len(w) > 1), key=len, reverse=True))
    counting = "现在|目前|一共|总共|加起来|合计|差不多|已经|大概|大约|总计|也就|共|约|有|是|了"
    counting_en = "about|around|some|roughly|maybe|currently|now|we have|there are|right now|so far|over"
    return re.compile(
        f"({words})[^，。？0-9]{{0,12}}[，。] ?(?:{counting}| )*$|(?<![a-z])({words})(?![a-z])[^，。？0-9]{{0,24}}[，。] ?(?:(?:{counting_en}) ?)*$"
    )


@lru_cache(maxsize=1)
def records() -> re.Pattern[str]:
    """Return what reads a number of things that happen or are written: calls, orders, messages."""
    words = list(map(str, language()["records"]))
    han = one_of(w for w in words if is_han(w[0]))
    latin = one_of(w for w in words if not is_han(w[0]))
    return re.compile(
        f" ?(?!封顶)(?:[条次笔个]?(?:多|左右)?(?:{han})(?:数据|记录|请求|消息|订单|日志)?|[个条]?多?个? ?(?:[a-z]+ ){{0,2}}?(?:{latin}))"
    )


@lru_cache(maxsize=1)
def crowd() -> re.Pattern[str]:
    """Return what reads people in English behind a number."""
    words = [w for w in load_lexicon().words["people"] if str(w).isascii()]
    return re.compile(f" (?:{_LITTLE}[a-z-]+ ){{0,2}}?(?:{one_of(words)})")
