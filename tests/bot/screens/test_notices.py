"""What organizers are told without asking: every kind, every variant, in both languages."""

from dataclasses import MISSING, fields, replace
from datetime import timedelta

import pytest

from bot.screens.act_sentences import ACT_SENTENCES
from bot.screens.notices import OTHER_KEYS, SENTENCES, notice_screen
from hotline.domain import subjects
from hotline.domain.acts import RULES, Act
from hotline.domain.approvals import NEVER, Shared
from hotline.domain.checkups import UNWELL, Check, Unwell, advice, wrong
from hotline.domain.detection.evidence import Kind
from hotline.domain.facts import Facts, NoFacts, UnreadableFactsError, key_of
from hotline.domain.modes import Backlog
from hotline.domain.money import Cap
from hotline.domain.roles import Role
from hotline.usecases.acts.request_approval import (
    SECOND_AGREED,
    SECOND_ASKED,
    SECOND_DECLINED,
    SECOND_LAPSED,
    SECOND_OVERTAKEN,
    AboutProposal,
)
from hotline.usecases.checkups.tell_silence import Part
from hotline.usecases.incidents.block_incident_senders import BlockManyFacts
from hotline.usecases.incidents.dismiss_incident import DismissFacts
from hotline.usecases.incidents.summarise_incident import IncidentOver
from hotline.usecases.money.change_money_rule import MoneyRule
from hotline.usecases.proposals.undo_steps import UnblockManyFacts
from hotline.usecases.replies.claim_reply import CapReached
from hotline.usecases.replies.halt_sending import NO_ANSWER
from hotline.usecases.replies.settle_held_replies import SettleFacts
from hotline.usecases.reports.find_names import Names
from hotline.usecases.reports.tell_digest import DIGEST, WEEKLY
from hotline.usecases.senders.reveal_number import Why
from hotline.usecases.setup.change_rule import HotlineRule
from hotline.words import Words
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    LONG_NAME,
    NAMES,
    NOW,
    check_screen,
    example_of,
    figures,
    label_of,
    labels,
    language,
    read,
    taps,
)

