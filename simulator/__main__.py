"""The command line of the box: `python -m simulator run | serve | text | call | chat`."""

import argparse
import os
import sys

from simulator.box.environment import without_proxy
from simulator.box.handset import call_hotline, text_hotline
from simulator.box.run import run_box
from simulator.box.serve import serve_box
from simulator.box.state import read_state
from simulator.box.terminal import Terminal


def main() -> int:
    """Run one command; its exit code."""
    os.environ |= without_proxy(os.environ)
    arguments = _parser().parse_args()
    if arguments.command == "run":
        return run_box()
    if arguments.command == "serve":
        serve_box()
        return 0
    state = read_state()
    if arguments.command == "text":
        return text_hotline(state, arguments.sender, arguments.body, wait_seconds=arguments.wait)
    if arguments.command == "call":
        return call_hotline(state, arguments.sender)
    return _chat(Terminal(state, arguments.person), arguments.text, arguments.tap)


def _chat(terminal: Terminal, text: str | None, label: str | None) -> int:
    if text is None and label is None:
        terminal.converse()
        return 0
    terminal.catch_up()
    if text is not None:
        terminal.say(text)
    if label is not None:
        terminal.tap(label)
    terminal.show_answers()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="run the whole hotline here (bin/run)")
    commands.add_parser("serve", help="serve the phone and the chat network of a running box")
    text = commands.add_parser("text", help="text the hotline, and see the SMS that comes back")
    text.add_argument("sender", help="the man's number, such as +33612345678")
    text.add_argument("body")
    text.add_argument("--wait", type=float, default=30, help="seconds to wait for the reply (30)")
    call = commands.add_parser("call", help="call the hotline")
    call.add_argument("sender")
    chat = commands.add_parser("chat", help="talk to the bot; without a text: a conversation")
    chat.add_argument("text", nargs="?", help="say this, show the answer, and end")
    chat.add_argument("--tap", metavar="LABEL", help="tap the newest button that begins so")
    chat.add_argument(
        "--as", dest="person", default="Alice", help="Alice, Chloé, Sam, Inès or Mallory"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
