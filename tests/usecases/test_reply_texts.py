"""Reply texts: one per language, several variants, earlier ones; and one on one's own handset."""

from datetime import timedelta

import pytest

from hotline.domain.errors import DeliveryError, Outcome, RefusedError, RejectedError
from hotline.domain.languages import Texts
from hotline.domain.modes import Mode
from hotline.domain.reply_texts import ReplyText, clean_text, draw_variant, variants_of
from hotline.store.prices import put_price
from hotline.store.settings import change_settings
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.replies.look_up_replies import look_up_replies
from hotline.usecases.replies.send_reply import send_reply
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from hotline.usecases.reply_texts.preview_text import preview_text
from hotline.usecases.reply_texts.reuse_text import reuse_text
from hotline.usecases.reply_texts.send_previews import find_previews, send_previews
from hotline.usecases.reply_texts.show_reply_text import show_reply_text, show_versions
from hotline.usecases.senders.block_sender import block_sender
from simulator.faults import Fault
from tests.support.cast import HIM, LINE
from tests.support.inbounds import a_text, figures, one, receive, reply_states, rows

HERS = "+33687654321"
BRITISH, GERMAN = "+447400123456", "+4915123456789"


@pytest.fixture
def countries(database, now):
    with database.transaction() as connection:
        change_settings(connection, countries=["FR", "GB", "DE"])
        for country in ("GB", "DE"):
            put_price(connection, country, "EUR", 50_000, now)


def keep(actor, text, database, now, language=None):
    draft = draft_reply_text(actor, text, language=language, database=database, now=now)
    confirm_draft(actor, draft.draft_id, database=database, now=now)
    return draft


def refused(code, act, *arguments, **named):
    with pytest.raises((RefusedError, RejectedError)) as raised:
        act(*arguments, **named)
    assert raised.value.code == code


def test_each_sender_is_answered_in_the_language_of_his_country(
    database, phone, gateway, origin, alice, countries, now
):
    receive(database, *(a_text(now, number) for number in (HIM, BRITISH, GERMAN)))
    keep(alice, "Please stop.", database, now, "en")
    due = now + timedelta(hours=1)
    for reply_id in (1, 2, 3):
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)

    assert [m.body[:12] for m in phone.messages if m.direction == "outbound-api"] == [
        "Bonjour. Si ", "Please stop.", "Bonjour. Si ",
    ]  # fmt: skip


def test_a_text_in_a_new_language_goes_where_it_is_spoken(database, alice, countries, now):
    preview = keep(alice, "Bitte nicht.", database, now, "de")

    assert preview.before is None
    shown = show_reply_text(language="de", database=database, now=now)
    assert (shown.version, shown.cost.countries) == (1, ["DE"])
    assert show_reply_text(database=database, now=now).languages == ["fr", "de", "en"]
    assert show_reply_text(database=database, now=now).cost.countries == ["FR"]


def test_variants_are_drawn_evenly_and_always_alike_for_one_reply():
    body = clean_text("Un.\n---\nDeux.\n—\n Trois. ")
    drawn = [draw_variant(body, number) for number in range(3000)]

    assert variants_of(body) == ["Un.", "Deux.", "Trois."]
    assert drawn == [draw_variant(body, number) for number in range(3000)]
    assert all(900 < drawn.count(one) < 1100 for one in variants_of(body))


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\n---\n\n---\nb", "text_empty"), ("\n---\n".join("abcdef"), "too_many_variants"),
     ("ok\n---\n" + "x" * 1601, "text_too_long")],
)  # fmt: skip
def test_variants_that_cannot_be_sent_are_refused(text, code):
    refused(code, clean_text, text)


def test_of_variants_the_longest_is_counted_on_and_the_drawn_one_paid(
    database, phone, gateway, origin, alice, now
):
    short, long = "Court.", "Long. " * 40
    keep(alice, f"{short}\n---\n{long}", database, now)
    receive(database, *(a_text(now, f"+3361111111{n}") for n in range(8)))
    texts = show_reply_text(database=database, now=now)
    assert (texts.cost.size.segments, texts.cost.micros) == (2, 160_000)
    for reply_id in range(1, 9):
        due = now + timedelta(hours=1)
        send_reply(reply_id, database=database, gateway=gateway, origin=origin, now=due)

    bodies = [m.body for m in phone.messages]
    assert set(bodies) == {short, long.strip()}
    assert figures(database)[0] == sum(80_000 * (1 if b == short else 2) for b in bodies)


def test_a_lost_reply_of_several_variants_is_found_by_the_one_it_said(
    database, phone, gateway, origin, alice, now
):
    keep(alice, "Un.\n---\nDeux.\n---\nTrois.", database, now)
    receive(database, a_text(now))
    phone.faults.add(Fault("cut_after"))
    due = now + timedelta(hours=1)
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert reply_states(database) == [("unknown", "no_answer")]

    look_up_replies(database=database, gateway=gateway, now=due + timedelta(minutes=2))

    assert reply_states(database)[0][0] in ("sent", "delivered")


def test_an_earlier_version_is_taken_again_as_a_new_one(database, alice, bruno, now):
    keep(alice, "Deux.", database, now)
    again = reuse_text(bruno, "fr", 1, database=database, now=now)
    confirm_draft(bruno, again.draft_id, database=database, now=now)

    found = show_versions("fr", 0, database=database)
    assert [(v.text.version, v.author) for v in found.versions] == [
        (3, "Bruno"), (2, "Alice"), (1, None),
    ]  # fmt: skip
    assert found.versions[0].text.body == found.versions[2].text.body
    refused("text_unchanged", reuse_text, bruno, "fr", 1, database=database, now=now)
    refused("no_such_text", reuse_text, bruno, "fr", 9, database=database, now=now)