# {kind: [(ending, which facts, which names)]}: how each variant comes about.
VARIANTS = {
    "address_away": [(".silent", {"is_unwell": False}, {}), (".unwell", {"is_unwell": True}, {})],
    "part_silent": [(f".{one}", {"part": one}, {}) for one in Part],
    "part_alive": [(f".{one}", {"part": one}, {}) for one in (Part.WEB, Part.WORKER)],
    "act.suspend": [("", {}, {}), ("_until", {"until": NOW + timedelta(hours=2)}, {})],
    "act.change_end": [("", {}, {}), ("_until", {"until": NOW + timedelta(hours=2)}, {})],
    "act.resume": [
        ("", {"backlog": Backlog.KEEP, "dropped": 0}, {}),
        ("_guarded", {"is_guarded": True}, {}),
        ("_genuine", {"backlog": Backlog.GENUINE}, {}),
        ("_dropped", {"backlog": Backlog.DROP, "dropped": 4}, {}),
        (".by_itself_guarded", {"is_guarded": True}, {"by": None, "by_itself": True}),
        (
            ".by_itself_leaving",
            {"leaving": 2, "micros": 160_000, "currency": "EUR"},
            {"by": None, "by_itself": True},
        ),
        (".by_itself", {}, {"by": None, "by_itself": True}),
    ],
    "act.change_budget": [(f".{cap}", {"cap": cap}, {}) for cap in Cap],
    "act.change_money_rule": [
        *((f".{rule}", {"rule": rule, "after": 10}, {}) for rule in MoneyRule),
        (".inbound_off", {"rule": MoneyRule.INBOUND, "after": 0}, {}),
        (".hour_auto", {"rule": MoneyRule.HOUR, "after": None}, {}),
        (".unplug_never", {"rule": MoneyRule.UNPLUG, "after": None}, {}),
    ],
    "act.change_rule": [
        *((f".{rule}", {"rule": rule, "after": 30}, {}) for rule in HotlineRule),
        (".repeat_never", {"rule": HotlineRule.REPEAT, "after": None}, {}),
    ],
    "act.assure": [
        (".key_backup", {"check": Check.KEY_BACKUP}, {}),
        (".recharge", {"check": Check.RECHARGE}, {}),
    ],
    "act.change_reply_text": [("", {}, {}), ("_back", {"as_version": 2}, {})],
    "act.fund": [("", {"note": ""}, {}), ("_noted", {"note": "donations"}, {})],
    "act.fix_price": [("", {"micros": None}, {}), ("_fixed", {"micros": 80_000}, {})],
    "act.change_role": [("", {}, {}), ("_yours", {}, {"is_you": True})],
    "act.unlock": [
        ("", {}, {}),
        ("_yours", {}, {"is_you": True}),
        (".by_itself", {}, {"by": None, "by_itself": True}),
    ],
    "act.remove_organizer": [("", {}, {}), ("_left", {}, {"is_oneself": True})],
    "act.share_acts": [("", {"is_on": False}, {}), ("_on", {"is_on": True}, {})],
    "act.plug": [("", {}, {}), ("_check", {"is_check": True}, {})],
    "act.unplug": [("", {}, {}), (".by_itself", {}, {"by": None, "by_itself": True})],
    "act.unblock": [("", {}, {}), (".by_itself", {}, {"by": None, "by_itself": True})],
    "act.leave_group": [("", {}, {}), (".by_itself", {}, {"by": None, "by_itself": True})],
    "cap_reached": [(f".{cap}", {"cap": cap}, {}) for cap in Cap],
    "budget_warning": [(f".{cap}", {"cap": cap}, {}) for cap in Cap],
    **{
        kind: [("", {"is_unguarded": False}, {}), (".unguarded", {"is_unguarded": True}, {})]
        for kind in ("incident_unacknowledged", "incident_louder")
    },
    "incident_again": [
        (".raid", {"kind": Kind.RAID}, {}),
        (".surge", {"kind": Kind.SURGE}, {}),
    ],
    "test_elsewhere": [
        ("", {"told": 1, "addresses": 2}, {}),
        (".none", {"told": 0, "addresses": 0}, {}),
    ],
    "act.take_phone": [
        ("", {"whom_id": 2}, {}),
        ("_until", {"whom_id": 2, "until": NOW}, {}),
        ("_nobody", {}, {}),
        ("_yours", {"whom_id": 2}, {"is_you": True}),
    ],
    "work_failing": [
        ("", {"name": "dispatch", "error": "KeyError"}, {}),
        (".too_slow", {"name": "check ledger", "error": "too_slow"}, {}),
    ],
    "sending_halted": [
        ("", {"code": "20003"}, {}),
        (f".{NO_ANSWER}", {"code": NO_ANSWER}, {}),
        (".lost", {"code": "lost"}, {}),
        (".filtered", {"code": "lost:30007"}, {}),
        (".unregistered", {"code": "lost:30034"}, {}),
        (".disabled", {"code": "lost:30037"}, {}),
    ],
    "organizer_unreachable": [("", {}, {"by": None}), (".named", {}, {})],
    "price_drift": [
        ("", {"percent": 12}, {}),
        (".less", {"percent": -12}, {}),
        (".fixed", {"percent": 12, "is_fixed": True}, {}),
    ],
}
CASES = [
    pytest.param(kind, ending, facts, names, id=f"{kind}{ending}")
    for kind in SENTENCES
    for ending, facts, names in VARIANTS.get(kind, [("", {}, {})])
]
PROPOSALS = (SECOND_ASKED, SECOND_AGREED, SECOND_DECLINED, SECOND_OVERTAKEN, SECOND_LAPSED)
PROPOSED = [
    *(
        {"what": act}
        for act in Act
        if RULES[act].approval != NEVER
        and act not in (Act.CHANGE_BUDGET, Act.RESUME, Act.CHANGE_MONEY_RULE)
    ),
    *(
        {"what": Act.CHANGE_MONEY_RULE, "rule": rule, "rule_value": value}
        for rule, value in (("margin", 5), ("hour", 4_000_000), ("hour", None), ("reply", 300_000))
    ),
    *({"what": Act.CHANGE_BUDGET, "cap": cap} for cap in Cap),
    *(
        {"what": Act.RESUME, "backlog": how}
        for how in (Backlog.KEEP, Backlog.GENUINE, Backlog.DROP)
    ),
]


class Listening(Words):
    """Words that remember which sentences were said."""

    def __init__(self, code):
        super().__init__(code, timezone="Europe/Paris")
        self.said = []

    def __call__(self, key, **values):
        self.said.append(key)
        return super().__call__(key, **values)


def told(kind, facts=NoFacts(), names=NAMES, words=EN):  # noqa: B008
    kept = facts.to_facts() if isinstance(facts, Facts) else facts
    return notice_screen(kind, kept, names, words, now=NOW)


def said(kind, facts, names=NAMES, words=EN):
    return read(told(kind, facts, names, words).text)


