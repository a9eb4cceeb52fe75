"""A screen's buttons, and the permanent keyboard, in Telegram's format."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.screens.screen import RichScreen, Screen


def keyboard_of(screen: Screen) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """The markup of a new message."""
    if screen.keys:
        return ReplyKeyboardMarkup(screen.keys, resize_keyboard=True, is_persistent=True)
    return buttons_of(screen)


def buttons_of(screen: Screen | RichScreen) -> InlineKeyboardMarkup | None:
    """The markup of a message that is edited: it can have buttons only."""
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
            for row in screen.rows
        ]
    )
