"""/doctor: asks for a check-up. The worker runs it, and this message becomes the answer."""

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
    """`/doctor` sends a message that becomes the answer. A tap uses the message it was on."""
    require_organizer(request.organizer)
    screen, messenger = looking_screen(request.words), request.context.messenger
    chat_id, message_id = request.organizer.telegram_id, request.message_id
    if message_id is None or request.has_picture:
        message_id = await messenger.send_once(chat_id, screen)
    else:
        # Not in the background: a late edit would overwrite the answer of the worker.
        message_id = await messenger.replace_once(chat_id, message_id, screen, has_picture=False)
    await request.run(
        ask_checkup, request.organizer, message_id, database=request.database, now=request.now
    )


async def ask_point(request: Request) -> None:
    """A tap: ask whether to set our addresses at Twilio. The check-up keeps its message."""
    lines = request.context.lines
    question = await request.run(
        set_line_webhooks, request.organizer, lines, database=request.database, now=request.now
    )
    await request.show(point_question_screen(question, request.words))


async def ask_currency(request: Request) -> None:
    """A tap: ask whether to count in the account's currency."""
    currency = request.arguments
    question = await request.run(
        change_currency, request.organizer, currency, database=request.database, now=request.now
    )
    await request.show(currency_question_screen(question, request.words))


async def assure_that(request: Request) -> None:
    """A tap: an owner confirms what no program can check."""
    check = await request.run(
        record_assurance,
        request.organizer,
        request.arguments,
        database=request.database,
        now=request.now,
    )
    await request.show(assured_screen(check, request.words))