def a_proposal(what, **changes):
    return AboutProposal(
        organizer_id=1,
        proposal_id=77,
        what=what,
        currency="EUR",
        **{
            "subject": subjects.organizer(3),
            "to_micros": 30_000_000,
            "micros": 160_000,
            "role": Role.OWNER,
            "count": 2,
            "shared": Shared.UNPLUG,
            "country": "FR",
            "until": NOW + timedelta(hours=1),
            **changes,
        },
    )


def test_every_variant_of_every_kind_stands_in_the_table():
    wanted = {key for kind, sentence in SENTENCES.items() for key in sentence.keys(kind)}
    in_table = {
        f"notice.{kind}{ending}"
        for kind in SENTENCES
        for ending, _, _ in VARIANTS.get(kind, [("", {}, {})])
    }

    assert in_table == wanted
    assert set(VARIANTS) <= set(SENTENCES)


def test_every_act_that_the_others_hear_of_has_its_sentence():
    assert set(ACT_SENTENCES) == {act for act in Act if RULES[act].is_told}


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize(("kind", "ending", "facts", "names"), CASES)
def test_every_variant_of_every_kind_is_put_in_words(kind, ending, facts, names, code):
    words = Listening(code)

    screen = told(kind, example_of(SENTENCES[kind].facts, **facts), replace(NAMES, **names), words)

    assert f"notice.{kind}{ending}" in words.said
    check_screen(screen)


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize(("kind", "ending", "facts", "names"), CASES)
def test_no_name_breaks_a_notice(kind, ending, facts, names, words):
    hostile = replace(NAMES, by=HOSTILE, inviter=HOSTILE, whom=HOSTILE, body=HOSTILE)
    hostile = replace(hostile, **names)

    screen = told(kind, example_of(SENTENCES[kind].facts, **facts), hostile, words)

    assert HOSTILE not in screen.text
    check_screen(replace(screen, rows=[]))


