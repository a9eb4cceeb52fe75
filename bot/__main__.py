"""The bot process: `python -m bot`. Of several, only the one with the leader lock polls."""

import asyncio
import os
import signal
import sys

from telegram.error import InvalidToken

from bot.service import serve
from hotline.wiring import Hotline, wire_from_environment


def main() -> None:
    """Poll and deliver until told to stop. Exits with 2 if Telegram refuses the token."""
    # Use the library's future type for waits: the old one warns each time.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    hotline = wire_from_environment("bot")
    try:
        asyncio.run(_run(hotline))
    except InvalidToken:
        print("bot: Telegram refuses TELEGRAM_BOT_TOKEN: ask BotFather for it.", file=sys.stderr)
        raise SystemExit(2) from None


async def _run(hotline: Hotline) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await serve(hotline, stopping)


if __name__ == "__main__":
    main()
