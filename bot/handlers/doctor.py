"""/doctor: has everything looked at. The worker looks; this message becomes the answer."""

from bot.request import Request
from bot.screens.currency import currency_question_screen
from bot.screens.doctor import assured_screen, looking_screen
from bot.screens.lines import point_question_screen
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.checkups.ask_checkup import ask_checkup
from hotline.usecases.checkups.record_assurance import record_assurance
from hotline.usecases.lines.set_line_webhooks import set_line_webhooks
from hotline.usecases.money.change_currency import change_currency


async def doctor(request: Request) -> None:
    """`/doctor`, or a tap: in the menu, or under an answer, whose message it becomes."""
    require_organizer(request.organizer)
    screen, messenger = looking_screen(request.words), request.context.messenger
    chat_id, message_id = request.organizer.telegram_id, request.message_id
    if message_id is None or request.has_picture:
        message_id = await messenger.send_once(chat_id, screen)
    else:
        # Not in the background: the answer must not be overtaken by the question.
        message_id = await messenger.replace_once(chat_id, message_id, screen, has_picture=False)
    await request.run(
        ask_checkup, request.organizer, message_id, database=request.database, now=request.now
    )


async def ask_point(request: Request) -> None:
    """A tap: have the addresses set at Twilio? The answer stays where it is."""
    lines = request.context.lines
    question = await request.run(
        set_line_webhooks, request.organizer, lines, database=request.database, now=request.now
    )
    await request.show(point_question_screen(question, request.words))


async def ask_currency(request: Request) -> None:
    """A tap: count in the account's currency?"""
    currency = request.arguments
    question = await request.run(
        change_currency, request.organizer, currency, database=request.database, now=request.now
    )
    await request.show(currency_question_screen(question, request.words))


async def assure_that(request: Request) -> None:
    """A tap: it is so."""
    check = await request.run(
        record_assurance,
        request.organizer,
        request.arguments,
        database=request.database,
        now=request.now,
    )
    await request.show(assured_screen(check, request.words))