def test_a_name_is_escaped_in_the_text_and_stands_as_it_is_on_a_button():
    screen = told("act.lock", NoFacts(), replace(NAMES, whom=HOSTILE))

    assert ESCAPED in screen.text
    assert labels(screen) == [[f"See {HOSTILE}"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize(("kind", "ending", "facts", "names"), CASES)
def test_the_longest_names_fit(kind, ending, facts, names, words):
    long = replace(NAMES, by=LONG_NAME, inviter=LONG_NAME, whom=LONG_NAME)

    check_screen(
        told(kind, example_of(SENTENCES[kind].facts, **facts), replace(long, **names), words)
    )


def test_a_note_on_money_is_escaped():
    facts = example_of(SENTENCES["act.fund"].facts, note=HOSTILE, micros=5_000_000)

    assert said("act.fund", facts).startswith(f"Alice added €5.00 ({ESCAPED}) to the total budget.")


WHOLE = [
    pytest.param(
        "act.suspend", {"until": NOW + timedelta(hours=2)}, {},
        "Alice suspended the hotline until 19:00.",
        "Alice a suspendu la ligne jusqu'à 19:00.",
        id="suspended until",
    ),
    pytest.param(
        "act.change_budget", {"cap": Cap.DAY, "from_micros": 20_000_000, "to_micros": 30_000_000},
        {}, "Alice changed the day's budget from €20.00 to €30.00.",
        "Alice a changé le budget du jour : 30,00 € au lieu de 20,00 €.",
        id="the day's budget",
    ),
    pytest.param(
        "act.block", {"dropped": 1, "saved_micros": 80_000}, {},
        "Alice blocked #412 (+33 6•• ••• •78). Replies dropped: 1, saved: €0.08.",
        "Alice a bloqué #412 (+33 6•• ••• •78). Réponses abandonnées : 1, économie : 0,08 €.",
        id="a block",
    ),
    pytest.param(
        "act.choose_language", {"country": "BE", "before": "fr", "language": "nl"}, {},
        "Alice chose the language of replies. Belgium: Dutch.",
        "Alice a choisi la langue des réponses. Belgique : néerlandais.",
        id="the language of a country",
    ),
    pytest.param(
        "act.remove_reply_text", {"language": "nl", "version": 2}, {},
        "Alice removed the reply text in Dutch. /reply shows what senders get.",
        "Alice a supprimé le texte de réponse en néerlandais. /reponse montre ce que reçoivent les"
        " expéditeurs.",
        id="a text is removed",
    ),
    pytest.param(
        "act.change_rule", {"rule": HotlineRule.REMINDER, "after": 600}, {},
        "Alice changed when everybody is reminded of a raid that nobody looks after: after 10 min.",
        "Alice a changé le rappel d'un raid dont personne ne s'occupe : au bout de 10 min.",
        id="the reminder",
    ),
    pytest.param(
        "act.change_rule", {"rule": HotlineRule.REPEAT, "after": 30}, {},
        "Alice changed how often a sender is answered: again after 30 days.",
        "Alice a changé le nombre de réponses par numéro : de nouveau une après 30 jours.",
        id="how often a sender is answered",
    ),
    pytest.param(
        "act.change_money_rule", {"rule": MoneyRule.MARGIN, "after": 10}, {},
        "Alice changed the margin on prices to 10%.",
        "Alice a porté la marge sur les prix à 10 %.",
        id="the margin is per cent",
    ),
    pytest.param(
        "act.change_money_rule", {"rule": MoneyRule.REPLY, "after": 300_000}, {},
        "Alice set the highest price of a new reply text: €0.30 per reply.",
        "Alice a fixé à 0,30 € par réponse le prix maximal d'un nouveau texte.",
        id="the dearest reply is money",
    ),
    pytest.param(
        "act.join", {"role": Role.OBSERVER, "inviter_id": 2}, {},
        "<b>Alice has joined the team</b> as observer, invited by Bruno.",
        "<b>Alice a rejoint l'équipe</b> comme observateur·ice, invité·e par Bruno.",
        id="somebody has joined",
    ),
    pytest.param(
        "act.share_acts", {"shared": Shared.RAISE_BUDGET, "is_on": False}, {},
        "<b>Alice has taken a protection away:</b> one person is now enough to raise the budget.",
        "<b>Alice a retiré une protection :</b> une seule personne suffit désormais pour relever"
        " le budget.",
        id="one person is enough",
    ),
    pytest.param(
        "act.reveal", {"why": Why.DANGER}, {},
        "<b>Alice looked at the number of #412</b>: Somebody is in danger.",
        "<b>Alice a regardé le numéro de #412</b> : Quelqu'un est en danger.",
        id="a number was looked at",
    ),
    pytest.param(
        "act.change_countries", {"countries": ("FR", "BE")}, {},
        "Alice changed where replies may go: France, Belgium.",
        "Alice a changé où les réponses peuvent aller : France, Belgique.",
        id="countries by name",
    ),
    pytest.param(
        "act.change_delay", {"to_seconds": 5400}, {},
        "Alice changed the delay to 90 min.",
        "Alice a fixé le délai à 90 min.",
        id="the delay",
    ),
    pytest.param(
        "act.change_reply_text", {"language": "fr", "version": 4}, {},
        "Alice changed the reply text (French, version 4). /reply shows it.",
        "Alice a changé le texte de la réponse (français, version 4). /reponse le montre.",
        id="the reply text, its language by name",
    ),
    pytest.param(
        "act.resume", {}, {"by": None, "by_itself": True},
        "The suspension is over: the hotline is open again.",
        "La suspension est finie : la ligne est rouverte.",
        id="open again by itself",
    ),
    pytest.param(
        "act.resume", {"leaving": 2, "micros": 160_000, "currency": "EUR"},
        {"by": None, "by_itself": True},
        "The suspension is over: the hotline is open again. 2 replies that were due meanwhile leave"
        " now: €0.16.",
        "La suspension est finie : la ligne est rouverte. 2 réponses en retard partent maintenant :"
        " 0,16 €.",
        id="open again by itself, and replies leave",
    ),
    pytest.param(
        "act.acknowledge", {}, {"by": None},
        "somebody looks after incident 3.",
        "quelqu'un s'occupe de l'incident 3.",
        id="the person who did it has no name",
    ),
    pytest.param(
        "price_drift", {"percent": 12, "listed_micros": 80_000, "charged_micros": 89_600}, {},
        "Twilio charged €0.0896 for a reply to FR that its list puts at €0.08 (+12%). The ledger"
        " has the true price. If that goes on, widen the margin: /budget margin 15.",
        "Twilio a facturé 0,0896 € une réponse vers FR que son tarif met à 0,08 € (+12 %). Le"
        " registre a le vrai prix. Si cela continue, élargir la marge : /budget marge 15.",
        id="dearer than listed: the next five covers it",
    ),
    pytest.param(
        "price_drift", {"percent": -25, "listed_micros": 80_000, "charged_micros": 60_000}, {},
        "Twilio charged €0.06 for a reply to FR that its list puts at €0.08 (-25%). The ledger"
        " has the true price.",
        "Twilio a facturé 0,06 € une réponse vers FR que son tarif met à 0,08 € (-25 %). Le"
        " registre a le vrai prix.",
        id="cheaper than listed",
    ),
    pytest.param(
        "incident_raid", {}, {"number": 12},
        "<b>RAID.</b> Incident 12 is a raid. The guard holds: nothing that is suspect leaves.",
        "<b>RAID.</b> L'incident 12 est un raid. La protection tient : rien de suspect ne part.",
        id="a surge turns into a raid",
    ),
    pytest.param(
        "inbound_cost", {"micros": 10_000_000}, {},
        "Texts received today have cost about €10.00. A text cannot be refused: /budget unplug 40"
        " sets a bound, and /unplug stops them now.",
        "Les textos reçus aujourd'hui ont coûté environ 10,00 €. Un texto ne se refuse pas :"
        " /budget débrancher 40 règle une borne, et /debrancher les arrête maintenant.",
        id="what comes in costs",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "facts", "names", "english", "french"), WHOLE)
def test_a_notice_says_the_whole_of_it(kind, facts, names, english, french):
    example = example_of(SENTENCES[kind].facts, **facts)
    who = replace(NAMES, **names)

    assert said(kind, example, who, EN) == english
    assert said(kind, example, who, FR) == french


PLURALS = [
    pytest.param("act.block_many", BlockManyFacts(0, 0, 0, "EUR"),
                 "Alice blocked 0 senders at once. Saved: €0.00.",
                 "Alice a bloqué 0 expéditeur. Économie : 0,00 €.", id="block none"),
    pytest.param("act.block_many", BlockManyFacts(1, 1, 80_000, "EUR"),
                 "Alice blocked 1 sender. Saved: €0.08.",
                 "Alice a bloqué 1 expéditeur. Économie : 0,08 €.", id="block one"),
    pytest.param("act.block_many", BlockManyFacts(2, 2, 160_000, "EUR"),
                 "Alice blocked 2 senders at once. Saved: €0.16.",
                 "Alice a bloqué 2 expéditeurs d'un coup. Économie : 0,16 €.", id="block two"),
    pytest.param("act.unblock_many", UnblockManyFacts(1),
                 "Alice took a block of 1 sender back.",
                 "Alice a annulé un blocage de 1 expéditeur.", id="unblock one"),
    pytest.param("act.unblock_many", UnblockManyFacts(2),
                 "Alice took a block of 2 senders back.",
                 "Alice a annulé un blocage de 2 expéditeurs.", id="unblock two"),
    pytest.param("act.drop_held", SettleFacts(1, 80_000, "EUR"),
                 "Alice dropped 1 held reply. Saved: €0.08.",
                 "Alice a abandonné 1 réponse retenue. Économie : 0,08 €.", id="drop one"),
    pytest.param("act.drop_held", SettleFacts(2, 160_000, "EUR"),
                 "Alice dropped 2 held replies. Saved: €0.16.",
                 "Alice a abandonné 2 réponses retenues. Économie : 0,16 €.", id="drop two"),
    pytest.param("act.release_genuine", SettleFacts(1, 80_000, "EUR"),
                 "Alice released 1 held reply that looks genuine (€0.08).",
                 "Alice a libéré 1 réponse retenue qui semble sincère (0,08 €).", id="release one"),
    pytest.param("act.release_genuine", SettleFacts(2, 160_000, "EUR"),
                 "Alice released 2 held replies that look genuine (€0.16).",
                 "Alice a libéré 2 réponses retenues qui semblent sincères (0,16 €).",
                 id="release two"),
    pytest.param("act.dismiss", DismissFacts(0),
                 "Alice says that incident 3 is nothing to worry about. The hotline is open,"
                 " 0 replies are planned again.",
                 "Alice dit que l'incident 3 n'a rien d'inquiétant. La ligne est ouverte,"
                 " 0 réponse est de nouveau prévue.", id="dismiss, nothing held"),
    pytest.param("act.dismiss", DismissFacts(1),
                 "Alice says that incident 3 is nothing to worry about. The hotline is open,"
                 " 1 reply is planned again.",
                 "Alice dit que l'incident 3 n'a rien d'inquiétant. La ligne est ouverte,"
                 " 1 réponse est de nouveau prévue.", id="dismiss, one held"),
    pytest.param("act.dismiss", DismissFacts(2),
                 "Alice says that incident 3 is nothing to worry about. The hotline is open,"
                 " 2 replies are planned again.",
                 "Alice dit que l'incident 3 n'a rien d'inquiétant. La ligne est ouverte,"
                 " 2 réponses sont de nouveau prévues.", id="dismiss, two held"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "facts", "english", "french"), PLURALS)
def test_a_notice_counts_as_its_language_does(kind, facts, english, french):
    assert said(kind, facts, words=EN) == english
    assert said(kind, facts, words=FR) == french


@pytest.mark.parametrize(
    ("messages", "senders", "sent", "english", "french"),
    [
        pytest.param(
            1, 1, 0,
            "Incident 3 is over: 1 text or call from 1 sender, 0 replies for €0.16.",
            "L'incident 3 est fini : 1 texto ou appel de 1 expéditeur, 0 réponse pour 0,16 €.",
            id="of each one, and no reply",
        ),
        pytest.param(
            2, 2, 2,
            "Incident 3 is over: 2 texts and calls from 2 senders, 2 replies for €0.16.",
            "L'incident 3 est fini : 2 textos et appels de 2 expéditeurs, 2 réponses pour 0,16 €.",
            id="of each two",
        ),
    ],
)  # fmt: skip
def test_the_end_of_an_incident_is_summed_up(messages, senders, sent, english, french):
    facts = IncidentOver(
        kind=Kind.RAID, messages=messages, senders=senders, sent=sent, spent_micros=160_000,
        held=4, held_micros=320_000, dropped=0, saved_micros=1_000_000, currency="EUR",
        seconds=60, peak_per_minute=83, subject=subjects.incident(3),
    )  # fmt: skip

    assert said("incident_over", facts, words=EN) == (
        f"{english} Still to leave: 0 (€0.00); still held: 4. Saved against answering everything:"
        " €1.00."
    )
    assert said("incident_over", facts, words=FR) == (
        f"{french} Encore à partir : 0 (0,00 €) ; encore retenues : 4. Économie par rapport à"
        " répondre à tout : 1,00 €."
    )


@pytest.mark.parametrize("act", [Act.LOCK, Act.REMOVE_ORGANIZER, Act.CHANGE_ROLE, Act.UNLOCK])
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_somebody_on_the_team_who_has_no_name_yet_is_still_spoken_of(act, words):
    """Owners whom the settings name have none until they first write."""
    facts = example_of(ACT_SENTENCES[act].facts)

    before, after = said(f"act.{act}", facts, replace(NAMES, whom="Clara"), words).split("Clara")
    text = said(f"act.{act}", facts, replace(NAMES, whom=""), words)

    assert text.startswith(before)
    assert text.endswith(after)
    assert text.removeprefix(before).removesuffix(after).strip(), text


# What cannot be read


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("of_a_newer_program", id="a kind of a newer program"),
        pytest.param("act.fly", id="an act of a newer program"),
        pytest.param("act.guard", id="an act that nobody is told of"),
        pytest.param("", id="no kind at all"),
    ],
)
def test_a_kind_that_nobody_knows_raises_key_error(kind):
    with pytest.raises(KeyError):
        told(kind)


