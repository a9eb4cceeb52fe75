"""The live card of an incident: what it says of each kind and state, and what can be tapped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.screens.incidents import incident_card
from hotline.domain.detection.drains import DrainRule
from hotline.domain.detection.evidence import Kind, Sign
from hotline.domain.modes import Mode
from hotline.store.incidents import Crowd
from hotline.usecases.incidents.show_incident import ShownAct
from tests.support.screens import (
    BOTH,
    CAPTION,
    EN,
    ESCAPED,
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
    taps,
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


def line(found, number, words=EN):
    return text(found, words).split("\n")[number]


def weight(sign, hits, of, nats=3.0):
    return {"sign": sign, "hits": hits, "of": of, "nats": nats}


def test_a_raid_card_is_one_glance():
    assert text(view()) == (
        "<b>Incident 3: a RAID. The guard is on:</b> replies are held; when due, after 60 min,"
        " those whose senders look genuine leave.\n"
        "<b>Nobody looks after it yet.</b>\n"
        "Since 16:30 (30 min): 60 a minute, at most 83, usually 0.2.\n"
        "305 texts and calls from 41 senders, 38 of them new. 9 numbers sent 86%.\n"
        "Probably a raid: 97%.\n"
        "Held 40 (€3.20), owed €0.40, spent €0.16. <b>Spared €20.64</b> compared with answering"
        " every message.\n"
        "Left today: €19.00."
    )


def test_a_raid_card_is_one_glance_in_french():
    assert text(view(), FR) == (
        "<b>Incident 3 : un RAID. La protection est active :</b> les réponses sont retenues ; à"
        " leur heure, après 60 min, celles dont l'expéditeur semble sincère partent.\n"
        "<b>Personne ne s'en occupe encore.</b>\n"
        "Depuis 16:30 (30 min) : 60 par minute, au plus 83, d'habitude 0,2.\n"
        "305 textos et appels de 41 expéditeurs, dont 38 nouveaux. 9 numéros en ont envoyé 86 %.\n"
        "Probabilité d'un raid : 97 %.\n"
        "Retenues : 40 (3,20 €) ; dû : 0,40 € ; dépensé : 0,16 €. <b>Économisé : 20,64 €</b> par"
        " rapport à une réponse à chaque message.\n"
        "Reste aujourd'hui : 19,00 €."
    )


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [
        pytest.param(
            view(of_settings=settings()),
            "<b>Incident 3: a RAID.</b> No guard is on.",
            "<b>Incident 3 : un RAID.</b> Sans protection.",
            id="a raid without a guard",
        ),
        pytest.param(
            view(of_settings=settings(mode=Mode.SUSPENDED)),
            "<b>Incident 3. The hotline is suspended:</b> nothing leaves. /resume",
            "<b>Incident 3. La ligne est suspendue :</b> rien ne part. /reprendre",
            id="a raid while people have suspended",
        ),
        pytest.param(
            view(incident(**SURGE), held=a_backlog()),
            "<b>Incident 3: a surge,</b> honest so far. Nothing is held.",
            "<b>Incident 3 : une affluence,</b> honnête jusqu'ici. Rien n'est retenu.",
            id="a surge",
        ),
        pytest.param(
            view(incident(**SURGE), held=a_backlog(1)),
            "<b>Incident 3: a surge,</b> honest by now. What is held leaves as its senders look"
            " genuine.",
            "<b>Incident 3 : une affluence,</b> honnête à présent. Ce qui est retenu part à mesure"
            " que les expéditeurs semblent sincères.",
            id="a surge that was a raid",
        ),
        pytest.param(
            view(incident(**DRAIN)),
            "<b>Incident 3: a drain,</b> low and slow. The replies of those concerned are held.",
            "<b>Incident 3 : une hémorragie,</b> lente et discrète. Les réponses de ceux qui sont"
            " concernés sont retenues.",
            id="a drain",
        ),
        pytest.param(
            view(incident(**OVER)),
            "<b>Incident 3: the raid is over.</b> Those that look genuine still leave when due;"
            " the rest waits for you in /held, and expires a day after the text.",
            "<b>Incident 3 : le raid est fini.</b> Celles qui semblent sincères partent encore à"
            " leur heure ; les autres attendent dans /retenues et expirent un jour après le texto.",
            id="a raid that is over",
        ),
        pytest.param(
            view(incident(**SURGE, **OVER)),
            "<b>Incident 3: the surge is over.</b>",
            "<b>Incident 3 : l'affluence est finie.</b>",
            id="a surge that is over",
        ),
        pytest.param(
            view(incident(**DRAIN, **OVER)),
            "<b>Incident 3: the drain is over.</b>",
            "<b>Incident 3 : l'hémorragie est finie.</b>",
            id="a drain that is over",
        ),
        pytest.param(
            view(incident(**OVER, dismissed_at=NOW, dismissed_by=1)),
            "<b>Incident 3: nothing to worry about.</b>",
            "<b>Incident 3 : rien d'inquiétant.</b>",
            id="dismissed",
        ),
    ],
)
def test_the_first_line_says_what_it_is_and_what_is_done_about_it(found, english, french):
    assert line(found, 0) == english
    assert line(found, 0, FR) == french


def test_a_raid_card_says_since_when():
    assert line(view(), 2) == "Since 16:30 (30 min): 60 a minute, at most 83, usually 0.2."


def test_a_card_of_a_raid_that_is_over_says_how_long_it_lasted():
    found = view(incident(**OVER), per_minute=0)

    assert line(found, 1) == "From 16:30, for 25 min: at most 83 a minute, usually 0.2; now 0."
    assert line(found, 1, FR) == (
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

    assert line(found, 1) == english
    assert line(found, 1, FR) == french


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
    assert line(view(crowd=crowd), 3) == english
    assert line(view(crowd=crowd), 3, FR) == french


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

    assert line(found, 4) == f"Probably a raid: 97%. {english}"
    assert line(found, 4, FR) == f"Probabilité d'un raid : 97 %. {french}"


@pytest.mark.parametrize("sign", Sign)
def test_one_sender_alone_is_spoken_of_in_the_singular(sign):
    """Of five senders one is enough to speak for a raid, where it hardly ever happens."""
    found = view(incident(evidence=[weight(sign, 1, 5)]))

    assert not any(wrong in line(found, 4, FR) for wrong in ("1 expéditeurs", "1 premiers"))
    plural = ("senders only call,", "senders do not", "texts insult.", "senders copy ")
    assert not any(wrong in line(found, 4) for wrong in plural)


def test_a_card_shows_the_two_loudest_signs():
    evidence = [
        weight(Sign.INSULTS, 3, 9, 1.5),
        weight(Sign.COPIES, 4, 9, 4.0),
        weight(Sign.REPEATS, 5, 9, 2.0),
        weight(Sign.CALLS, 0, 9, 0.0),
    ]

    assert line(view(incident(evidence=evidence)), 4) == (
        "Probably a raid: 97%. 4 of 9 senders copy a text. 5 of 9 senders do not stop."
    )


def test_what_hardly_speaks_for_a_raid_is_not_shown():
    found = view(incident(evidence=[weight(Sign.COPIES, 2, 9, 0.9)]))

    assert line(found, 4) == "Probably a raid: 97%."


def test_nothing_is_ever_quite_certain():
    assert line(view(incident(raid_chance=0.9999)), 4) == "Probably a raid: 99%."


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

    assert line(found, 4) == f"Probably a raid: 97%. {english}"
    assert line(found, 4, FR).endswith(french)


def test_a_surge_without_a_sign_says_what_cannot_be_told():
    found = view(incident(**SURGE), held=a_backlog())

    assert line(found, 3) == (
        "Probably a raid: 4%. Nothing shows that it is hostile; polite texts from fresh numbers"
        " cannot be told from an honest surge. The budget's caps hold."
    )
    assert "Rien n'indique de l'hostilité" in line(found, 3, FR)


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

    assert line(found, 3) == english
    assert line(found, 3, FR) == french


def test_a_card_says_when_the_money_ends():
    found = view(ends_at=NOW + timedelta(hours=3))

    assert text(found).endswith("\nLeft €19.00: at this pace it ends at 20:00.")
    assert text(found, FR).endswith("\nReste 19,00 € : à ce rythme, fini à 20:00.")


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

    assert text(found).endswith(f"\n{english}")
    assert text(found, FR).endswith(f"\n{french}")


def test_the_latest_act_stands_last_and_what_has_no_words_is_left_out():
    at = NOW - timedelta(minutes=5)
    acts = [ShownAct("suspend", 2, NOW, 0), ShownAct("fly", 2, at, 0), ShownAct("block", 1, at, 0)]

    assert text(view(acts=acts)).split("\n")[-2:] == [
        "16:55 Alice blocked a sender",
        "17:00 Bruno suspended the hotline",
    ]


@pytest.mark.parametrize("by", [None, 99])
def test_a_person_without_a_name_is_somebody(by):
    assert text(view(acts=[ShownAct("suspend", by, NOW, 0)])).endswith(
        "17:00 somebody suspended the hotline"
    )


def test_names_are_escaped():
    found = view(
        incident(acknowledged_at=NOW, acknowledged_by=1),
        acts=[ShownAct("suspend", 1, NOW, 0)],
        names={1: HOSTILE},
    )

    assert card(found).text.count(ESCAPED) == 2
    assert HOSTILE not in card(found).text


# Buttons


def test_a_raid_offers_what_is_sensible_next():
    found = view(incident(figures={"genuine": 12, "genuine_micros": 960_000, "groups": []}))

    assert [(read(one.label), one.data) for row in card(found).rows for one in row] == [
        ("I'll look after it", "ack:3"),
        ("Block the 9 busiest (86%)", "worst:3:9"),
        ("Release 12 that look genuine · €0.96", "genuine:3"),
        ("Drop all 40 held · saves €3.20", "drop_held:3"),
        ("Suspend", "brake:3"),
        ("Not a raid", "dismiss:3"),
        ("Mute for 1 h", "mute:3"),
    ]
    assert labels(card(found, FR)) == [
        ["Je m'en occupe"],
        ["Bloquer les 9 plus actifs (86 %)"],
        ["Libérer 12 qui semblent sincères · 0,96 €"],
        ["Abandonner les 40 retenues · économise 3,20 €"],
        ["Suspendre", "Ce n'est pas un raid"],
        ["Sans bruit pendant 1 h"],
    ]


def test_of_one_reply_and_one_sender_the_buttons_speak_in_the_singular():
    found = view(
        incident(figures={"genuine": 1, "genuine_micros": 80_000, "groups": [["ab" * 6, 2]]}),
        held=a_backlog(1),
        crowd=Crowd(2, 1, 10, 1, 9),
    )

    assert labels(card(found))[1:5] == [
        ["Block the busiest one (90%)"],
        ["Block the 2 who sent one text"],
        ["Release the one that looks genuine · €0.08"],
        ["Drop the one held · saves €0.08"],
    ]
    assert labels(card(found, FR))[1:5] == [
        ["Bloquer le plus actif (90 %)"],
        ["Bloquer les 2 qui ont envoyé un même texte"],
        ["Libérer celle qui semble sincère · 0,08 €"],
        ["Abandonner la réponse retenue · économise 0,08 €"],
    ]
    assert taps(card(found))[1:5] == [
        ["worst:3:1"], ["group:3:abababababab"], ["genuine:3"], ["drop_held:3"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "verbs"),
    [
        pytest.param(
            view(held=a_backlog(), crowd=NOBODY),
            ["ack:3", "brake:3", "dismiss:3", "mute:3"],
            id="nothing held, nobody stands out",
        ),
        pytest.param(
            view(held=a_backlog(), crowd=Crowd(9, 9, 12, 9, 12)),
            ["ack:3", "brake:3", "dismiss:3", "mute:3"],
            id="many who came first are not the busiest",
        ),
        pytest.param(
            view(incident(acknowledged_at=NOW, acknowledged_by=1), held=a_backlog(), crowd=NOBODY),
            ["brake:3", "dismiss:3", "mute:3"],
            id="somebody looks after it",
        ),
        pytest.param(
            view(incident(guard_lifted_at=NOW), held=a_backlog(), crowd=NOBODY),
            ["ack:3", "guard:3", "brake:3", "dismiss:3", "mute:3"],
            id="the guard was lifted",
        ),
        pytest.param(
            view(incident(**SURGE), held=a_backlog(2)),
            ["ack:3", "drop_held:3", "brake:3", "dismiss:3", "mute:3"],
            id="a surge blocks nobody",
        ),
        pytest.param(
            view(incident(**OVER)), ["worst:3:9", "drop_held:3"], id="over, and something is held"
        ),
        pytest.param(
            view(incident(**OVER), held=a_backlog(), crowd=NOBODY), [], id="over, nothing is held"
        ),
        pytest.param(view(incident(**OVER, dismissed_at=NOW)), [], id="dismissed"),
    ],
)
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_card_offers_only_what_can_be_done(found, verbs, words):
    assert all_taps(card(found, words)) == verbs


def test_a_surge_and_a_drain_are_called_nothing_to_worry_about_rather_than_no_raid():
    for changes in (SURGE, DRAIN):
        found = view(incident(**changes))
        assert label_of(card(found), "dismiss:3") == "Nothing to worry about"
        assert label_of(card(found, FR), "dismiss:3") == "Rien d'inquiétant"


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
