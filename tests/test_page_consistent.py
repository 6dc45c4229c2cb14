"""No page contradicts itself: every sum, size, place and claim of an advice against the others and against the API."""

import re

import html5lib
import pytest

from chat.pages import folds
from chat.words.wording import choice_label
from knowledge import load
from rules.price.spoken import as_told
from tests.turns import shown

STATES = (
    "purpose=site&budget=100&audience=mainland&filing=willing",
    "purpose=blog&budget=50&filing=avoid&audience=mainland&scale=300&domain=yes",
    "purpose=learning&buyer=student&budget=10&audience=mainland",
    "purpose=app&audience=mainland&budget=200&filing=avoid&scale=3000&domain=yes",
    "purpose=game&demand=heavy&scale=12&audience=mainland&budget=100&domain=no",
    "purpose=shop&audience=mainland&filing=willing&scale=3000&budget=300",
    "purpose=miniprogram&filing=avoid",
    "purpose=static",
    "purpose=ai&demand=medium",
    "purpose=drive&audience=mainland&demand=medium",
    "purpose=app&audience=global&budget=720&scale=500",
    "purpose=bot&budget=30",
    "purpose=data&buyer=company&isolation=exclusive",
    "purpose=shop&uptime=critical&scale=200000",
    "purpose=media&scale=100&budget=500",
)
CLAIMS = re.compile(r"最划算|最便宜|打平|best value|the cheapest", re.I)
SIZES = re.compile(r"(\d+) (?:核|vCPU)(?: and)? (\d+(?:\.\d)?) ?GB?\b")
SUMS = {
    "zh": re.compile(r"(?<![\d.–])([\d.]+)(?:\u2060?–\u2060?([\d.]+))? 元"),
    "en": re.compile(r"¥([\d,.]*\d)(?:\u2060?–\u2060?([\d,.]*\d))?"),
}


@pytest.fixture(
    scope="module",
    params=[(state, lang) for state in STATES for lang in ("zh", "en")],
    ids=lambda p: f"{p[1]}-{p[0][8:24]}",
)
def case(request, module_client):
    state, lang = request.param
    query = f"{state}&now=1&lang={lang}"
    html = module_client.get(f"/?{query}").text
    body = module_client.get(f"/api/v1/advice?{query}").json
    return lang, query, html5lib.parse(html, namespaceHTMLElements=False), body, shown(query, lang=lang).advice


@pytest.fixture(scope="module")
def module_client():
    from app import create_app

    return create_app({"DEFAULT_LANG": "zh"}).test_client()


def words(tree, name):
    """Return what is read in the elements of a class."""
    return ["".join(e.itertext()) for e in tree.iter() if name in (e.get("class") or "").split()]


def sums(text, lang):
    return {float(one.replace(",", "")) for found in SUMS[lang].findall(text) for one in found if one}


def known(body):
    """Return every sum a page of this advice may show beside another, as the API has it, as sums are told."""
    cost = body["cost"]
    found = [cost["low"], cost["high"], cost["first_year"], cost["three_years"], body["needs"].get("budget")]
    found += [*(cost["first_year_range"] or {}).values(), *(cost["year_by_month"] or {}).values()]
    found += [((cost["three_years"] or 0) - (cost["first_year"] or 0)) / 2]
    for row in (*body["candidates"], *body["sizes"], *(body.get("compare") or [])):
        found += [row["low"], row["high"], row.get("first_year")]
    found += [row["low"] for row in cost["give_up"]]
    for row in cost["promos"]:
        found += [row["first_year"], row["renewal_year"], row["three_years"], row["first_year"] / 12]
    return {as_told(float(one)) for one in found if one is not None}


def test_every_sum_of_the_first_screen_is_one_of_the_apis(case):
    lang, _, tree, body, _ = case
    said = " ".join((*words(tree, "price"), *words(tree, "years")))
    allowed = known(body)
    strange = {
        one for one in sums(said, lang) if as_told(one) not in allowed and one not in (body["needs"].get("budget"),)
    }
    assert not strange, (said, sorted(allowed))


def test_each_way_to_buy_costs_what_the_api_says_and_what_is_cheaper_says_what_is_lost(case):
    lang, _, _, body, card = case
    mine = body["cost"]
    for way in (*card.ways.compared, *card.ways.others):
        if not way.way.price or way.way.low == way.way.high == 0:
            continue
        assert {as_told(way.way.low), as_told(way.way.high)} <= known(body)
        assert sums(way.way.price, lang) <= {as_told(way.way.low), as_told(way.way.high)}
        if not way.way.chosen and way.way.low < mine["low"]:
            assert way.way.gives_up, way.way.label
    assert card.ways.compared[0].way.chosen
    assert card.ways.compared[0].way.low == mine["low"]


