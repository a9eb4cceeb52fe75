"""Commands are typed in either language, and shown in the reader's."""

import re

import pytest
from babel.messages.pofile import read_po

from bot.command_list import COMMANDS
from hotline.words import LANGUAGES, LOCALE_FOLDER, Words, typed_commands
from tests.support.bots import wait_for
from tests.support.cast import ALICE, BRUNO
from tests.support.inbounds import one

_NAMED = re.compile(r"(?<![\w/.<])/([a-z_]+)\b")
# Telegram begins every chat with it, in every language.
_TELEGRAMS_OWN = {"start"}


def strings(language):
    """Every sentence of a catalogue as it is written there, by key."""
    with (LOCALE_FOLDER / f"{language}.po").open("rb") as file:
        for message in read_po(file, locale=language):
            several = isinstance(message.string, tuple)
            for string in message.string if several else (message.string,):
                yield message.id[0] if isinstance(message.id, tuple) else message.id, string


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_a_sentence_names_exists(language):
    named = {(key, name) for key, string in strings(language) for name in _NAMED.findall(string)}

    assert {one for one in named if one[1] not in {*COMMANDS, *_TELEGRAMS_OWN}} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_sees_the_words_of_their_language(language):
    words = Words(language)
    typed = {words.command(name) for name in COMMANDS} | _TELEGRAMS_OWN
    plurals = {key for key, _ in strings(language) if key and key in words._plurals}
    told = [words._catalogue.gettext(key) for key, _ in strings(language) if key not in plurals]
    told += [words._catalogue.ngettext(key, key, count) for key in plurals for count in (1, 2)]

    assert {name for text in told for name in _NAMED.findall(text)} <= typed


def test_a_word_belongs_to_one_command_and_telegram_takes_it():
    words = typed_commands()

    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", word) for word in words)
    assert {name for name in COMMANDS if words.get(name, name) != name} == set()
    listed = [
        word
        for lang in LANGUAGES
        for key, string in strings(lang)
        if key.startswith("typed.")
        for word in {(key, one) for one in string.split()}
    ]
    assert len({word for _, word in listed}) == len({*listed})
    assert set(words.values()) == set(COMMANDS)


def test_french_commands_are_understood_whatever_the_language(hand, other, database):
    assert hand.say("/suspendre 2h")["text"].startswith("Suspended until")
    assert other.say("/etat")["text"].startswith("Ligne suspendue")
    assert other.say("/reprendre")["text"]
    assert one(database, "SELECT mode FROM settings") == "open"
    assert other.say("/suspend")["text"].startswith("Ligne suspendue.")
    assert other.say("/Aide")["text"].startswith("Ce que je sais faire")


@pytest.mark.parametrize("written", ["/débloquer", "/équipe", "/Débloquer", "/état"])
def test_accents_are_typed_too(other, written):
    assert not other.say(written)["text"].startswith("Je n'ai pas compris")


def test_the_menu_of_commands_is_in_the_language_of_the_phone(hand, other, chat):
    wait_for(lambda: len(chat.commands) == 2)
    english, french = (menu_of(chat, person) for person in (ALICE, BRUNO))

    assert {"suspend", "unblock", "help"} <= english
    assert {"suspendre", "debloquer", "aide", "menu"} <= french
    assert not {"suspend", "unblock", "help"} & french
    shown = other.say("/aide")["text"]
    assert "/suspendre – arrêter aussitôt toutes les réponses (/suspendre 2h" in shown
    hand.say("/language fr")
    wait_for(lambda: "suspendre" in menu_of(chat, ALICE))


def menu_of(chat, person):
    return {one["command"] for one in chat.commands[f"chat:{person}", ""]}