REQUIRED = [
    pytest.param(kind, key_of(one), id=f"{kind} without {key_of(one)}")
    for kind, facts in {
        **{kind: sentence.facts for kind, sentence in SENTENCES.items()},
        **{kind.name: kind.facts for kind in (*PROPOSALS, DIGEST, WEEKLY)},
    }.items()
    for one in fields(facts)
    if one.default is MISSING and one.default_factory is MISSING
]


def facts_of(kind):
    if kind in SENTENCES:
        return example_of(SENTENCES[kind].facts, **VARIANTS.get(kind, [("", {}, {})])[0][1])
    return figures() if kind in (DIGEST.name, WEEKLY.name) else a_proposal(Act.UNPLUG)


@pytest.mark.parametrize(("kind", "key"), REQUIRED)
def test_a_row_that_lacks_what_it_needs_raises_unreadable_facts(kind, key):
    kept = facts_of(kind).to_facts()
    told(kind, kept)

    with pytest.raises(UnreadableFactsError):
        told(kind, {name: value for name, value in kept.items() if name != key})
    with pytest.raises(UnreadableFactsError):
        told(kind, {**kept, key: [{}]})


def test_what_an_older_program_wrote_is_read_with_its_defaults():
    kept = {"cap": "day", "cap_micros": 20_000_000, "currency": "EUR", "of_old": 1}

    screen = told("cap_reached", kept)

    assert screen.text.startswith("<b>The day's budget of €20.00 is used up.</b>")
    assert screen.rows == []


