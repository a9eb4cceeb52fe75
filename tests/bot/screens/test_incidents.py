"""The live card of an incident: what it says of each kind and state, and what can be tapped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.screens.incidents.buttons import more_on_card_screen
from bot.screens.incidents.card import incident_card
from hotline.domain.detection.drains import DrainRule
from hotline.domain.detection.evidence import Kind, Sign
from hotline.domain.modes import Mode
from hotline.domain.money import Figures
from hotline.domain.roles import Role
from hotline.domain.settings import OnCall
from hotline.store.incidents import Crowd
from hotline.usecases.incidents.show_incident import ShownAct
from tests.support.screens import (
    BOTH,
    CAPTION,
    EN,
    ESCAPED,
    EURO,
    FR,
    HOSTILE,
    LONG_NAME,
    MANY,
    MUCH,
    NOW,
    a_backlog,
    all_taps,
    check_screen,
    incident,
    label_of,
    labels,
    language,
    read,
    settings,
    summary,
    view,
)

OVER = {"closed_at": NOW - timedelta(minutes=5), "summary": summary()}
SURGE = {"kind": Kind.SURGE, "raid_chance": 0.04}
DRAIN = {
    "kind": Kind.DRAIN,
    "alarm": {"rule": DrainRule.MANY, "hours": 12, "count": 40, "usual": 11.0},
}
NOBODY = Crowd(0, 0, 0, 0, 0)


def card(found, words=EN):
    return check_screen(incident_card(found, words, now=NOW), longest=CAPTION)


def text(found, words=EN):
    return read(card(found, words).text)


def head(found, words=EN):
    """The lines that are seen at once."""
    return text(found, words).split("\n<blockquote expandable>")[0].split("\n")


def folded(found, words=EN):
    """The lines that a tap unfolds."""
    _, _, rest = text(found, words).partition("\n<blockquote expandable>")
    return rest.removesuffix("</blockquote>").split("\n")


def weight(sign, hits, of, nats=3.0):
    return {"sign": sign, "hits": hits, "of": of, "nats": nats}


def test_a_raid_card_is_five_lines():
    found = view(day=Figures(inbound_micros=41 * EURO), worst_micros=50 * EURO)

    assert head(found) == [
        "<b>RAID for 30 min. The guard holds.</b>",
        "Nothing urgent: you can sleep.",
        "Spent €0.16; at worst €50.00 today. Received texts: €41.00 today, without limit.",
        "<b>Nobody looks after it yet.</b>",
        "If nobody does anything: after 60 min, those who look genuine get their reply; the rest"
        " expires after 24 h. 15 calm minutes end the guard.",
    ]
    assert folded(found) == [
        "As of 17:00 · incident 3",
        "Since 16:30 (30 min): 60 a minute, at most 83, usually 0.2.",
        "305 texts and calls from 41 senders, 38 of them new. 9 numbers sent 86%.",
        "Probably a raid: 97%.",
        "40 replies are held (€3.20). 5 are planned (€0.40).",
        "Spared €20.64, compared with answering every message.",
    ]


def test_a_raid_card_is_five_lines_in_french():
    found = view(day=Figures(inbound_micros=41 * EURO), worst_micros=50 * EURO)

    assert head(found, FR) == [
        "<b>RAID depuis 30 min. La protection tient.</b>",
        "Rien d'urgent : vous pouvez dormir.",
        "Dépensé : 0,16 €, au pire 50,00 € aujourd'hui. Textos reçus : 41,00 € aujourd'hui, sans"
        " limite.",
        "<b>Personne ne s'en occupe encore.</b>",
        "Si personne ne fait rien : au bout de 60 min, qui semble sincère reçoit sa réponse ; le"
        " reste expire après 24 h. 15 min de calme lèvent la protection.",
    ]
    assert folded(found, FR) == [
        "À 17:00 · incident 3",
        "Depuis 16:30 (30 min) : 60 par minute, au plus 83, d'habitude 0,2.",
        "305 textos et appels de 41 expéditeurs, dont 38 nouveaux. 9 numéros en ont envoyé 86 %.",
        "Probabilité d'un raid : 97 %.",
        "40 réponses retenues (3,20 €). 5 sont prévues (0,40 €).",
        "Économisé : 20,64 €, par rapport à une réponse à chaque message.",
    ]


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [
        pytest.param(
            view(of_settings=settings()),
            "<b>RAID for 30 min, and no guard:</b> replies leave.",
            "<b>RAID depuis 30 min, sans protection :</b> les réponses partent.",
            id="a raid without a guard",
        ),
        pytest.param(
            view(of_settings=settings(mode=Mode.SUSPENDED)),
            "<b>Suspended</b> (traffic for 30 min): nothing leaves.",
            "<b>Ligne suspendue</b> (affluence depuis 30 min) : rien ne part.",
            id="a raid while people have suspended",
        ),
        pytest.param(
            view(incident(**SURGE), held=a_backlog()),
            "<b>Many people at once for 30 min: honest so far.</b>",
            "<b>Beaucoup de monde depuis 30 min : sincère jusqu'ici.</b>",
            id="a surge",
        ),
        pytest.param(
            view(incident(kind=Kind.SURGE, raid_chance=0.34), held=a_backlog()),
            "<b>Sudden traffic for 30 min: not yet known what it is.</b>",
            "<b>Affluence soudaine depuis 30 min : on ne sait pas encore.</b>",
            id="above a third nothing is called honest",
        ),
        pytest.param(
            view(incident(kind=Kind.SURGE, raid_chance=0.33), held=a_backlog()),
            "<b>Many people at once for 30 min: honest so far.</b>",
            "<b>Beaucoup de monde depuis 30 min : sincère jusqu'ici.</b>",
            id="below a third it is",
        ),
        pytest.param(
            view(incident(**DRAIN)),
            "<b>A slow leak for 30 min, that is hard to see.</b>",
            "<b>Une fuite lente depuis 30 min, qui ne se voit pas.</b>",
            id="a drain",
        ),
        pytest.param(
            view(incident(**OVER)),
            "<b>The raid is over.</b> It lasted 25 min.",
            "<b>Le raid est fini.</b> Il a duré 25 min.",
            id="a raid that is over",
        ),
        pytest.param(
            view(incident(**SURGE, **OVER)),
            "<b>The rush of people is over.</b> It lasted 25 min.",
            "<b>L'affluence est finie.</b> Elle a duré 25 min.",
            id="a surge that is over",
        ),
        pytest.param(
            view(incident(**DRAIN, **OVER)),
            "<b>The slow leak is over.</b> It lasted 25 min.",
            "<b>La fuite est finie.</b> Elle a duré 25 min.",
            id="a drain that is over",
        ),
        pytest.param(
            view(incident(**OVER, dismissed_at=NOW, dismissed_by=1)),
            "<b>Nothing to worry about:</b> the team has said so.",
            "<b>Rien d'inquiétant :</b> l'équipe l'a dit.",
            id="dismissed",
        ),
    ],
)
def test_the_first_line_says_what_it_is_and_what_is_done_about_it(found, english, french):
    assert head(found)[0] == english
    assert head(found, FR)[0] == french


@pytest.mark.parametrize(
    ("found", "english"),
    [
        (view(of_settings=settings()), "To do now: put the guard back, or suspend."),
        (
            view(incident(kind=Kind.SURGE, raid_chance=0.5)),
            "Nothing to do yet: no reply of it leaves before 17:30.",
        ),
        (
            view(incident(kind=Kind.SURGE, raid_chance=0.5, onset_at=NOW - timedelta(minutes=61))),
            "Look at the details: replies leave, within the budget.",
        ),
        (view(incident(**SURGE)), "Nothing urgent: you can sleep."),
        (
            view(threats=2),
            "Nothing urgent: you can sleep. 2 texts threaten: counted, nobody needs to read them.",
        ),
    ],
)
def test_the_second_line_says_whether_anybody_must_do_anything(found, english):
    assert head(found)[1] == english


def test_what_comes_in_is_without_limit_unless_there_is_one():
    bounded = view(
        of_settings=settings(mode=Mode.GUARDED, guard_since=NOW, inbound_cap_micros=EURO)
    )
    assert head(bounded)[2].endswith("Received texts: €0.00 today, unplugged at €1.00.")


def test_who_is_there_is_named():
    phone = OnCall(2, None)
    found = view(
        of_settings=settings(mode=Mode.GUARDED, guard_since=NOW, on_call=phone), awake=(1, 2)
    )
    assert head(found)[3] == (
        "<b>Nobody looks after it yet.</b> Bruno has the phone tonight. Awake: Alice, Bruno."
    )
    assert head(found, FR)[3].endswith("Bruno a le téléphone cette nuit. Debout : Alice, Bruno.")


def test_the_card_says_when_the_guard_comes_back():
    unguarded = view(of_settings=settings())
    assert head(unguarded)[4] == (
        "If nobody does anything for 15 min, the guard comes back by itself."
    )


def test_a_count_of_thousands_is_read_easily():
    assert "21,754 texts" in text(view(crowd=Crowd(437, 437, 21_754, 0, 0)))
    assert "21 754 textos" in text(view(crowd=Crowd(437, 437, 21_754, 0, 0)), FR)


def test_two_decimals_are_enough():
    found = view()
    found = replace(found, measured=replace(found.measured, spent_micros=38_720_200))
    assert head(found)[2].startswith("Spent €38.72;")
    found = replace(found, measured=replace(found.measured, spent_micros=100))
    assert head(found)[2].startswith("Spent €0.01;")


def test_at_most_cannot_be_less_than_now():
    assert "60 a minute, at most 60," in text(view(incident(peak_per_minute=0.0)))


def test_a_raid_card_says_since_when():
    assert folded(view())[1] == "Since 16:30 (30 min): 60 a minute, at most 83, usually 0.2."


def test_a_card_of_a_raid_that_is_over_says_how_long_it_lasted():
    found = view(incident(**OVER), per_minute=0)

    assert folded(found)[1] == "From 16:30, for 25 min: at most 83 a minute, usually 0.2; now 0."
    assert folded(found, FR)[1] == (
        "À partir de 16:30, pendant 25 min : au plus 83 par minute, d'habitude 0,2 ; maintenant 0."
    )


def test_a_raid_that_began_on_another_day_says_which():
    began = NOW - timedelta(days=1)

    assert "Since 17:00 on 29 October (24 h)" in text(view(incident(onset_at=began)))
    assert "Depuis 17:00 le 29 octobre (24 h)" in text(view(incident(onset_at=began)), FR)


def test_an_onset_that_lies_ahead_lasts_no_time():
    assert "(0 s)" in text(view(incident(onset_at=NOW + timedelta(seconds=3))))


@pytest.mark.parametrize(
    ("by", "english", "french"),
    [
        pytest.param(
            2, "Looked after by Bruno since 16:50.", "Pris en charge par Bruno depuis 16:50.",
            id="by name",
        ),
        pytest.param(
            99, "Looked after by somebody since 16:50.",
            "Pris en charge par quelqu'un depuis 16:50.", id="whose name is not known",
        ),
        pytest.param(
            None, "Looked after by somebody since 16:50.",
            "Pris en charge par quelqu'un depuis 16:50.", id="by nobody we know",
        ),
    ],
)  # fmt: skip
def test_a_raid_card_says_who_looks_after_it(by, english, french):
    found = view(incident(acknowledged_at=NOW - timedelta(minutes=10), acknowledged_by=by))

    assert head(found)[3] == english
    assert head(found, FR)[3] == french


@pytest.mark.parametrize(
    "changes",
    [pytest.param(SURGE, id="a surge"), pytest.param(DRAIN, id="a drain"),
     pytest.param(OVER, id="a raid that is over")],
)  # fmt: skip
def test_only_a_raid_that_goes_on_asks_for_somebody(changes):
    assert "Nobody looks after it" not in text(view(incident(**changes)))


@pytest.mark.parametrize(
    ("crowd", "english", "french"),
    [
        pytest.param(
            NOBODY, "0 texts and calls from 0 senders, 0 of them new.",
            "0 texto ou appel de 0 expéditeur, dont 0 nouveau.", id="nobody",
        ),
        pytest.param(
            Crowd(1, 1, 1, 0, 0), "1 text or call from 1 sender, 1 of them new.",
            "1 texto ou appel de 1 expéditeur, dont 1 nouveau.", id="one, who is new",
        ),
        pytest.param(
            Crowd(2, 2, 8, 1, 7),
            "8 texts and calls from 2 senders, 2 of them new. 1 number sent 88%.",
            "8 textos et appels de 2 expéditeurs, dont 2 nouveaux. 1 numéro en a envoyé 88 %.",
            id="one of two stands out",
        ),
        pytest.param(
            Crowd(3, 2, 10, 2, 9),
            "10 texts and calls from 3 senders, 2 of them new. 2 numbers sent 90%.",
            "10 textos et appels de 3 expéditeurs, dont 2 nouveaux. 2 numéros en ont envoyé 90 %.",
            id="two of three stand out",
        ),
    ],
)  # fmt: skip
def test_the_crowd_is_counted_as_its_language_does(crowd, english, french):
    assert folded(view(crowd=crowd))[2] == english
    assert folded(view(crowd=crowd), FR)[2] == french


@pytest.mark.parametrize(
    ("sign", "english", "french"),
    [
        pytest.param(Sign.INSULTS, "2 of 9 first texts insult.",
                     "2 premiers textos sur 9 sont des insultes.", id="insults"),
        pytest.param(Sign.COPIES, "2 of 9 senders copy a text.",
                     "2 expéditeurs sur 9 copient un texte.", id="copies"),
        pytest.param(Sign.REPEATS, "2 of 9 senders do not stop.",
                     "2 expéditeurs sur 9 n'arrêtent pas.", id="repeats"),
        pytest.param(Sign.CALLS, "2 of 9 senders only call, again and again.",
                     "2 expéditeurs sur 9 ne font qu'appeler, encore et encore.", id="calls"),
    ],
)  # fmt: skip
def test_a_card_says_why_it_is_called_a_raid(sign, english, french):
    found = view(incident(evidence=[weight(sign, 2, 9)]))

    assert folded(found)[3] == f"Probably a raid: 97%. {english}"
    assert folded(found, FR)[3] == f"Probabilité d'un raid : 97 %. {french}"


@pytest.mark.parametrize("sign", Sign)
def test_one_sender_alone_is_spoken_of_in_the_singular(sign):
    """Of five senders one is enough to speak for a raid, where it hardly ever happens."""
    found = view(incident(evidence=[weight(sign, 1, 5)]))

    assert not any(wrong in folded(found, FR)[3] for wrong in ("1 expéditeurs", "1 premiers"))
    plural = ("senders only call,", "senders do not", "texts insult.", "senders copy ")
    assert not any(wrong in folded(found)[3] for wrong in plural)


def test_a_card_shows_the_two_loudest_signs():
    evidence = [
        weight(Sign.INSULTS, 3, 9, 1.5),
        weight(Sign.COPIES, 4, 9, 4.0),
        weight(Sign.REPEATS, 5, 9, 2.0),
        weight(Sign.CALLS, 0, 9, 0.0),
    ]

    assert folded(view(incident(evidence=evidence)))[3] == (
        "Probably a raid: 97%. 4 of 9 senders copy a text. 5 of 9 senders do not stop."
    )


def test_what_hardly_speaks_for_a_raid_is_not_shown():
    found = view(incident(evidence=[weight(Sign.COPIES, 2, 9, 0.9)]))

    assert folded(found)[3] == "Probably a raid: 97%."


def test_nothing_is_ever_quite_certain():
    assert folded(view(incident(raid_chance=0.9999)))[3] == "Probably a raid: 99%."


@pytest.mark.parametrize(
    ("senders", "english", "french"),
    [
        pytest.param(1, "The same text came from 1 number.", "Le même texte vient de 1 numéro.",
                     id="one"),
        pytest.param(2, "The same text came from 2 numbers.", "Le même texte vient de 2 numéros.",
                     id="two"),
    ],
)  # fmt: skip
def test_a_card_tells_of_the_largest_group_of_copies(senders, english, french):
    found = view(incident(figures={"groups": [["ab" * 6, senders], ["cd" * 6, 1]]}))

    assert folded(found)[3] == f"Probably a raid: 97%. {english}"
    assert folded(found, FR)[3].endswith(french)


def test_a_surge_without_a_sign_says_what_cannot_be_told():
    found = view(incident(**SURGE), held=a_backlog())

    assert folded(found)[3] == (
        "Probably a raid: 4%. Nothing shows that it is hostile; polite texts from fresh numbers"
        " cannot be told from an honest surge. The budget's caps hold."
    )
    assert "Rien n'indique de l'hostilité" in folded(found, FR)[3]


@pytest.mark.parametrize(
    ("rule", "english", "french"),
    [
        pytest.param(DrainRule.MANY, "40 senders in 12 h, usually 11.",
                     "40 expéditeurs en 12 h, d'habitude 11.", id="many senders"),
        pytest.param(DrainRule.FEW, "A few numbers that do not stop: 40 texts in 12 h.",
                     "Quelques numéros qui n'arrêtent pas : 40 textos en 12 h.", id="few senders"),
        pytest.param(DrainRule.INSULTS, "40 first texts were insults in 12 h, usually 11.",
                     "40 premiers textos étaient des insultes en 12 h, d'habitude 11.",
                     id="insults"),
    ],
)  # fmt: skip
def test_a_drain_says_what_was_seen(rule, english, french):
    found = view(incident(kind=Kind.DRAIN, alarm={**DRAIN["alarm"], "rule": rule}))

    assert folded(found)[3] == english
    assert folded(found, FR)[3] == french


def test_a_card_says_when_the_money_ends():
    found = view(ends_at=NOW + timedelta(hours=3))

    assert folded(found)[-1] == "Left today: €19.00; at this pace used up at 20:00."
    assert folded(found, FR)[-1] == "Reste aujourd'hui : 19,00 € ; à ce rythme, fini à 20:00."


def test_a_card_of_what_is_over_forecasts_nothing():
    assert "Left" not in text(view(incident(**OVER)))


ACTS = [
    pytest.param("acknowledge", 0, "16:55 Alice looks after it", "16:55 Alice s'en occupe"),
    pytest.param("block", 0, "16:55 Alice blocked a sender", "16:55 Alice a bloqué un expéditeur"),
    pytest.param("block_many", 1, "16:55 Alice blocked 1 sender",
                 "16:55 Alice a bloqué 1 expéditeur"),
    pytest.param("block_many", 2, "16:55 Alice blocked 2 senders",
                 "16:55 Alice a bloqué 2 expéditeurs"),
    pytest.param("unblock_many", 2, "16:55 Alice unblocked 2 senders",
                 "16:55 Alice a débloqué 2 expéditeurs"),
    pytest.param("drop_held", 0, "16:55 Alice dropped 0 replies",
                 "16:55 Alice a abandonné 0 réponse"),
    pytest.param("drop_replies", 1, "16:55 Alice dropped 1 reply",
                 "16:55 Alice a abandonné 1 réponse"),
    pytest.param("release_genuine", 2, "16:55 Alice released 2 replies",
                 "16:55 Alice a libéré 2 réponses"),
    pytest.param("release_replies", 1, "16:55 Alice released 1 reply",
                 "16:55 Alice a libéré 1 réponse"),
    pytest.param("dismiss", 2, "16:55 Alice said that it is nothing to worry about",
                 "16:55 Alice a dit que ce n'est rien d'inquiétant"),
    pytest.param("suspend", 0, "16:55 Alice suspended the hotline",
                 "16:55 Alice a suspendu la ligne"),
    pytest.param("resume", 0, "16:55 Alice resumed", "16:55 Alice a repris"),
    pytest.param("guard", 0, "16:55 The guard went on by itself",
                 "16:55 La protection s'est activée d'elle-même"),
    pytest.param("unguard", 0, "16:55 The guard was lifted", "16:55 La protection a été levée"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "count", "english", "french"), ACTS)
def test_a_card_tells_what_was_done_about_it(verb, count, english, french):
    found = view(acts=[ShownAct(verb, 1, NOW - timedelta(minutes=5), count)])

    assert folded(found)[-1] == english
    assert folded(found, FR)[-1] == french


def test_the_latest_act_stands_first_and_what_has_no_words_is_left_out():
    at = NOW - timedelta(minutes=5)
    acts = [ShownAct("suspend", 2, NOW, 0), ShownAct("fly", 2, at, 0), ShownAct("block", 1, at, 0)]

    assert folded(view(acts=acts))[-2:] == [
        "17:00 Bruno suspended the hotline",
        "16:55 Alice blocked a sender",
    ]


def test_what_ended_by_itself_was_nobodys_act():
    acts = [ShownAct("resume", None, NOW, 0), ShownAct("unguard", None, NOW, 0)]
    assert folded(view(acts=acts), FR)[-2:] == [
        "17:00 La suspension s'est terminée d'elle-même",
        "17:00 La protection s'est levée d'elle-même",
    ]


def test_a_silence_says_until_when():
    act = ShownAct("mute", 2, NOW, 0, NOW + timedelta(hours=1))
    assert folded(view(acts=[act]))[-1] == "17:00 Bruno hears nothing of it until 18:00"


@pytest.mark.parametrize("by", [None, 99])
def test_a_person_without_a_name_is_somebody(by):
    acts = [ShownAct("suspend", by, NOW, 0)]
    assert folded(view(acts=acts))[-1] == "17:00 somebody suspended the hotline"


def test_names_are_escaped():
    found = view(
        incident(acknowledged_at=NOW, acknowledged_by=1),
        acts=[ShownAct("suspend", 1, NOW, 0)],
        names={1: HOSTILE},
    )

    assert card(found).text.count(ESCAPED) == 2
    assert HOSTILE not in card(found).text


# Buttons


def more(found, words=EN, role=Role.ORGANIZER):
    return check_screen(more_on_card_screen(found, words, role=role))


GENUINE = {"genuine": 12, "genuine_micros": 960_000, "groups": [["ab" * 6, 20]]}


def test_a_raid_offers_four_buttons_the_most_sensible_first():
    found = view(incident(figures=GENUINE))

    assert [(read(one.label), one.data) for row in card(found).rows for one in row] == [
        ("I'll look after it", "ack:3"),
        ("Block the 20 who sent one text", "group:3:abababababab"),
        ("Suspend", "brake:3"),
        ("More…", "more:3"),
    ]
    assert labels(card(found, FR)) == [
        ["Je m'en occupe"],
        ["Bloquer les 20 qui ont envoyé un même texte"],
        ["Suspendre"],
        ["Plus…"],
    ]


def test_the_rest_is_behind_more():
    found = view(incident(figures=GENUINE))

    assert [(read(one.label), one.data) for row in more(found).rows for one in row] == [
        ("Block the 9 busiest (86%)", "worst:3:9"),
        ("Release 12 that look genuine · €0.96", "genuine:3"),
        ("Drop all 40 held · saves €3.20", "drop_held:3"),
        ("I am awake", "awake:3"),
        ("No sound about this …", "mute:3"),
        ("It is not a raid …", "dismiss:3"),
    ]
    assert labels(more(found, FR))[-3:] == [
        ["Je suis debout"],
        ["Sans bruit à ce sujet …"],
        ["Ce n'est pas un raid …"],
    ]


def test_of_one_reply_and_one_sender_the_buttons_speak_in_the_singular():
    found = view(
        incident(figures={"genuine": 1, "genuine_micros": 80_000, "groups": [["ab" * 6, 2]]}),
        held=a_backlog(1),
        crowd=Crowd(2, 1, 10, 1, 9),
    )

    assert labels(more(found))[:3] == [
        ["Block the busiest one (90%)"],
        ["Release the one that looks genuine · €0.08"],
        ["Drop the one held · saves €0.08"],
    ]
    assert labels(more(found, FR))[:3] == [
        ["Bloquer le plus actif (90 %)"],
        ["Libérer celle qui semble sincère · 0,08 €"],
        ["Abandonner la réponse retenue · économise 0,08 €"],
    ]


SUSPENDED = settings(mode=Mode.SUSPENDED)


@pytest.mark.parametrize(
    ("found", "on_card", "behind"),
    [
        pytest.param(
            view(held=a_backlog(), crowd=NOBODY),
            ["ack:3", "brake:3", "awake:3", "more:3"],
            ["mute:3", "dismiss:3"],
            id="nothing held, nobody stands out",
        ),
        pytest.param(
            view(incident(acknowledged_at=NOW, acknowledged_by=1), held=a_backlog(), crowd=NOBODY),
            ["awake:3", "brake:3", "mute:3", "more:3"],
            ["dismiss:3"],
            id="somebody looks after it",
        ),
        pytest.param(
            view(incident(guard_lifted_at=NOW), held=a_backlog(), crowd=NOBODY),
            ["guard:3", "ack:3", "brake:3", "more:3"],
            ["awake:3", "mute:3", "dismiss:3"],
            id="the guard was lifted",
        ),
        pytest.param(
            view(held=a_backlog(), crowd=NOBODY, of_settings=SUSPENDED),
            ["ack:3", "awake:3", "mute:3", "more:3"],
            ["dismiss:3"],
            id="what is suspended cannot be suspended again",
        ),
        pytest.param(
            view(incident(**SURGE), held=a_backlog(2)),
            ["ack:3", "brake:3", "drop_held:3", "more:3"],
            ["awake:3", "mute:3", "dismiss:3"],
            id="a surge blocks nobody",
        ),
        pytest.param(
            view(incident(**OVER)),
            ["worst:3:9", "drop_held:3"],
            [],
            id="over, and something is held",
        ),
        pytest.param(
            view(incident(**OVER), held=a_backlog(), crowd=NOBODY),
            [],
            [],
            id="over, nothing is held",
        ),
        pytest.param(view(incident(**OVER, dismissed_at=NOW)), [], [], id="dismissed"),
    ],
)
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_card_offers_only_what_can_be_done(found, on_card, behind, words):
    assert all_taps(card(found, words)) == on_card
    assert all_taps(more(found, words)) == behind


@pytest.mark.parametrize("changes", [{}, SURGE, DRAIN, {"guard_lifted_at": NOW}])
@pytest.mark.parametrize("held", [0, 40])
def test_no_raid_is_never_beside_the_brake(changes, held):
    found = view(incident(**changes, figures=GENUINE), held=a_backlog(held))

    assert "dismiss:3" not in all_taps(card(found))
    assert "brake:3" not in all_taps(more(found))
    assert len(all_taps(card(found))) <= 4


def test_who_only_looks_is_offered_nothing_else():
    found = view(incident(figures=GENUINE))
    screen = incident_card(found, EN, now=NOW, role=Role.OBSERVER)
    assert all_taps(screen) == ["mute:3"]
    assert all_taps(more(found, role=Role.OBSERVER)) == []


def test_a_surge_and_a_drain_are_called_nothing_to_worry_about_rather_than_no_raid():
    for changes in (SURGE, DRAIN):
        found = view(incident(**changes))
        assert label_of(more(found), "dismiss:3") == "Nothing to worry about …"
        assert label_of(more(found, FR), "dismiss:3") == "Rien d'inquiétant …"


# What fits under a picture


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="a raid"),
        pytest.param({"kind": Kind.SURGE}, id="a surge"),
        pytest.param(
            {"kind": Kind.DRAIN, "alarm": {"rule": DrainRule.INSULTS, "hours": 24,
"count": MANY, "usual": 999.0}},
            id="a drain",
        ),
        pytest.param(OVER, id="a raid that is over"),
    ],
)  # fmt: skip
def test_the_longest_card_fits_under_a_picture(changes, words):
    began = NOW - timedelta(days=2)
    longest = incident(
        **{
            "id": MANY,
            "onset_at": began,
            "peak_per_minute": float(MANY),
            "usual_per_minute": 0.2,
            "evidence": [weight(sign, MANY, MANY) for sign in Sign],
            "figures": {"genuine": MANY, "genuine_micros": MUCH, "groups": [["f" * 12, MANY]]},
            "acknowledged_at": began,
            "acknowledged_by": 1,
            "guard_lifted_at": began,
            **changes,
        }
    )
    found = view(
        longest,
        held=a_backlog(MANY, MUCH),
        crowd=Crowd(MANY, MANY, 99_999, 9, 99_999),
        per_minute=MANY,
        left_micros=MUCH,
        ends_at=NOW + timedelta(hours=23),
        acts=[ShownAct(verb, 1, began, MANY) for verb in ("dismiss", "drop_held", "block_many")],
        names={1: LONG_NAME},
    )
    found = replace(found, measured=replace(found.measured, spent_micros=MUCH))

    card(found, words)
