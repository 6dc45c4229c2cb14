"""A turn of the chat as people see it: what is asked, what was said, what a tap does."""

import re
from html import unescape
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest

from chat.pages import folds
from chat.pages.number import BUDGETS
from chat.pages.site import feedback_template
from chat.said.address import parse
from knowledge import load
from rules.ahead.planner import outlook
from rules.answers import Answers
from rules.decide.deciding import decide
from tests.turns import replied, shown, state

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@BOTH
def test_the_first_screen_offers_something_to_everybody_who_comes(client, lang):
    openings = shown(f"lang={lang}", lang=lang).openings
    assert {"site", "shop", "app", "offer"} <= {row.id for row in openings.first}
    assert len(openings.first) == 8
    turns = [row.url for row in (*openings.first, *openings.more) if row.turn]
    for url in (*turns, openings.unsure):
        after = client.get(url)
        assert after.status_code == 200
        assert 'class="intro"' not in after.text
    purposes = [purpose for url in turns if (purpose := state(url).get("purpose")) and "buyer" not in state(url)]
    assert sorted(purposes) == sorted(load().needs["purpose"].values), "each once, none left out"


def test_no_verdict_before_anything_is_said():
    assert shown().lean is None


def test_from_the_first_answer_on_there_is_a_verdict_and_an_end_in_sight():
    page = shown("purpose=blog")
    assert page.lean
    assert page.at_most >= 1


def test_every_answer_can_be_changed_and_keeps_the_others():
    query = "purpose=blog&audience=mainland&domain=yes"
    page = shown(query)
    assert [turn.need for turn in page.turns] == ["purpose", "audience", "domain"]
    for turn in page.turns:
        changing = shown(urlsplit(turn.change_url).query)
        assert changing.changing == turn.need
        assert changing.question.need == turn.need
        for option in changing.question.options:
            kept = {name: value for name, value in state(option.url).items() if name != turn.need}
            assert kept.items() <= dict(parse_qsl(query)).items()


def test_a_change_keeps_the_order_in_which_things_were_said():
    page = shown("purpose=blog&budget=50&audience=mainland&ask=budget")
    names = [name for name, _ in page.question.number.form.before]
    assert names == ["purpose"]
    assert [name for name, _ in page.question.number.form.after][:1] == ["audience"]
    assert all(list(state(row.url))[:3] == ["purpose", "budget", "audience"] for row in page.question.number.presets)


def test_a_change_that_drops_an_answer_says_so_before():
    page = shown("purpose=blog&scale=500&ask=purpose")
    options = {option.value: option for option in page.question.options}
    assert page.question.warn
    assert options["game"].drops == load().needs["scale"].label["zh"]
    assert "scale" not in state(options["game"].url)
    assert options["site"].drops is None
    assert "scale" in state(options["site"].url)


def test_back_takes_one_answer_back():
    page = shown("purpose=blog&audience=mainland")
    assert state(page.back_url) == {"purpose": "blog"}


def test_start_again_keeps_language_and_looks():
    page = shown("purpose=blog&lang=en&theme=dark", lang="en")
    assert state(page.restart_url) == {"lang": "en", "theme": "dark"}


def test_the_question_can_always_be_left_unanswered():
    page = shown("purpose=blog")
    assert state(page.question.unsure_url)[page.question.need] == "unsure"


def test_the_slider_and_the_exact_field_agree():
    number = shown("purpose=blog&budget=60&ask=budget").question.number
    assert number.value == "60"
    assert BUDGETS[number.slider.index] == 60
    beyond = shown("purpose=blog&budget=9999999&ask=budget").question.number
    assert beyond.slider.index == len(BUDGETS) - 1


@BOTH
def test_people_are_counted_as_the_purpose_counts_them(lang):
    for purpose, unit in (("blog", "visitors"), ("game", "players"), ("media", "viewers"), ("data", "users")):
        number = shown(f"purpose={purpose}&ask=scale", lang=lang).question.number
        assert number.unit == next(u for u in load().needs["scale"].units if u.id == unit).label[lang]
        assert number.starting


TYPED = "搞个博客，一个月最多五十，懒得备案，要开发票"


def chips(tree):
    return [row for row in tree.iter("li") if row.get("class") == "pair"]


def test_what_was_typed_stays_as_it_was_said_and_is_acknowledged_in_one_line(client):
    tree, _ = replied(client, TYPED)
    (told,) = [row for row in tree.iter("li") if row.get("id") == "told"]
    assert TYPED in "".join(told.itertext())
    assert len(chips(tree)) == 4
    assert not [row for row in tree.iter("li") if row.get("id") in ("turn-purpose", "turn-filing", "turn-also")]


