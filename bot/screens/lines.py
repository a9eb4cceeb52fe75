"""The screens of /unplug and /plug, and of setting our addresses at Twilio."""

from bot.screens.screen import Screen, confirm_rows
from hotline.usecases.lines.plug import Plugging
from hotline.usecases.lines.set_line_webhooks import PointQuestion
from hotline.usecases.lines.unplug import UnplugQuestion
from hotline.words import Words


def unplug_question_screen(question: UnplugQuestion, words: Words) -> Screen:
    """Asks before unplugging: what it stops, what is lost, and what texts cost today."""
    text = words("unplug.question", amount=words.cents(question.inbound_micros, question.currency))
    return Screen(text, confirm_rows(words, words("button.unplug"), question.proposal_id))


def unplugging_screen(words: Words) -> Screen:
    """Says that the worker unplugs the lines, and that a notice will follow."""
    return Screen(words("unplug.asked"))


def plugging_screen(plugging: Plugging, words: Words) -> Screen:
    """Says that the worker plugs the lines in, or looks, and that a notice will follow."""
    return Screen(words("plug.asked_check") if plugging.is_check else words("plug.asked"))


def point_question_screen(question: PointQuestion, words: Words) -> Screen:
    """Asks before the addresses of these lines are replaced at Twilio."""
    text = words("point.question", lines=", ".join(question.lines))
    return Screen(text, confirm_rows(words, words("button.point"), question.proposal_id))


def pointing_screen(words: Words) -> Screen:
    """Says that the worker sets the addresses, and that a notice will follow."""
    return Screen(words("point.doing"))