def test_one_thing_costs_one_sum_wherever_it_stands(case):
    """What may be given up names ways that stand in the comparison: same way, same sum."""
    _, _, _, body, _ = case
    lows = {(row["kind"], row["choice"]): as_told(row["low"]) for row in body["candidates"]}
    lows |= {("size", row["id"]): as_told(row["low"]) for row in body["sizes"]}
    for row in body["cost"]["give_up"]:
        same = lows.get((row["kind"], row["choice"]))
        if same is not None:
            assert as_told(row["low"]) == same, row["text"]


def test_the_size_is_one(case):
    _, _, tree, body, card = case
    spec = body["spec"]
    allowed = {(row["vcpus"], row["memory_gib"]) for row in (*body["sizes"], spec)}
    said = [card.what, card.hello, *words(tree, "lean"), *words(tree, "price"), *words(tree, "years")]
    for text in said:
        for vcpus, memory in SIZES.findall(text):
            assert (float(vcpus), float(memory)) in {(float(a or 0), float(b or 0)) for a, b in allowed}, text


def test_the_place_and_the_filing_are_one(case):
    lang, _, _, body, card = case
    region, filing = (body["decisions"][name]["choice"] for name in ("region", "filing"))
    assert choice_label(lang, "region", region) in card.what
    days = {row["id"] for row in body["timeline"]}
    assert ("office" in days) == (filing == "needed")
    facts = " ".join(card.facts)
    assert ("2–5" in facts) == (filing == "needed") or filing == "done"
    if region == "mainland":
        notes = " ".join(body["timeline_notes"])
        assert "要是放内地" not in notes


def test_enough_is_said_only_where_it_is(case):
    lang, _, tree, body, _ = case
    within, said = body["cost"]["within_budget"], " ".join(words(tree, "years"))
    enough, short = ("元够。", "不够") if lang == "zh" else ("is enough.", "is not enough")
    assert not (enough in said and short in said)
    if within is False:
        assert enough not in said
    if within is True:
        assert short not in said


def test_nothing_is_called_cheapest_where_something_cheaper_stands_beside_it(case):
    _, _, _, body, card = case
    lows = [row["low"] for row in body["candidates"]]
    if not lows or min(lows) >= body["cost"]["low"]:
        return
    said = [row["text"] for decision in body["decisions"].values() for row in decision["for"]]
    assert [text for text in (*said, card.headline) if CLAIMS.search(text)] == []


def test_each_part_is_a_page_and_a_fragment_of_the_same_words(case, module_client):
    _, query, tree, _, _ = case
    linked = {e.get("id") for e in tree.iter() if "fold-link" in (e.get("class") or "")}
    assert linked <= {f"part-{name}" for name in folds.FOLDS}
    for name in linked:
        address = f"/part/{name.removeprefix('part-')}?{query}"
        page, part = (module_client.get(address, headers=h).text for h in ({}, {"HX-Request": "true"}))
        assert part.strip() in page
        assert part.count(f'id="{name}"') == 1
        assert len(re.sub(r"<[^>]+>|\s", "", part)) > 10


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("purpose", load().needs["purpose"].values)
def test_whatever_is_to_run_there_is_a_page_with_every_part(module_client, purpose, lang):
    query = f"purpose={purpose}&now=1&lang={lang}"
    assert module_client.get(f"/?{query}").status_code == 200
    assert [name for name in folds.FOLDS if module_client.get(f"/part/{name}?{query}").status_code != 200] == []


def walk(value):
    """Return every number and every text of the API's JSON."""
    if isinstance(value, dict):
        yield from (one for row in value.values() for one in walk(row))
    elif isinstance(value, list):
        yield from (one for row in value for one in walk(row))
    elif isinstance(value, (int, float, str)) and not isinstance(value, bool):
        yield value


def text_of(tree, name):
    """Return the text of the element with an id, a space between its parts."""
    return " ".join(part.strip() for e in tree.iter() if e.get("id") == name for part in e.itertext() if part.strip())


def test_every_sum_and_size_of_the_whole_page_is_one_of_the_apis(case, module_client):
    lang, query, tree, body, _ = case
    said = text_of(tree, "advice")
    for name in folds.PARTS:
        part = module_client.get(f"/part/{name}?{query}", headers={"HX-Request": "true"}).text
        said += " " + " ".join(html5lib.parse(part, namespaceHTMLElements=False).itertext())
    told = list(walk(body))
    texts = " ".join(one for one in told if isinstance(one, str))
    figures = {float(one) for one in told if isinstance(one, (int, float))} | sums(texts, lang)
    figures |= {one / 12 for one in figures}
    sums_known = known(body) | {whole for one in figures for whole in (round(one), round(as_told(one)))}
    strange = {one for one in sums(said, lang) if not {round(one), int(one)} & sums_known}
    assert not strange
    sizes_known = {(float(a), float(b)) for a, b in SIZES.findall(texts)}
    sizes_known |= {
        (float(row["vcpus"] or 0), float(row["memory_gib"] or 0))
        for row in (*body["sizes"], *body["plans"], body["spec"])
    }
    assert not {(float(a), float(b)) for a, b in SIZES.findall(said)} - sizes_known
