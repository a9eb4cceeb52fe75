"""The bot process: `python -m bot`. Of several, only the one with the leader lock polls."""

import asyncio
import os
import sys

from telegram.error import InvalidToken

from bot.service import serve
from hotline.stop_signals import StopSignals, ignore_signals
from hotline.store.sessions.admission import StoreRefusedError
from hotline.wiring import Hotline, wire_from_environment


def main() -> None:
    """Poll and deliver until told to stop. Exits with 2 if Telegram refuses the token."""
    # Use the library's future type for waits: the old one warns each time.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    # Two connections to PostgreSQL: the leader lock, and one for everything else.
    hotline = wire_from_environment("bot", pool_size=2)
    try:
        asyncio.run(_run(hotline))
    except InvalidToken:
        print("bot: Telegram refuses TELEGRAM_BOT_TOKEN: ask BotFather for it.", file=sys.stderr)
        raise SystemExit(2) from None
    except StoreRefusedError as error:
        print(f"bot: {error}", file=sys.stderr)
        raise SystemExit(2) from None


async def _run(hotline: Hotline) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    StopSignals(lambda: loop.call_soon_threadsafe(stopping.set)).listen()
    try:
        await serve(hotline, stopping)
    finally:
        ignore_signals()


if __name__ == "__main__":
    main()
