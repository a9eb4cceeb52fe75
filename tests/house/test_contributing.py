"""The checklists of CONTRIBUTING.md: what is missing is named by its step."""

import re
from pathlib import Path
from typing import get_type_hints

import pytest

from bot.command_list import COMMANDS
from bot.routing.commands import HANDLERS
from bot.screens.act_screens import ACT_SCREENS
from bot.screens.act_sentences import ACT_SENTENCES
from bot.screens.menu import FIRST, MORE
from bot.screens.notices import OTHER_KEYS, SENTENCES
from hotline.domain.acts import RULES, Act
from hotline.domain.approvals import NEVER
from hotline.domain.money import Cap
from hotline.domain.notices import NoticeKind
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import DEFAULTS
from hotline.store.tables import metadata
from hotline.store.tables.encrypted_columns import ENCRYPTED_COLUMNS
from hotline.usecases.proposals.act_table import ACTS
from hotline.usecases.reports.tell_digest import DIGEST, WEEKLY
from hotline.words import LANGUAGES, Words

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text()


def step(heading, number):
    """The text of one step, as a failure shows it."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = re.search(rf"^{number}\. (.*?)(?=^\d+\. |\Z)", part, re.MULTILINE | re.DOTALL)
    assert found, f"CONTRIBUTING.md has no step {number} under “{heading}”"
    text = " ".join(found.group(1).split())
    return f"CONTRIBUTING.md, “{heading}”, step {number}: {text}"


def need(condition, heading, number, what):
    assert condition, f"{what}: {step(heading, number)}"


def has(key):
    """Whether every catalogue has the sentence, or one of its variants."""
    return all(Words(language).has(key) for language in LANGUAGES)


@pytest.mark.parametrize("name", sorted({*HANDLERS, *COMMANDS} - {"start"}))
def test_a_command_is_complete(name):
    heading = "A new command"
    need(name in HANDLERS, heading, 2, name)
    need(name in COMMANDS, heading, 3, name)
    need(has(f"command.{name}"), heading, 5, name)
    need(has(f"typed.{name}"), heading, 5, name)
    on_menu = {one for rows in (FIRST, MORE) for row in rows for one in row}
    # Suspend and resume are buttons of their own there; one sender is opened from a list.
    if name not in ("menu", "suspend", "resume", "sender"):
        need(name in on_menu, heading, 6, name)
        need(has(f"menu.{name}"), heading, 5, name)
    dialogues = "".join(path.read_text() for path in (ROOT / "tests/bot").rglob("*.py"))
    need(f"/{name}" in dialogues or f"go:{name}" in dialogues, heading, 7, name)


@pytest.mark.parametrize("act", Act)
def test_an_act_is_complete(act):
    heading = "A new act"
    need(act in RULES, heading, 2, act)
    need(act in ACTS, heading, 3, act)
    rules, row = RULES[act], ACTS[act]
    if rules.is_told:
        need(act in ACT_SENTENCES, heading, 4, act)
        need(all(map(has, ACT_SENTENCES[act].keys(f"act.{act}"))), heading, 4, act)
    else:
        need(has(f"log.act.{act}"), heading, 4, act)
    need((row.undo is not None) == (rules.undo_within is not None), heading, 5, act)
    if row.undo is not None:
        need(has(f"undone.{act}"), heading, 5, act)
    if row.deed is not None:
        done = get_type_hints(row.deed.do)["return"]
        need(done in ACT_SCREENS, heading, 6, act)
    if rules.approval != NEVER:
        need(row.deed is not None, heading, 6, act)
        endings = {Act.CHANGE_BUDGET: [f".{cap}" for cap in Cap]}
        endings[Act.RESUME] = [".keep", ".genuine", ".drop"]
        endings[Act.CHANGE_MONEY_RULE] = [".margin", ".hour", ".hour_auto", ".reply"]
        for ending in endings.get(act, [""]):
            need(has(f"what.{act}{ending}"), heading, 7, act)


def notice_kinds():
    """Every NoticeKind that a module of the hotline defines."""
    modules = [path for path in (ROOT / "hotline").rglob("*.py") if "migrations" not in path.parts]
    for path in modules:
        if "NoticeKind(" in path.read_text() or "plain_kind(" in path.read_text():
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found = vars(__import__(name, fromlist=["_"])).values()
            for one in found:
                for kind in one.values() if isinstance(one, dict) else [one]:
                    if isinstance(kind, NoticeKind):
                        yield kind


@pytest.mark.parametrize("kind", sorted({one.name for one in notice_kinds()}))
def test_a_kind_of_notice_is_complete(kind):
    heading = "A new kind of notice"
    if kind in (DIGEST.name, WEEKLY.name):
        return
    if f"notice.{kind}" not in OTHER_KEYS:
        need(kind in SENTENCES, heading, 2, kind)
        need(all(map(has, SENTENCES[kind].keys(kind))), heading, 3, kind)
    else:
        need(has(f"notice.{kind}"), heading, 3, kind)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_what_a_table_keeps_secret_can_be_rotated(table):
    secrets = {column.name for column in table.columns if column.name.endswith("_secret")}
    rotated = {name for one, names, _ in ENCRYPTED_COLUMNS if one is table for name in names}

    need(secrets == rotated, "A new table or column", 3, (table.name, secrets - rotated))


@pytest.mark.parametrize("code", Refusal)
def test_a_refusal_has_its_sentence(code):
    need(has(f"refusal.{code}") or has(f"refusal.{code}_by"), "A new refusal", 2, code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language):
    need(has(f"language.{language}"), "A new language", 2, language)
    need(language in DEFAULTS, "A new language", 3, language)


def test_every_file_that_it_names_exists():
    for name in re.findall(r"`((?:hotline|bot|webhook|worker|tests|bin)/[\w./-]+)`", PAGE):
        assert (ROOT / name).exists(), name