def test_one_answer_typed_is_a_turn_like_any_other(client):
    tree, _ = replied(client, "国内", "purpose=blog&ask=audience")
    assert not chips(tree)
    assert [row.get("id") for row in tree.iter("li") if row.get("id") == "turn-audience"]


def test_each_thing_heard_can_be_changed_or_dropped_with_one_tap(client):
    tree, _ = replied(client, TYPED)
    rows = chips(tree)
    assert len(rows) == 4
    needs = []
    for row in rows:
        links = [state(link.get("hx-get")) for link in row.iter("a")]
        kept = {"purpose", "budget", "filing", "also"} & set(links[-1])
        assert len(kept) == 3
        needs += [links[0]["ask"]] if len(links) == 2 else []
    assert sorted(needs) == ["budget", "filing", "purpose"]


def test_typed_words_never_land_in_an_address(client):
    for text in (TYPED, "ecs 和 vps 到底啥区别", "咕噜咕噜呱"):
        tree, answer = replied(client, text, "purpose=blog")
        addresses = [
            value for e in tree.iter() for name, value in e.attrib.items() if name in ("href", "hx-get", "action")
        ]
        assert [url for url in [*addresses, answer.headers["HX-Push-Url"]] if unquote(url).find(text[:4]) >= 0] == []
        again = client.get(answer.headers["HX-Push-Url"]).text
        assert "<q>" not in again
        assert text not in again


def test_a_message_that_states_nothing_stands_before_its_reply(client):
    tree, _ = replied(client, "ecs 和 vps 到底啥区别", "purpose=blog")
    turns = next(e for e in tree.iter("ol") if e.get("id") == "turns")
    names = [row.get("id") for row in turns]
    assert names[-3:-1] == ["told", "answer-1"]
    assert "到底啥区别" in "".join(turns[names.index("told")].itertext())


def test_circumstances_are_shown_and_can_be_taken_back():
    page = shown("purpose=blog&also=invoice,moving")
    rows = [row for row in page.panel.understood if row.drop_url]
    assert [state(row.drop_url)["also"] for row in rows] == ["moving", "invoice"]


@pytest.mark.parametrize(
    "needs",
    [
        "purpose=blog&budget=50&filing=avoid&audience=mainland",
        "purpose=shop&filing=unsure",
        "purpose=ai&budget=100",
    ],
)
def test_what_is_ruled_out_says_why(needs):
    page = shown(needs)
    said = parse(parse_qsl(needs)).needs
    verdicts, standing = decide(Answers.of(said)).verdicts, outlook(Answers.of(said)).standing
    out = 0
    for decision in page.panel.decisions:
        verdict = verdicts[decision.id]
        for option in decision.out:
            out += 1
            assert option.choice not in standing[decision.id], "only what no answer can bring back"
            spoken = verdict.arguments(option.choice, "veto") or verdict.arguments(verdict.choice, "for")
            if spoken:
                assert option.reason == load().snippets[spoken[0].snippet].texts["zh"]
        assert verdict.choice in [option.choice for option in decision.standing]
    assert out


def test_the_panel_says_how_sure_each_decision_is():
    sure = {row.id: row for row in shown("purpose=blog&budget=50&filing=unsure&audience=mainland").panel.decisions}
    assert sure["vendor"].firm
    assert sure["vendor"].sure == "已定"
    assert sure["region"].sure == "还没定"
    hangs = {row.id: row for row in shown("purpose=miniprogram&budget=50&filing=unsure").panel.decisions}
    assert not hangs["filing"].firm
    assert "备案" in hangs["filing"].sure


def test_each_decision_in_the_panel_has_one_leader():
    for decision in shown("purpose=shop").panel.decisions:
        assert [row.chosen for row in decision.standing].count(True) == 1


def test_languages_and_themes_keep_the_conversation():
    page = shown("purpose=blog&audience=mainland")
    for url in (page.links.others[0].url, page.links.themes["dark"]):
        assert {"purpose": "blog", "audience": "mainland"}.items() <= state(url).items()