def test_no_text_for_a_country_means_the_hotlines_own():
    own = ReplyText(1, "fr", 1, "Bonjour.", None)

    assert Texts({"fr": own}, "fr").to("JP") == own
    assert Texts({"fr": own}, "fr").to("GB") == own


def ask(actor, database, now, number="06 87 65 43 21", language="fr"):
    return preview_text(actor, language, number, (LINE,), database=database, now=now)


def run(database, gateway, now):
    return send_previews(database=database, gateway=gateway, reply_from=None, now=now)


def test_a_preview_is_one_sms_out_of_the_budget_and_the_number_is_forgotten(
    database, phone, gateway, alice, bruno, now
):
    assert ask(alice, database, now).micros == 80_000
    assert figures(database) == (80_000, 0)
    assert run(database, gateway, now) == 1

    (message,) = phone.replies_to(HERS)
    assert message.body.startswith("Bonjour.")
    assert run(database, gateway, now) == 0
    assert not find_previews(database=database)
    assert rows(database, "SELECT number_secret FROM previews") == [(None,)]
    assert one(database, "SELECT count(*) FROM senders") == 0
    facts = rows(
        database, "SELECT facts::text FROM audit_entries UNION SELECT facts::text FROM notices"
    )
    assert "87654321" not in str(facts)
    assert ("preview_sent",) in rows(database, "SELECT kind FROM notices")


def test_a_preview_that_was_not_created_gives_its_money_back(database, phone, gateway, alice, now):
    phone.faults.add(Fault("21211"))
    ask(alice, database, now)

    assert run(database, gateway, now) == 0
    assert figures(database) == (0, 0)
    assert rows(
        database, "SELECT kind, facts->>'code' FROM notices WHERE kind <> 'act.preview_text'"
    ) == [("preview_failed", "21211")]


def test_a_preview_without_an_answer_stays_counted_and_is_not_sent_again(
    database, phone, gateway, alice, now
):
    phone.faults.add(Fault("cut_after"))
    ask(alice, database, now)

    run(database, gateway, now)
    run(database, gateway, now)

    assert len(phone.replies_to(HERS)) == 1
    assert figures(database) == (80_000, 0)


def test_a_preview_dies_between_and_is_not_sent_twice(database, phone, alice, now):
    class Dying:
        def send(self, _):
            raise KeyboardInterrupt

    ask(alice, database, now)
    with pytest.raises(KeyboardInterrupt):
        run(database, Dying(), now)

    assert not find_previews(database=database)
    assert figures(database) == (80_000, 0)


def test_a_preview_that_waited_too_long_is_dropped(database, phone, gateway, alice, now):
    ask(alice, database, now)

    run(database, gateway, now + timedelta(minutes=11))

    assert phone.messages == []
    assert figures(database) == (0, 0)


@pytest.mark.parametrize("number", ["01 42 68 53 00", "36105", "+8613912345678", LINE, "abc", ""])
def test_only_a_mobile_in_one_of_our_countries_is_a_handset(database, alice, now, number):
    refused("not_a_handset", ask, alice, database, now, number)


def test_previews_are_bounded_by_mode_money_and_number(database, alice, now):
    for _ in range(10):
        ask(alice, database, now)
    refused("preview_limit", ask, alice, database, now)

    tomorrow = now + timedelta(days=1)
    with database.transaction() as connection:
        change_settings(connection, daily_budget_micros=79_999)
    refused("no_money_for_it", ask, alice, database, tomorrow)
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.SUSPENDED)
    refused("suspended_now", ask, alice, database, tomorrow)


def test_a_temporary_refusal_is_certain(database, alice, now):
    class Busy:
        def send(self, _):
            raise DeliveryError(Outcome.TEMPORARY, "20429")

    ask(alice, database, now)
    run(database, Busy(), now)

    assert figures(database) == (0, 0)


def test_a_preview_asked_for_before_a_suspension_does_not_leave_after_it(
    database, phone, gateway, alice, now
):
    ask(alice, database, now)
    suspend(alice, database=database, now=now)

    assert run(database, gateway, now) == 0
    assert phone.messages == []
    assert figures(database) == (0, 0)


def test_who_said_stop_or_is_blocked_is_nobodys_handset(database, alice, now):
    receive(database, a_text(now, HERS, body="STOP"))
    refused("not_a_handset", ask, alice, database, now)
    block_sender(alice, HIM, database=database, now=now)
    refused("not_a_handset", ask, alice, database, now, HIM)


def test_a_preview_is_not_taken_for_a_lost_reply(database, phone, gateway, origin, alice, now):
    receive(database, a_text(now, HERS))
    due = now + timedelta(hours=1)
    phone.faults.add(Fault("500_before"))
    send_reply(1, database=database, gateway=gateway, origin=origin, now=due)
    assert reply_states(database) == [("unknown", "no_answer")]
    ask(alice, database, due + timedelta(seconds=5))
    run(database, gateway, due + timedelta(seconds=5))

    for minutes in (2, 20):
        look_up_replies(database=database, gateway=gateway, now=due + timedelta(minutes=minutes))

    # Certainly absent: planned again, and sent once.
    assert reply_states(database) == [("planned", None)]


def test_a_text_is_priced_by_the_countries_that_it_goes_to(database, alice, countries, now):
    with database.transaction() as connection:
        put_price(connection, "DE", "EUR", 350_000, now)

    refused("text_too_dear", draft_reply_text, alice, "Non.", database=database, now=now)
    keep(alice, "Please.", database, now, "en")
    preview = draft_reply_text(alice, "Basta.", language="it", database=database, now=now)
    assert (preview.cost.countries, preview.cost.country) == ([], "FR")
