"""A draft becomes the reply text when its author confirms it."""

from datetime import timedelta

from hotline.usecases.reply_texts.confirm_draft import confirm_draft, discard_draft
from hotline.usecases.reply_texts.draft_reply_text import (
    draft_again,
    draft_reply_text,
    respell_draft,
)
from hotline.usecases.reply_texts.show_reply_text import show_reply_text
from tests.support.refusals import refused


def test_a_reply_text_changes_only_when_its_author_confirms(database, alice, bruno, now):
    before = show_reply_text(database=database, now=now).cost.variants[0]
    preview = draft_reply_text(alice, "Un reçu", language="fr", database=database, now=now)
    assert show_reply_text(database=database, now=now).cost.variants[0] == before

    refused("draft_gone", confirm_draft, bruno, preview.draft_id, database=database, now=now)
    confirm_draft(alice, preview.draft_id, database=database, now=now)

    current = show_reply_text(database=database, now=now)
    assert (current.cost.variants[0], current.version, current.author) == ("Un reçu", 2, "Alice")
    refused("draft_gone", confirm_draft, alice, preview.draft_id, database=database, now=now)


def test_a_draft_that_somebody_overtook_is_refused(database, alice, bruno, now):
    mine = draft_reply_text(alice, "A", language="fr", database=database, now=now)
    theirs = draft_reply_text(bruno, "B", language="fr", database=database, now=now)
    confirm_draft(bruno, theirs.draft_id, database=database, now=now)

    facts = refused(
        "text_overtaken", confirm_draft, alice, mine.draft_id, database=database, now=now
    )
    assert facts["organizer_id"] == bruno.id


def test_a_draft_lapses_after_an_hour_and_can_be_discarded(database, alice, now):
    late = draft_reply_text(alice, "A", language="fr", database=database, now=now)
    gone = draft_reply_text(alice, "B", language="fr", database=database, now=now)
    discard_draft(alice, gone.draft_id, database=database)

    moment = now + timedelta(hours=1)
    refused("draft_lapsed", confirm_draft, alice, late.draft_id, database=database, now=moment)
    refused("draft_gone", confirm_draft, alice, gone.draft_id, database=database, now=moment)
    again = draft_again(alice, late.draft_id, database=database, now=moment)
    confirm_draft(alice, again.draft_id, database=database, now=moment)
    assert show_reply_text(database=database, now=moment).cost.variants == ["A"]


def test_a_cheaper_spelling_is_offered_only_where_it_is_cheaper(database, alice, now):
    short = draft_reply_text(alice, "reçu", language="fr", database=database, now=now)
    long = draft_reply_text(alice, "reçu " * 20, language="fr", database=database, now=now)

    assert short.plainer is None
    assert (long.cost.size.segments, long.plainer.size.segments) == (2, 1)
    respelt = respell_draft(alice, long.draft_id, database=database, now=now)
    assert respelt.cost.variants[0].startswith("recu recu")
    assert respelt.cost.micros == 80_000


def test_what_a_costly_letter_costs_is_compared_with_the_plain_one(database, alice, now):
    short = draft_reply_text(alice, "reçu 😀", language="fr", database=database, now=now).cost
    long = draft_reply_text(alice, "reçu 😀 " * 20, language="fr", database=database, now=now).cost

    assert (short.size.segments, short.plain_segments) == (1, 1)
    assert (long.micros, long.plain_micros) == (240_000, 80_000)


def test_the_draft_of_somebody_else_is_not_drafted_again(database, alice, bruno, now):
    mine = draft_reply_text(alice, "A", language="fr", database=database, now=now)

    refused("draft_gone", draft_again, bruno, mine.draft_id, database=database, now=now)
    refused("draft_gone", respell_draft, bruno, mine.draft_id, database=database, now=now)
