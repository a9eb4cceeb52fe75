"""The screens of /unplug and /plug, and of pointing lines at us."""

from bot.screens.screen import Screen, confirm_rows
from hotline.usecases.lines.set_line_webhooks import PointQuestion
from hotline.usecases.lines.unplug import UnplugQuestion
from hotline.words import Words


def unplug_question_screen(question: UnplugQuestion, words: Words) -> Screen:
    """What it stops, what is lost, what it has cost today."""
    text = words("unplug.question", amount=words.money(question.inbound_micros, question.currency))
    return Screen(text, confirm_rows(words, words("button.unplug"), question.proposal_id))


def unplugging_screen(words: Words) -> Screen:
    """The worker is on its way."""
    return Screen(words("unplug.asked"))


def plugging_screen(words: Words) -> Screen:
    """The worker is on its way."""
    return Screen(words("plug.asked"))


def point_question_screen(question: PointQuestion, words: Words) -> Screen:
    """Whose addresses would be replaced."""
    text = words("point.question", lines=", ".join(question.lines))
    return Screen(text, confirm_rows(words, words("button.point"), question.proposal_id))


def pointing_screen(words: Words) -> Screen:
    """The worker is on its way."""
    return Screen(words("point.doing"))
