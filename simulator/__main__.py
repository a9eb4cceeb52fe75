"""The command line of the box: `python -m simulator run`, and commands for the running box."""

import argparse
import os
import sys
from collections.abc import Callable

import requests

from simulator.box.handset import call_hotline, text_hotline
from simulator.box.hours import empty, let_pass
from simulator.box.proxies import without_proxy
from simulator.box.sentences import words
from simulator.box.state import BoxState, read_state
from simulator.box.terminal import Terminal


def main() -> int:
    """Run one command and return its exit code."""
    os.environ |= without_proxy(os.environ)
    arguments = _parser().parse_args()
    if arguments.command in ("run", "serve"):
        return _be_the_box(arguments.command)
    try:
        return _use(read_state(), arguments)
    except requests.ConnectionError:
        raise SystemExit(words("box.gone")) from None


def _be_the_box(command: str) -> int:
    # Here, because loading the whole hotline takes a second, which the other commands spare.
    from simulator.box.run import run_box  # noqa: PLC0415
    from simulator.box.serve import serve_box  # noqa: PLC0415

    return run_box() if command == "run" else serve_box()


def _use(state: BoxState, given: argparse.Namespace) -> int:
    """Run a command that needs the running box."""
    ways: dict[str, Callable[[], int]] = {
        "text": lambda: text_hotline(state, given.sender, given.body, wait_seconds=given.wait),
        "call": lambda: call_hotline(state, given.sender),
        "pass": lambda: let_pass(state, given.span),
        "empty": lambda: empty(state),
        "chat": lambda: _chat(Terminal(state, given.person), given.text, given.tap),
    }
    return ways[given.command]()


def _chat(terminal: Terminal, text: str | None, label: str | None) -> int:
    if text is None and label is None:
        terminal.converse()
        return 0
    terminal.catch_up()
    if text is not None:
        terminal.say(text)
    if label is not None:
        try:
            terminal.tap(label)
        except LookupError as error:
            raise SystemExit(error.args[0]) from None
    return 0 if terminal.show_answers() else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="run the whole hotline here (bin/run)")
    commands.add_parser("serve", help="serve the phone and the chat network of a running box")
    text = commands.add_parser("text", help="text the hotline")
    text.add_argument("sender", help="the sender's number, such as +33612345678")
    text.add_argument("body")
    text.add_argument("--wait", type=float, default=0, help="seconds to wait for the reply (0)")
    call = commands.add_parser("call", help="call the hotline")
    call.add_argument("sender")
    time_travel = commands.add_parser("pass", help="let time pass, and see what reaches handsets")
    time_travel.add_argument("span", help="60m, 2h, 90s: at most 24h")
    commands.add_parser("empty", help="the hotline as on its first day")
    chat = commands.add_parser("chat", help="talk to the bot; without a text: a conversation")
    chat.add_argument("text", nargs="?", help="say this, show the answer, and end")
    chat.add_argument("--tap", metavar="LABEL", help="tap the newest button that begins so")
    chat.add_argument(
        "--as", dest="person", default="Alice", help="Alice, Chloé, Sam, Inès or Mallory"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
