"""Rich messages (Bot API 10.1): titles, tables and what folds, in one message with its picture.

Only for people who have confirmed that their phone shows them: a client that does not know them
shows an empty bubble, and nothing tells the bot. python-telegram-bot 22.8 has no method for them.
"""

import json
import logging
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, InputFile
from telegram.error import BadRequest, TelegramError

from bot.screens.screen import RichScreen
from bot.transport.keyboards import buttons_of

log = logging.getLogger(__name__)

# The name of the uploaded part; the Bot API wants one of its own for each file.
_PART = "attached_picture"
# The library's own method of this name knows plain text only, and it asks to be used for it. To
# Telegram, names are the same in small letters (Bot API, "Making requests").
_EDIT = "editmessagetext"
# What the picture is called inside of its message.
_PICTURE = "picture"


@dataclass(frozen=True)
class SentRich:
    """A rich message as Telegram has it. `picture_id`: the file of its picture; None: it has none.

    An edit names the file again, else the picture is gone from the message.
    """

    message_id: int
    picture_id: str | None = field(default=None, repr=False)


class RichMessages:
    """Sends and edits them, each once. Raises telegram.error.TelegramError.

    EndPointNotFound: this server of the Bot API knows no rich messages.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, screen: RichScreen) -> SentRich:
        """Send it, without a sound: what may be empty is never the one that rings."""
        return await self._call(
            "sendRichMessage", screen, {"chat_id": chat_id, "disable_notification": True}
        )

    async def try_to_send(self, chat_id: int, screen: RichScreen) -> bool:
        """Send it once; False if Telegram refuses, or may not have taken it."""
        try:
            await self.send(chat_id, screen)
        except TelegramError as error:
            log.info("a rich message was not sent: %s", type(error).__name__)
            return False
        return True

    async def edit(self, chat_id: int, sent: SentRich, screen: RichScreen) -> SentRich:
        """Edit it, and return what it is now."""
        try:
            return await self._call(
                _EDIT, screen, {"chat_id": chat_id, "message_id": sent.message_id}
            )
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                raise
            return sent

    async def _call(self, method: str, screen: RichScreen, more: dict[str, Any]) -> SentRich:
        asked: dict[str, Any] = {**more, "rich_message": json.dumps(_content(screen))}
        keyboard = buttons_of(screen)
        if keyboard is not None:
            asked["reply_markup"] = keyboard
        if isinstance(screen.picture, bytes):
            asked[_PART] = InputFile(screen.picture, filename="picture.png")
        answer: Any = await self._bot.do_api_request(method, api_kwargs=asked)
        return SentRich(int(answer["message_id"]), _picture_in(answer))


def _content(screen: RichScreen) -> dict[str, Any]:
    """An InputRichMessage. `media` is Bot API 10.2."""
    if screen.picture is None:
        return {"html": screen.top + screen.below}
    source = f"attach://{_PART}" if isinstance(screen.picture, bytes) else screen.picture
    return {
        "html": f'{screen.top}<img src="tg://photo?id={_PICTURE}">{screen.below}',
        "media": [{"id": _PICTURE, "media": {"type": "photo", "media": source}}],
    }


def _picture_in(message: dict[str, Any]) -> str | None:
    """The largest size of the first picture."""
    blocks = message.get("rich_message", {}).get("blocks", [])
    photos = [block["photo"] for block in blocks if block.get("type") == "photo"]
    return str(photos[0][-1]["file_id"]) if photos and photos[0] else None
