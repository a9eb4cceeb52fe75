"""What organizers are told without asking: one sentence a notice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.screens.screen import Screen
from bot.words import Words


def notice_screen(kind: str, facts: Mapping[str, Any], words: Words, *, now: datetime) -> Screen:
    """`kind` names the sentence; `facts` fill it in. An act by nobody is the hotline's own."""
    by = facts.get("by") or words("somebody")
    values = {**facts, "by": by, **_in_words(facts, words, now)}
    if kind.startswith("act.") and facts.get("organizer_id") is None:
        return Screen(words(f"notice.{kind}.by_itself", **values))
    if kind == "act.suspend" and "until" in facts:
        return Screen(words("notice.act.suspend_until", **values))
    return Screen(words(f"notice.{_variant(kind, facts)}", **values))


def _variant(kind: str, facts: Mapping[str, Any]) -> str:
    if kind == "cap_reached":
        return f"cap_reached.{facts.get('cap')}"
    if kind == "act.resume":
        return "act.resume_dropped" if facts.get("dropped") else "act.resume"
    if kind == "act.change_reply_text" and facts.get("as_version"):
        return "act.change_reply_text_back"
    return kind


def _in_words(facts: Mapping[str, Any], words: Words, now: datetime) -> dict[str, object]:
    found: dict[str, object] = {}
    if "until" in facts:
        found["until"] = words.moment(datetime.fromisoformat(facts["until"]), now=now)
    if "to_seconds" in facts:
        found["delay"] = words.duration(timedelta(seconds=facts["to_seconds"]))
    if "saved_micros" in facts:
        found["saved"] = words.money(facts["saved_micros"], facts["currency"])
    return found
