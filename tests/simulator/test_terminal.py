"""The terminal phone: it shows what the bot answers, and says what it waits for."""

import threading

import pytest

from simulator.box.state import BoxState
from simulator.box.terminal import Terminal
from simulator.chat.methods import call_method
from tests.support.cast import ALICE


class Bot(threading.Thread):
    """Reads as the real one does: a poll after the handling confirms it."""

    def __init__(self, network, answer):
        super().__init__(daemon=True)
        self._network, self._answer, self._offset = network, answer, 0
        self.is_ending = False

    def run(self):
        while not self.is_ending:
            asked = {"offset": str(self._offset), "timeout": "0.1"}
            for update in call_method(self._network, "getUpdates", asked):
                self._offset = update["update_id"] + 1
                if self._answer:
                    sent = {"chat_id": str(ALICE), "text": self._answer}
                    call_method(self._network, "sendMessage", sent)


@pytest.fixture
def terminal(chat, chat_url):
    state = BoxState("", None, chat_url, "", [(ALICE, "Alice")])
    return Terminal(state, "Alice", reads_within_seconds=2.0)


@pytest.fixture
def bot(chat):
    """Starts a bot that answers this, or nothing."""
    running = []

    def start(answer):
        running.append(Bot(chat, answer))
        running[-1].start()

    yield start
    for one in running:
        one.is_ending = True
        one.join()


def test_an_answer_is_shown_and_nothing_else(terminal, bot, capsys):
    bot("Hello")
    terminal.say("/start")

    assert terminal.show_answers()
    assert capsys.readouterr().out == "bot: Hello\n"


def test_a_bot_that_is_mute_is_told_from_one_that_is_away(terminal, bot, capsys):
    bot(None)
    terminal.say("/start")

    assert terminal.show_answers()
    assert capsys.readouterr().out == "The bot has read it, and does not answer.\n"


def test_while_the_bot_starts_it_says_what_it_waits_for(terminal, bot, capsys):
    terminal.say("/start")
    threading.Timer(1.3, bot, ["Hello"]).start()

    assert terminal.show_answers()
    assert capsys.readouterr().out == (
        "Waiting for the bot: it is starting, or busy …\nbot: Hello\n"
    )


def test_after_a_while_it_gives_up_and_says_what_to_do(terminal, capsys):
    terminal.say("/start")

    assert not terminal.show_answers()
    waiting, gone = capsys.readouterr().out.splitlines()
    assert waiting.startswith("Waiting for the bot")
    assert gone.startswith("The bot has not read it within 2 s. The terminal with bin/run")


def test_it_speaks_french_where_the_system_does(terminal, bot, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    bot(None)
    terminal.say("/start")
    terminal.show_answers()

    assert capsys.readouterr().out == "Le bot l’a lu, et ne répond pas.\n"


def test_a_button_that_is_not_there_is_named(terminal):
    with pytest.raises(LookupError, match="There is no button “Undo”"):
        terminal.tap("Undo")
