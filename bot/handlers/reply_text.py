"""/reply: show what replies say in each language, or change it after a preview."""

import re

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.approvals import done_screen
from bot.screens.reply_text import (
    current_text_screen,
    kept_screen,
    languages_screen,
    lapsed_screen,
    preview_screen,
    remove_question_screen,
    which_language_screen,
)
from bot.screens.screen import Screen
from bot.screens.text_versions import version_screen, versions_screen
from hotline.domain.errors import RefusedError
from hotline.domain.languages import TEXT_LANGUAGES
from hotline.domain.refusals import Refusal
from hotline.usecases.reply_texts.confirm_draft import confirm_draft, discard_draft
from hotline.usecases.reply_texts.draft_reply_text import (
    WhichLanguage,
    draft_again,
    draft_reply_text,
    respell_draft,
    write_reply_text,
)
from hotline.usecases.reply_texts.remove_text import remove_text
from hotline.usecases.reply_texts.reuse_text import reuse_text
from hotline.usecases.reply_texts.show_reply_text import (
    show_languages_to_write,
    show_reply_text,
    show_version,
    show_versions,
)

_IN_LANGUAGE = re.compile(rf"({'|'.join(TEXT_LANGUAGES)}) ?:\s*(.*)", re.DOTALL | re.IGNORECASE)


async def reply(request: Request) -> None:
    """`/reply` and `/reply en` show; `/reply NEW TEXT` and `/reply en: NEW TEXT` preview."""
    text = request.arguments.strip()
    if not text or text.lower() in TEXT_LANGUAGES:
        await _show(request, text.lower() or None)
        return
    found = _IN_LANGUAGE.fullmatch(text)
    if found is None:
        await _write(request, text)
        return
    preview = await request.run(
        draft_reply_text,
        request.organizer,
        found.group(2),
        language=found.group(1).lower(),
        database=request.database,
        now=request.now,
    )
    await request.show(preview_screen(preview, request.words))


async def _write(request: Request, body: str) -> None:
    """A text without a language: it is in the one that senders get, or we ask."""
    written = await request.run(
        write_reply_text, request.organizer, body, database=request.database, now=request.now
    )
    if isinstance(written, WhichLanguage):
        await request.show(which_language_screen(written, request.words))
    else:
        await request.show(preview_screen(written, request.words))


async def draft_in(request: Request) -> None:
    """A tap: `7:fr` previews the draft as a French text; `7:same` previews it again."""
    number, _, language = request.arguments.partition(":")
    preview = await request.run(
        draft_again,
        request.organizer,
        id_from(number),
        language=None if language == "same" else _language(language),
        database=request.database,
        now=request.now,
    )
    await request.show(preview_screen(preview, request.words))


async def show_in(request: Request) -> None:
    """A tap: `en` shows the text in English; `more` offers other languages."""
    if request.arguments == "more":
        found = await request.run(show_languages_to_write, database=request.database)
        await request.show(languages_screen(found, request.words, role=request.organizer.role))
    else:
        await _show(request, _language(request.arguments))


async def versions(request: Request) -> None:
    """A tap: `fr:2` shows the third page of versions."""
    language, _, page = request.arguments.partition(":")
    found = await request.run(
        show_versions, _language(language), id_from(page), database=request.database
    )
    await request.show(versions_screen(found, request.words, now=request.now))


async def version(request: Request) -> None:
    """A tap: `fr:3` shows the third version."""
    language, _, number = request.arguments.partition(":")
    found = await request.run(
        show_version, _language(language), id_from(number), database=request.database
    )
    await request.show(version_screen(found, request.words, now=request.now))


async def reuse(request: Request) -> None:
    """A tap: `fr:3` makes the third version a new draft, and previews it."""
    language, _, number = request.arguments.partition(":")
    preview = await request.run(
        reuse_text,
        request.organizer,
        _language(language),
        id_from(number),
        database=request.database,
        now=request.now,
    )
    await request.show(preview_screen(preview, request.words))


async def keep_draft(request: Request) -> None:
    """A tap on Confirm: put the draft in force, or ask a second person.

    `7:unread`: on the button that keeps what nobody gets.
    """
    number, _, how = request.arguments.partition(":")
    draft_id = id_from(number)
    try:
        kept = await request.run(
            confirm_draft,
            request.organizer,
            draft_id,
            even_unread=how == "unread",
            database=request.database,
            now=request.now,
        )
    except RefusedError as error:
        if error.code is not Refusal.DRAFT_LAPSED:
            raise
        await request.show(lapsed_screen(draft_id, request.words))
        return
    await request.show(done_screen(kept, kept_screen, request.words, now=request.now))


async def respell(request: Request) -> None:
    """A tap on the cheaper spelling: preview the draft in it."""
    draft_id = id_from(request.arguments)
    preview = await request.run(
        respell_draft, request.organizer, draft_id, database=request.database, now=request.now
    )
    await request.show(preview_screen(preview, request.words))


async def discard(request: Request) -> None:
    """A tap on Cancel: discard the draft."""
    draft_id = id_from(request.arguments)
    await request.run(discard_draft, request.organizer, draft_id, database=request.database)
    await request.show(Screen(request.words("reply.discarded")))


async def remove(request: Request) -> None:
    """A tap: `nl` asks before the Dutch text is removed."""
    question = await request.run(
        remove_text,
        request.organizer,
        _language(request.arguments),
        database=request.database,
        now=request.now,
    )
    await request.show(remove_question_screen(question, request.words))


async def _show(request: Request, language: str | None) -> None:
    current = await request.run(
        show_reply_text, database=request.database, language=language, now=request.now
    )
    role = request.organizer.role
    await request.show(current_text_screen(current, request.words, role=role, now=request.now))


def _language(text: str) -> str:
    if text not in TEXT_LANGUAGES:
        raise RefusedError(Refusal.NOTHING_THERE)
    return text
