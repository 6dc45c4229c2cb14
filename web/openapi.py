"""The API's own description, OpenAPI 3.1, written from what is known so that it cannot fall behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.json import schema_components
from werkzeug.routing import Rule

from chat.bodies.whole import BODIES
from chat.said.address import SPEC_PATTERN
from chat.said.hearing import MOST_CHARACTERS
from chat.said.offered import MOST_GET, MOST_POST
from knowledge import LANGUAGES, load
from knowledge.records import Need
from web.promises import Promise

JSON = dict[str, Any]


def _schema(need: Need) -> JSON:
    if need.kind == "choice":
        return {"type": "string", "enum": [*need.values, "unsure"]}
    if need.kind == "list":
        one = "|".join(need.values)
        return {"type": "string", "pattern": f"^(({one})(,({one}))*|unsure)$"}
    if need.kind == "programs":
        return {
            "type": "string",
            "description": "ids of the program catalogue, joined by commas, at most 12; or unsure",
        }
    kind = "integer" if need.name == "scale" else "number"
    number = {"type": kind, "minimum": need.minimum, "maximum": need.maximum}
    return {"oneOf": [number, {"type": "string", "const": "unsure"}]}


def _parameter(name: str, schema: JSON, text: str, required: bool = False) -> JSON:
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": text}


def _lang() -> JSON:
    return _parameter("lang", {"type": "string", "enum": list(LANGUAGES)}, "language of the texts")


def _answers(shape: type) -> JSON:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "200": {
            "description": "as asked",
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}},
        },
        "400": {"description": "a value that cannot be used; names it and what it takes", "content": problem},
        "429": {"description": "too many requests", "content": problem},
    }


def state_and_language() -> list[JSON]:
    """Return the parameters that say a case, and the language."""
    rows = [_parameter(need.name, _schema(need), need.label["en"]) for need in load().needs.values()]
    also = sorted({*load().circumstances, *load().needs["purpose"].values})
    array = {"type": "array", "items": {"type": "string", "enum": also}}
    rows.append({**_parameter("also", array, "circumstances, comma-separated"), "style": "form", "explode": False})
    machine = {"type": "string", "pattern": SPEC_PATTERN}
    rows.append(
        _parameter("spec", machine, "a machine they named, as 24c or 4c8g: compared in `named`, it changes no decision")
    )
    rows.append(_parameter("now", {"type": "string", "enum": ["1"]}, "advise now"))
    return [*rows, _lang()]


def _reply() -> JSON:
    return _parameter(
        "reply",
        {"type": "string", "example": "what-if:budget-99.9;cost:span-first-year"},
        "the reply on screen, which a bare follow-up is read with",
    )


def _offer() -> JSON:
    example = "vcpus-2,memory_gib-2.5,price-18.66,currency-USD,per-year"
    return _parameter(
        "offer", {"type": "string", "example": example}, "an offer in its address form, where there is no text"
    )


def for_why() -> list[JSON]:
    """Return what an explanation takes."""
    decided = {"type": "string", "enum": list(load().decisions)}
    return [_parameter("decision", decided, "the decision to explain", required=True), *state_and_language()]


def for_understanding() -> list[JSON]:
    """Return what understanding a text takes."""
    return [_text("free text"), _ask(), _reply(), *state_and_language()]


def for_saying() -> list[JSON]:
    """Return what one turn takes."""
    return [_text("one message"), _ask(), _reply(), *state_and_language()]


def for_offers() -> list[JSON]:
    """Return what the judgement of an offer takes."""
    text = {"type": "string", "maxLength": MOST_POST}
    about = f"the text of an offer; over {MOST_GET:,} characters by POST"
    return [_parameter("text", text, about), _offer(), *state_and_language()]


def _text(about: str) -> JSON:
    return _parameter("text", {"type": "string", "maxLength": MOST_CHARACTERS}, about, required=True)


def _ask() -> JSON:
    return _parameter("ask", {"type": "string", "enum": list(load().needs)}, "the question on screen")


def _schemas() -> JSON:
    """Return the shapes of the answers, each part under its own name."""
    _, shapes = schema_components(BODIES, ref_template="#/components/schemas/{name}")
    shapes["Advice"]["properties"]["decisions"]["required"] = list(load().decisions)
    return dict(shapes)


def document(addresses: Iterable[tuple[Rule, Promise]]) -> JSON:
    """Return the whole description, of what each address promises."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Server advisor",
            "version": "1",
            "description": "Which server to buy, and why. No account, no tracking.",
        },
        "paths": {str(rule): _path(each) for rule, each in addresses if each.operation},
        "components": {"schemas": _schemas()},
    }


def _path(promise: Promise) -> JSON:
    """Return one path; what may be long is taken by POST, as a form, too."""
    told = promise.operation
    if told is None:
        return {}
    answers = _answers(told.answer) if told.answer else {"200": {"description": promise.about}}
    one = {"operationId": told.name, "summary": promise.about, "parameters": told.parameters(), "responses": answers}
    return {"get": one, "post": {**one, "operationId": f"{told.name}ByPost"}} if told.by_post else {"get": one}
