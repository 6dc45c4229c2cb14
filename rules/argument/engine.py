"""The one module that touches durable_rules: compile rules, assert one case, return what fired.

durable_rules is only safe in a subset (no joins, no arithmetic, no regex, no timers, few rules a set), so conditions here
are equalities on one flat fact, the C module is driven without its Host, and every error code is raised.
"""

from __future__ import annotations

import json
import os
import threading
import weakref
from collections.abc import Mapping, Sequence

import durable_rules_engine as c_engine

Conditions = Sequence[tuple[str, frozenset[str]]]
"""A conjunction: each attribute must have one of these values."""

SET_SIZE = 60
"""So many rules one compiled set is trusted with; more stand in further sets behind the same engine."""
_SID = "0"
_PRIME = "prime"
_NO_STATE = "error code: 309"
_sets: weakref.WeakSet[_Set] = weakref.WeakSet()


class EngineError(RuntimeError):
    """durable_rules refused a ruleset or a fact; nothing it would have said may be used."""


class Engine:
    """All rules of one decision, in as many compiled sets as they need; safe to share between threads."""

    def __init__(self, name: str, rules: Mapping[str, Conditions]) -> None:
        """Compile `rules` (id -> conditions); raise EngineError if the engine refuses them."""
        ids = list(rules)
        parts = [ids[start : start + SET_SIZE] for start in range(0, len(ids), SET_SIZE)] or [[]]
        self._sets = [
            _Set(f"{name}-{place}" if place else name, {rule_id: rules[rule_id] for rule_id in part})
            for place, part in enumerate(parts)
        ]

    def fire(self, case: Mapping[str, str]) -> list[str]:
        """Return the ids of the rules that fire on one case, set by set in firing order, each once."""
        return [rule_id for one in self._sets for rule_id in one.fire(case)]

    def close(self) -> None:
        """Give the compiled rulesets back."""
        for one in self._sets:
            one.close()


class _Set:
    """One compiled ruleset."""

    def __init__(self, name: str, rules: Mapping[str, Conditions]) -> None:
        self._ids = {f"r{index}": rule_id for index, rule_id in enumerate(rules)}
        self._lock = threading.Lock()
        definition = {key: {"all": [{"m": _compiled(rules[rule_id])}]} for key, rule_id in self._ids.items()}
        definition[_PRIME] = {"all": [{"m": {"kind": _PRIME}}]}
        self._ids[_PRIME] = _PRIME
        try:
            self._handle = c_engine.create_ruleset(name, json.dumps(definition))
        except Exception as error:
            raise EngineError(f"{name}: {error}") from error
        # A state slot in which no action ever started may not be deleted (uninitialised memory), so fire once now.
        if self._run({"kind": _PRIME}) != [_PRIME]:
            raise EngineError(f"{name}: the priming rule did not fire")
        _sets.add(self)

    def fire(self, case: Mapping[str, str]) -> list[str]:
        """Return the ids of the rules that fire on one case, in firing order, each once."""
        return self._run({"kind": "case", **{_KEYS[name]: value for name, value in case.items()}})

    def _run(self, fact: Mapping[str, str]) -> list[str]:
        message = json.dumps({**fact, "id": "f0", "sid": _SID})
        with self._lock:
            try:
                return self._drain(c_engine.assert_fact(self._handle, message))
            except EngineError:
                raise
            except Exception as error:
                raise EngineError(str(error)) from error
            finally:
                self._delete_state()

    def _delete_state(self) -> None:
        try:
            c_engine.delete_state(self._handle, _SID)
        except c_engine.error as error:
            if _NO_STATE not in str(error):  # a fact refused outright leaves none
                raise EngineError(str(error)) from error

    def _drain(self, asserted: Sequence[int]) -> list[str]:
        code, state = asserted[0], asserted[1]
        if code == 1:  # no rule matched
            return []
        if code != 0:
            raise EngineError(f"assert_fact answered {code}")
        fired: dict[str, None] = {}
        result = c_engine.start_action_for_state(self._handle, state)
        if not result:
            return []
        matched = result[1]
        for _ in range(SET_SIZE + 2):
            # the match text starts {"r12": …
            fired[self._ids[matched[2 : matched.index('"', 2)]]] = None
            matched = c_engine.complete_and_start_action(self._handle, state)
            if not matched:
                return list(fired)
        raise EngineError("more firings than rules")

    def close(self) -> None:
        """Give the compiled ruleset back."""
        with self._lock:
            _sets.discard(self)
            c_engine.delete_ruleset(self._handle)


class _Keys(dict[str, str]):
    """An attribute's name in the engine, where a dot would mean nesting."""

    def __missing__(self, attribute: str) -> str:
        found = self[attribute] = attribute.replace(".", "_").replace("-", "_")
        return found


_KEYS = _Keys()


def _compiled(conditions: Conditions) -> dict[str, object]:
    tests: list[dict[str, object]] = [{"kind": "case"}]
    for attribute, values in conditions:
        options: list[dict[str, object]] = [{_KEYS[attribute]: value} for value in sorted(values)]
        # the branches exclude one another, so $or fires at most once
        tests.append(options[0] if len(options) == 1 else {"$or": options})
    return {"$and": tests}


def _renew_locks() -> None:
    """Free every set in a forked child: another thread may have held its lock."""
    for one in _sets:
        one._lock = threading.Lock()


os.register_at_fork(after_in_child=_renew_locks)