def test_an_act_that_the_hotline_never_does_by_itself_raises_key_error():
    with pytest.raises(KeyError):
        told("act.acknowledge", NoFacts(), replace(NAMES, by=None, by_itself=True))


def test_a_check_up_whose_findings_are_missing_raises_key_error():
    with pytest.raises(KeyError):
        told(UNWELL.name, {})


# Buttons


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("cap", Cap)
def test_a_cap_that_is_reached_offers_to_raise_it(cap, words):
    screen = told("cap_reached", CapReached(cap, 20_000_000, "EUR", 30_000_000), words=words)

    check_screen(screen)
    assert taps(screen) == [[f"raise:{cap}:30000000"], [f"keep_cap:{cap}"]]
    assert words.money(30_000_000, "EUR") in screen.rows[0][0].label


@pytest.mark.parametrize(
    "kind",
    [
        *("incident_raid", "incident_unacknowledged", "incident_louder"),
        *("incident_again", "incident_guarded_again"),
    ],
)
def test_news_of_a_raid_leads_to_its_card(kind):
    facts = example_of(SENTENCES[kind].facts, subject=subjects.incident(12))

    screen = told(kind, facts)

    assert taps(screen) == [["ack:12"], ["incident:12"]]
    assert labels(screen) == [["I'll look after it"], ["Incident 12"]]