def test_the_form_sends_what_was_said_and_what_is_asked():
    page = shown("purpose=blog&audience=mainland")
    hidden = dict(page.say.hidden)
    assert hidden["purpose"] == "blog"
    assert hidden["ask"] == page.question.need
    assert hidden["at"] == "chat"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("", ""),
        ("javascript:alert(1)", ""),
        ("https://a.example/new", "https://a.example/new?rule={rule}&snippet={snippet}&needs=purpose%3Dblog"),
        ("https://a.example/?t={rule}", "https://a.example/?t={rule}&snippet={snippet}&needs=purpose%3Dblog"),
        ("https://a.example/{rule}/{snippet}?{needs}", "https://a.example/{rule}/{snippet}?purpose%3Dblog"),
    ],
)
def test_where_to_report_a_mistake(given, made):
    assert feedback_template(given, "purpose=blog") == made


def test_every_reason_can_be_reported_where_there_is_a_place(app):
    from app import create_app

    own = create_app({"DEFAULT_LANG": "zh", "FEEDBACK_URL": "https://a.example/new"}).test_client()
    said = "purpose=blog&audience=mainland&now=1"
    html = own.get(f"/?{said}").text + "".join(own.get(f"/part/{name}?{said}").text for name in folds.PARTS)
    reported = {
        parse_qs(urlsplit(unescape(found)).query)["rule"][0]: parse_qs(urlsplit(unescape(found)).query)
        for found in re.findall(r'href="(https://a\.example/new\?[^"]+)"', html)
    }
    body = own.get("/api/v1/advice?purpose=blog&audience=mainland&now=1").json
    said = [row for name in ("order", "steps", "warnings", "ask_vendor_notes") for row in body[name]]
    for decision in body["decisions"].values():
        for side in (decision, *decision["alternatives"]):
            said += [*side["for"], *side["against"]]
    assert {row["rule"] for row in said} <= reported.keys()
    assert {"cost/range", "sizing/class", "timeline/order", body["instead"]["rule"]} <= reported.keys()
    assert any(rule.startswith("size/") for rule in reported)
    for row in said:
        assert reported[row["rule"]]["snippet"] == [row["snippet"]]
        assert reported[row["rule"]]["needs"] == ["purpose=blog&audience=mainland&now=1"]
    for page, rule in (("/about/ecs", "topic/ecs#1"), ("/article", "article/")):
        assert f"rule={rule.replace('#', '%23')}" in own.get(page).text
    assert "a.example" not in app.test_client().get("/?purpose=blog&now=1").text


@BOTH
def test_a_word_on_an_answer_stays_where_it_was_said(lang):
    query = "purpose=game&budget=50&uptime=unsure&domain=unsure"
    steps = [shown("&".join(query.split("&")[:n]), lang=lang) for n in (1, 2, 3, 4)]
    told = [page.nod for page in steps]
    assert told[0]
    assert "6" in told[1]
    assert told[2]
    assert told[3] is None
    assert [turn.nod for turn in steps[3].turns] == [None, *told[:3]]


def test_no_word_beside_the_law_nor_with_the_advice():
    assert shown("purpose=blog&filing=avoid").nod is None
    assert shown("purpose=blog&now=1").nod is None


def test_a_circumstance_is_said_by_the_person_not_asked_for():
    (turn,) = shown("also=moving").turns
    assert turn.question is None
    assert turn.answer


def test_what_was_advised_stays_in_sight_beneath_itself(client):
    assert 'id="lean"' in client.get("/?purpose=blog&now=1").text
    assert 'id="lean"' in client.get("/?purpose=blog").text


@BOTH
def test_what_a_number_takes_is_said_in_the_pages_language(client, lang):
    text = client.get(f"/?budget=lots&lang={lang}").text
    assert load().phrase(lang, "talk.takes_number", low="0", high="10000000") in text


def test_what_each_answer_would_bring_is_fetched_when_it_is_asked_for(client):
    page = client.get("/?purpose=blog&budget=50&lang=zh").text
    url = re.search(r'href="(/part/question[^"]*)"', page)[1].replace("&amp;", "&")
    why = load().needs["audience"].why["zh"]
    for headers in ({}, {"HX-Request": "true"}):
        told = client.get(url, headers=headers).text
        assert why in told
        assert "国内（大陆）" in told
        assert "香港，轻量应用服务器" in told
    assert why not in page


def test_what_takes_several_taps_says_why_at_once(client):
    page = client.get("/?purpose=blog&ask=content&lang=zh").text
    assert load().needs["content"].why["zh"] in page
    assert client.get("/part/question?lang=zh").status_code == 200
    assert client.get("/part/question?ask=nothing&purpose=blog&now=1").status_code == 200
