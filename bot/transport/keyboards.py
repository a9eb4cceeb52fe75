"""A screen's buttons, and the keyboard that stays, as Telegram takes them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.screens.screen import Screen


def keyboard_of(screen: Screen) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """For a new message."""
    if screen.keys:
        return ReplyKeyboardMarkup(screen.keys, resize_keyboard=True, is_persistent=True)
    return buttons_of(screen)


def buttons_of(screen: Screen) -> InlineKeyboardMarkup | None:
    """For a message that is edited: it can have buttons only."""
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
            for row in screen.rows
        ]
    )