@pytest.mark.parametrize(
    ("act", "number"),
    [
        pytest.param(Act.JOIN, 1, id="who has joined can be put out"),
        pytest.param(Act.LOCK, 3, id="who is locked waits for an owner"),
    ],
)
def test_who_has_joined_or_is_locked_is_a_tap_away(act, number):
    facts = example_of(ACT_SENTENCES[act].facts)

    assert taps(told(f"act.{act}", facts)) == [[f"member:{number}"]]
    nobody = replace(NAMES, by_id=None, whom_id=None)
    assert told(f"act.{act}", facts, nobody).rows == []


@pytest.mark.parametrize(
    "kind",
    [kind for kind, one in SENTENCES.items() if one.rows is None],
)
def test_the_other_notices_have_no_button(kind):
    assert told(kind, facts_of(kind)).rows == []


# A second person


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("kind", PROPOSALS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("what", PROPOSED, ids=lambda what: " ".join(map(str, what.values())))
def test_every_question_to_a_second_person_says_what_it_is_about(kind, what, words):
    screen = told(kind.name, a_proposal(**what), words=words)

    check_screen(screen)
    assert "Alice" in screen.text or kind is SECOND_LAPSED
    assert len(screen.text) > len(words(f"notice.{kind.name}", by="Alice", what="", until="17:00"))


@pytest.mark.parametrize(
    ("what", "changes", "english", "french"),
    [
        pytest.param(
            Act.CHANGE_BUDGET, {"cap": Cap.DAY}, "raise the day's budget to €30.00",
            "porter le budget du jour à 30,00 €", id="a budget",
        ),
        pytest.param(
            Act.CHANGE_ROLE, {}, "make Clara owner", "donner à Clara ce rôle : responsable",
            id="a role",
        ),
        pytest.param(
            Act.RELEASE_REPLIES, {"count": 1, "micros": 80_000}, "release 1 held reply: €0.08",
            "libérer 1 réponse retenue : 0,08 €", id="one reply",
        ),
        pytest.param(
            Act.RELEASE_REPLIES, {}, "release 2 held replies: €0.16",
            "libérer 2 réponses retenues : 0,16 €", id="two replies",
        ),
        pytest.param(
            Act.RESUME, {"backlog": Backlog.KEEP, "count": 1},
            "open although the raid goes on, and keep 1 reply that waits",
            "rouvrir bien que le raid continue, et garder 1 réponse en attente",
            id="opening in a raid, one waits",
        ),
        pytest.param(
            Act.RESUME, {"backlog": Backlog.DROP},
            "open although the raid goes on, and drop all 2 replies that wait",
            "rouvrir bien que le raid continue, et abandonner les 2 réponses en attente",
            id="opening in a raid, two are dropped",
        ),
        pytest.param(
            Act.DISMISS, {"count": 0, "micros": 0},
            "say that it is no raid, open, and release 0 replies: €0.00",
            "dire que ce n'est pas un raid, rouvrir, et libérer 0 réponse : 0,00 €",
            id="nothing is held",
        ),
        pytest.param(
            Act.SHARE_ACTS, {}, "no longer ask two people to unplug the line",
            "ne plus demander deux personnes pour débrancher la ligne", id="a protection",
        ),
        pytest.param(
            Act.REMOVE_REPLY_TEXT, {"language": "nl"}, "remove the reply text in Dutch",
            "supprimer le texte de réponse en néerlandais", id="a text is removed",
        ),
        pytest.param(
            Act.CHOOSE_LANGUAGE, {"language": "nl", "country": "BE"},
            "answer in Dutch: Belgium", "répondre en néerlandais : Belgique", id="a language",
        ),
    ],
)  # fmt: skip
def test_a_second_person_is_asked_in_whole_sentences(what, changes, english, french):
    facts = a_proposal(what, **changes)

    assert said(SECOND_ASKED.name, facts, words=EN) == (
        f"<b>Alice asks for a second person</b>, until 18:00: {english}"
    )
    assert said(SECOND_ASKED.name, facts, words=FR) == (
        f"<b>Alice demande l'accord d'une deuxième personne</b>, jusqu'à 18:00 : {french}"
    )


def test_only_the_question_itself_can_be_answered():
    asked = told(SECOND_ASKED.name, a_proposal(Act.UNPLUG))

    assert taps(asked) == [["agree:77"], ["decline:77"]]
    assert labels(asked) == [["Agree"], ["Decline"]]
    for kind in PROPOSALS[1:]:
        assert told(kind.name, a_proposal(Act.UNPLUG, until=None)).rows == []


@pytest.mark.parametrize("kind", [SECOND_DECLINED, SECOND_OVERTAKEN, SECOND_LAPSED])
def test_a_draft_to_which_nobody_agreed_may_be_confirmed_again(kind):
    facts = a_proposal(Act.CHANGE_REPLY_TEXT, draft_id=8, until=None)

    assert taps(told(kind.name, facts)) == [["keep_draft:8"]]


def test_a_draft_that_is_agreed_to_is_in_force():
    facts = a_proposal(Act.CHANGE_REPLY_TEXT, draft_id=8, until=None)

    assert told(SECOND_AGREED.name, facts).rows == []


def test_what_replies_would_say_is_escaped():
    names = replace(NAMES, body=HOSTILE)

    screen = told(SECOND_ASKED.name, a_proposal(Act.CHANGE_REPLY_TEXT, draft_id=8), names)

    assert f"<blockquote>{ESCAPED}</blockquote>" in screen.text
    check_screen(screen)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("x" * 1600, id="one text, as long as it may be"),
        pytest.param("\n---\n".join(["x" * 1600] * 5), id="five variants, as long as they may be"),
    ],
)
@pytest.mark.parametrize("kind", PROPOSALS, ids=lambda kind: kind.name)
def test_the_longest_reply_text_fits_the_question_about_it(kind, body):
    facts = a_proposal(Act.CHANGE_REPLY_TEXT, draft_id=8)

    check_screen(told(kind.name, facts, replace(NAMES, body=body)))


