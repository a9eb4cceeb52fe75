"""/sender says of each text and call what became of it, and why there is no reply."""

from datetime import timedelta

import pytest

from bot.screens.sender_detail import sender_detail_screen
from bot.screens.why_not import inbound_lines
from hotline.domain.detection.verdicts import Conduct, Verdict
from hotline.domain.inbounds import InboundKind
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.sender_history import LatestInbound, LatestReply
from hotline.usecases.senders.show_sender import SenderDetail
from tests.support.screens import BOTH, EN, FR, NOW, check_screen, language, read, sender

AMERICAN = {"masked": "+1 2•• ••• •34", "country": "US"}


def a_reply(status=ReplyStatus.PLANNED, reason=None):
    return LatestReply(
        31, 7, status, reason, NOW + timedelta(minutes=20), NOW - timedelta(minutes=5)
    )


def an_inbound(reason=None, reply=None, kind=InboundKind.SMS, **changes):
    return LatestInbound(7, kind, NOW - timedelta(minutes=10), reason, reply, **changes)


def detail(*inbounds, **changes):
    return SenderDetail(
        **{
            "sender": sender(texts=len(inbounds)),
            "conduct": Conduct(1, 0, 1),
            "verdict": Verdict((), 1.0),
            "reply": None,
            "texts": 1,
            "inbounds": inbounds,
            **changes,
        }
    )


def lines(found, words):
    return [read(one) for one in inbound_lines(found, words, now=NOW)]


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [
        pytest.param(an_inbound(reply=a_reply()), "a reply is due at 17:20",
                     "réponse prévue pour 17:20", id="due"),
        pytest.param(an_inbound(reply=a_reply(ReplyStatus.DELIVERED)),
                     "the reply was delivered at 16:55", "réponse reçue à 16:55", id="delivered"),
        pytest.param(an_inbound(reply=a_reply(ReplyStatus.HELD, Reason.RAID)),
                     "the reply is held (due 17:20): because of the raid",
                     "réponse retenue (pour 17:20) : à cause du raid", id="held"),
        pytest.param(an_inbound(reply=a_reply(ReplyStatus.HELD, Reason.BUDGET)),
                     "the reply is held (due 17:20): the budget is used up",
                     "réponse retenue (pour 17:20) : le budget est épuisé", id="no money"),
        pytest.param(an_inbound(reply=a_reply(ReplyStatus.DROPPED, Reason.EXPIRED)),
                     "no reply: it was too late for one", "pas de réponse : il était trop tard",
                     id="too late"),
        pytest.param(an_inbound(Reason.BLOCKED), "no reply: blocked",
                     "pas de réponse : bloqué", id="blocked"),
        pytest.param(an_inbound(Reason.OPTED_OUT), "no reply: they wrote STOP",
                     "pas de réponse : il a écrit STOP", id="stop"),
        pytest.param(an_inbound(Reason.MACHINE), "no reply: a machine wrote it",
                     "pas de réponse : une machine l'a écrit", id="machine"),
        pytest.param(an_inbound(), "no reply", "pas de réponse", id="not known"),
    ],
)  # fmt: skip
def test_what_became_of_a_text(found, english, french):
    assert lines(detail(found), EN) == [f"16:50 · text · {english}."]
    assert lines(detail(found), FR) == [f"16:50 · texto · {french}."]


def test_a_foreign_number_is_named_by_its_code():
    found = detail(an_inbound(Reason.COUNTRY), sender=sender(texts=1, **AMERICAN))

    assert lines(found, EN) == ["16:50 · text · no reply: a foreign number (+1)."]
    assert lines(found, FR) == ["16:50 · texto · pas de réponse : numéro étranger (+1)."]


def test_a_call_while_suspended():
    found = detail(an_inbound(Reason.SUSPENDED, kind=InboundKind.CALL))

    assert lines(found, EN) == ["16:50 · call · no reply: the line was suspended."]
    assert lines(found, FR) == ["16:50 · appel · pas de réponse : la ligne était suspendue."]


@pytest.mark.parametrize(
    ("repeat_after", "earlier", "english", "french"),
    [
        pytest.param(None, True,
                     "each sender gets one, theirs is that of 17:00 on 12 May (delivered)",
                     "un expéditeur n'en reçoit qu'une, celle de 17:00 le 12 mai (reçue)",
                     id="for good"),
        pytest.param(timedelta(days=365), True,
                     "each sender gets one in 365 days,"
                     " theirs is that of 17:00 on 12 May (delivered)",
                     "un expéditeur n'en reçoit qu'une en 365 jours,"
                     " celle de 17:00 le 12 mai (reçue)", id="within a year"),
        pytest.param(None, False, "each sender gets one",
                     "un expéditeur n'en reçoit qu'une", id="it is not known which"),
    ],
)  # fmt: skip
def test_one_reply_for_each_sender(repeat_after, earlier, english, french):
    before = {"earlier_at": NOW.replace(month=5, day=12, hour=15), "earlier_status": "delivered"}
    one = an_inbound(Reason.ALREADY_ANSWERED, **(before if earlier else {}))
    found = detail(one, repeat_after=repeat_after)

    assert lines(found, EN) == [f"16:50 · text · no reply: {english}."]
    assert lines(found, FR) == [f"16:50 · texto · pas de réponse : {french}."]


def test_older_ones_are_counted():
    found = detail(an_inbound(Reason.BLOCKED), sender=sender(texts=2, calls=1))

    assert lines(found, EN)[1:] == ["And 2 older ones."]
    assert lines(found, FR)[1:] == ["Et 2 plus anciens."]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("status", ReplyStatus)
@pytest.mark.parametrize("reason", [None, *Reason])
def test_every_reason_and_every_status_has_its_words(reason, status, words):
    found = detail(an_inbound(reason), an_inbound(reply=a_reply(status, reason)))

    for line in lines(found, words):
        assert "{" not in line


def test_a_reply_is_told_once_with_what_it_answers_or_by_itself():
    told = detail(an_inbound(reply=a_reply()), reply=a_reply())
    of_an_older_one = detail(an_inbound(Reason.ALREADY_ANSWERED), reply=a_reply())
    older = LatestReply(30, 6, ReplyStatus.SENT, None, NOW, NOW)

    assert "Reply:" not in check_screen(sender_detail_screen(told, EN, now=NOW)).text
    assert "Reply:" not in sender_detail_screen(of_an_older_one, EN, now=NOW).text
    found = detail(an_inbound(Reason.ALREADY_ANSWERED), reply=older)
    assert "Reply: sent" in sender_detail_screen(found, EN, now=NOW).text
