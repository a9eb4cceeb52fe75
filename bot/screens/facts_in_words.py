"""The facts of a notice or an audit entry in words: what fills the blanks of its sentence."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from bot.screens.amounts import amounts_in_words
from bot.screens.text_length import length, shortened
from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.facts import Facts, key_of
from hotline.domain.roles import Role
from hotline.domain.subjects import Subject, SubjectKind
from hotline.usecases.money.change_money_rule import MoneyRule
from hotline.usecases.reports.find_names import Names
from hotline.usecases.senders.reveal_number import Why
from hotline.words import Html, Words

_BODY_ROOM = 3000


def facts_in_words(facts: Facts, names: Names, words: Words, *, now: datetime) -> dict[str, object]:
    """{blank: value}. Blanks are named like the JSON keys.

    Amounts are in the currency of the facts, moments in the team's time zone; the rest stays as it
    is.
    """
    plain = _plain(facts)
    found: dict[str, object] = {**plain, **amounts_in_words(plain, words)}
    for key, value in plain.items():
        if isinstance(value, datetime):
            found[key] = words.moment(value, now=now)
        elif isinstance(value, Subject):
            found |= {"number": value.id} if value.kind is SubjectKind.INCIDENT else {}
        elif type(value) in _BY_TYPE:
            found[key] = _BY_TYPE[type(value)](value, words)
        elif key in _BY_KEY:
            found |= _BY_KEY[key](value, words)
    return found | _names(names, words)


def proposal_in_words(facts: Facts, names: Names, words: Words, *, now: datetime) -> Html:
    """What a second person is asked to agree to. `facts` has the fields of AboutProposal."""
    plain = _plain(facts)
    act, key = Act(str(plain["what"])), f"what.{plain['what']}"
    if act is Act.CHANGE_BUDGET:
        key = f"{key}.{plain['cap']}"
    elif act is Act.RESUME:
        key = f"{key}.{plain['backlog']}"
    elif act is Act.CHANGE_MONEY_RULE:
        key = f"{key}.{plain['rule']}" + ("" if "rule_value" in plain else "_auto")
    values = {**_rule_value(plain, words), **facts_in_words(facts, names, words, now=now)}
    if act is Act.CHOOSE_LANGUAGE:
        values["country"] = words.countries([str(plain["country"])])
    return words(key, **values)


def _rule_value(plain: Mapping[str, Any], words: Words) -> dict[str, object]:
    value = plain.get("rule_value")
    if value is None:
        return {}
    is_percent = plain["rule"] == MoneyRule.MARGIN
    return {"value": value if is_percent else words.money(value, str(plain["currency"]))}


def _plain(facts: Facts) -> dict[str, Any]:
    found = {key_of(one): getattr(facts, one.name) for one in fields(facts)}
    return {key: value for key, value in found.items() if value is not None}


def _names(names: Names, words: Words) -> dict[str, object]:
    found = {
        "by": names.by or words("somebody"),
        "former": names.former or words("somebody"),
        "inviter": _named(names.inviter, words),
        "whom": _named(names.whom, words),
        "number": names.number,
        "handle": names.handle,
        "masked": names.masked,
        "note": names.note,
        "body": None if names.body is None else _body(names.body, words),
    }
    return {key: value for key, value in found.items() if value is not None}


def _named(name: str | None, words: Words) -> str | None:
    """Owners whom the settings name have no name until they first write."""
    return words("member.nameless") if name == "" else name


def _body(body: str, words: Words) -> str:
    """The text, or its beginning and how much more there is."""
    more = length(body) - _BODY_ROOM
    beginning = shortened(body, _BODY_ROOM)
    return f"{beginning} " + words.count("more_characters", more) if more > 0 else beginning


_BY_TYPE: dict[type, Callable[[Any, Words], Html]] = {
    Role: lambda role, words: words(f"role.{role}"),
    Shared: lambda shared, words: words(f"shared.{shared}"),
    Why: lambda why, words: words(f"reveal.why.{why}"),
}
_BY_KEY: dict[str, Callable[[Any, Words], dict[str, object]]] = {
    "language": lambda code, words: {"language": words.language_name(code)},
    "countries": lambda codes, words: {"countries": words.countries(codes)},
    "to_seconds": lambda seconds, words: {"delay": words.duration(timedelta(seconds=seconds))},
}