def test_a_proposal_about_an_act_that_nobody_is_asked_about_raises_key_error():
    with pytest.raises(KeyError):
        told(SECOND_ASKED.name, a_proposal(Act.PLUG))


def test_a_proposal_about_an_act_of_a_newer_program_cannot_be_read():
    with pytest.raises(UnreadableFactsError):
        told(SECOND_ASKED.name, {**a_proposal(Act.UNPLUG).to_facts(), "what": "fly"})


# Digests, and what the hotline found wrong with itself


def test_a_digest_has_the_figures_of_its_day_or_its_week():
    assert said(DIGEST.name, figures()) == (
        "<b>The last 24 hours</b>\n"
        "1 text and 0 calls from 1 sender, 1 of them new.\n"
        "Replies planned since then: 1 delivered.\n"
        "Spent on replies €0.08; texts that came in €0.01."
    )
    assert said(WEEKLY.name, figures(), words=FR) == (
        "<b>Les 7 derniers jours</b>\n"
        "1 texto et 0 appel de 1 expéditeur, dont nouveaux : 1.\n"
        "Réponses : 1 reçue.\n"
        "Dépensé en réponses 0,08 € ; textos reçus 0,01 €."
    )


def test_what_has_become_wrong_is_told_with_a_way_to_the_check_up():
    facts = Unwell((wrong(Check.QUEUE, "away"), advice(Check.TEAM, "alone")))

    screen = told(UNWELL.name, facts)

    assert read(check_screen(screen).text) == (
        "<b>Something is wrong with the hotline</b>\n"
        "• Redis is away: replies wait, and nothing is lost. See that it runs, and that REDIS_URL"
        " is right.\n"
        "• Only one person can act: nobody does when their phone is lost or they sleep. /invite a"
        " second one."
    )
    assert taps(screen) == [["go:doctor"]]
    assert label_of(told(UNWELL.name, facts, words=FR), "go:doctor") == "Bilan de santé"


def test_the_kinds_that_are_put_together_in_their_own_way_are_all_of_them():
    assert {f"notice.{kind.name}" for kind in (*PROPOSALS, UNWELL)} == OTHER_KEYS


def test_names_that_are_unknown_leave_no_blank():
    screen = told("act.acknowledge", NoFacts(), Names(number=3), FR)

    assert read(screen.text) == "quelqu'un s'occupe de l'incident 3."
