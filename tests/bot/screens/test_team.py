"""/team, /invite and /lock: who is there, and who may do what to whom."""

from datetime import timedelta

import pytest

from bot.screens.team import (
    invitation_screen,
    invite_screen,
    lock_screen,
    locked_screen,
    member_screen,
    name_of,
    removed_screen,
    role_changed_screen,
    team_question_screen,
    team_screen,
    unlocked_screen,
)
from hotline.domain.acts import Act
from hotline.domain.roles import Role
from hotline.usecases.team.ask_team_act import TeamQuestion
from hotline.usecases.team.change_role import RoleChanged
from hotline.usecases.team.remove_organizer import Removed
from hotline.usecases.team.show_team import MemberPage, Team
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    LONG_NAME,
    NOW,
    OBSERVER,
    ORGANIZER,
    OWNER,
    all_taps,
    check_screen,
    invitation,
    labels,
    language,
    member,
    organizer,
    read,
    taps,
)

LOCKED = {"locked_at": NOW - timedelta(minutes=30), "locked_by": 2}
BRUNO = organizer(2, "Bruno")


def team(*members, invitations=(), has_group=False):
    return Team(list(members) or [member()], list(invitations), has_group)


def of_team(found, reader=OWNER, words=EN):
    return check_screen(team_screen(found, reader, words, now=NOW))


def of_member(found, reader=OWNER, words=EN, locked_by=None):
    return check_screen(member_screen(MemberPage(found, locked_by), reader, words, now=NOW))


def text(screen):
    return read(check_screen(screen).text)


def question(act=Act.REMOVE_ORGANIZER, who=BRUNO, role=None, is_oneself=False):
    return TeamQuestion(5, act, member(who), role, is_oneself)


def test_the_team_is_listed_with_who_was_seen_when():
    found = team(
        member(),
        member(BRUNO, last_seen_at=None),
        member(ORGANIZER, last_seen_at=NOW - timedelta(minutes=1)),
        member(OBSERVER, last_seen_at=NOW - timedelta(days=3)),
        invitations=[invitation()],
        has_group=True,
    )

    assert text(of_team(found)) == (
        "<b>The team</b>: 4 people\n"
        "Alice · owner · you\n"
        "Bruno · owner · has not written to me yet\n"
        "Clara · organizer · here now\n"
        "Dora · observer · seen 3 d ago\n"
        "Invited: one organizer, until 17:00 on 31 October\n"
        "The team's group sees the cards of incidents too."
    )
    assert text(of_team(found, words=FR)) == (
        "<b>L'équipe</b> : 4 personnes\n"
        "Alice · responsable · vous\n"
        "Bruno · responsable · ne m'a pas encore écrit\n"
        "Clara · organisateur·ice · là en ce moment\n"
        "Dora · observateur·ice · vu·e il y a 3 j\n"
        "Invitation en cours : un·e organisateur·ice, jusqu'à 17:00 le 31 octobre\n"
        "Le groupe de l'équipe voit aussi les fiches d'incident."
    )


@pytest.mark.parametrize(
    ("people", "english", "french"),
    [
        pytest.param(1, "<b>The team</b>: 1 person", "<b>L'équipe</b> : 1 personne", id="one"),
        pytest.param(2, "<b>The team</b>: 2 people", "<b>L'équipe</b> : 2 personnes", id="two"),
    ],
)
def test_the_title_counts_people(people, english, french):
    found = team(*[member(organizer(n + 1)) for n in range(people)])

    assert text(of_team(found)).startswith(f"{english}\n")
    assert text(of_team(found, words=FR)).startswith(f"{french}\n")


def test_an_empty_team_is_shown_all_the_same():
    assert text(of_team(Team([], [], False))) == "<b>The team</b>: 0 people"
    assert text(of_team(Team([], [], False), words=FR)) == "<b>L'équipe</b> : 0 personne"


def test_who_is_locked_stands_out():
    found = team(member(), member(BRUNO, **LOCKED))

    assert text(of_team(found)).endswith("Bruno · owner · seen 5 min ago <b>(locked)</b>")
    assert text(of_team(found, words=FR)).endswith(
        "Bruno · responsable · vu·e il y a 5 min <b>(gelé·e)</b>"
    )


def test_owners_manage_the_team_from_its_list():
    found = team(
        member(), member(BRUNO), member(ORGANIZER), invitations=[invitation()], has_group=True
    )

    assert taps(of_team(found)) == [
        ["member:1", "member:2"],
        ["member:3"],
        ["leave_group:now"],
        ["share:all"],
        ["withdraw:9"],
        ["invite:who"],
    ]
    assert labels(of_team(found)) == [
        ["Alice", "Bruno"],
        ["Clara"],
        ["No longer use the group"],
        ["Two people"],
        ["Withdraw: organizer, until 17:00 on 31 October"],
        ["Invite somebody"],
    ]
    assert labels(of_team(found, words=FR))[2:] == [
        ["Ne plus utiliser le groupe"],
        ["Deux personnes"],
        ["Retirer : organisateur·ice, jusqu'à 17:00 le 31 octobre"],
        ["Inviter quelqu'un"],
    ]


@pytest.mark.parametrize("reader", [ORGANIZER, OBSERVER], ids=lambda one: one.role)
def test_only_owners_manage_the_team(reader):
    found = team(member(), member(reader), invitations=[invitation()], has_group=True)

    assert all_taps(of_team(found, reader)) == ["member:1", f"member:{reader.id}", "share:all"]


def test_names_are_escaped_in_the_list_and_stand_as_they_are_on_buttons():
    screen = of_team(team(member(organizer(2, HOSTILE))))

    assert f"{ESCAPED} · owner" in screen.text
    assert HOSTILE not in screen.text
    assert labels(screen)[0] == [HOSTILE]


def test_who_has_no_name_yet_is_called_so():
    nameless = member(organizer(2, ""), last_seen_at=None)

    assert "(no name yet) · owner · has not written to me yet" in text(of_team(team(nameless)))
    assert labels(of_team(team(nameless), words=FR))[0] == ["(sans nom encore)"]
    assert name_of(nameless, EN) == "(no name yet)"


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_largest_team_fits(words):
    """Thirty people and invitations at most."""
    people = [member(organizer(10**9 + n, LONG_NAME, Role.ORGANIZER), **LOCKED) for n in range(20)]
    open_ones = [invitation(10**9 + n) for n in range(10)]

    of_team(team(*people, invitations=open_ones, has_group=True), words=words)


# One of them


def test_the_page_of_somebody():
    assert text(of_member(member(ORGANIZER))) == (
        "Clara · organizer · seen 5 min ago\n"
        "On the team since 10:30 on 2 October.\n"
        "Acts: blocks, suspends, changes the text and the budget."
    )
    assert text(of_member(member(ORGANIZER), words=FR)) == (
        "Clara · organisateur·ice · vu·e il y a 5 min\n"
        "Dans l'équipe depuis 10:30 le 2 octobre.\n"
        "Agit : bloque, suspend, change le texte et le budget."
    )


def test_the_page_of_somebody_who_is_locked_and_cannot_be_reached():
    found = member(OBSERVER, **LOCKED, unreachable_since=NOW)

    assert text(of_member(found, locked_by="Bruno")) == (
        "Dora · observer · seen 5 min ago <b>(locked)</b>\n"
        "On the team since 10:30 on 2 October.\n"
        "Sees everything and changes nothing.\n"
        "Telegram cannot reach them: they have blocked me, or never opened me.\n"
        "<b>Locked by Bruno at 16:30</b>: that phone gets nothing and can do nothing."
    )
    assert text(of_member(found, words=FR)).endswith(
        "Voit tout et ne change rien.\n"
        "Telegram ne peut pas joindre cette personne : elle m'a bloqué, ou ne m'a jamais ouvert.\n"
        "<b>Gelé·e par quelqu'un à 16:30</b> : ce téléphone ne reçoit rien et ne peut rien faire."
    )


@pytest.mark.parametrize(
    ("reader", "found", "verbs"),
    [
        pytest.param(
            OWNER, member(ORGANIZER),
            ["role:3:owner", "role:3:observer", "lock:3", "log:by:3:0", "remove:3", "team:all"],
            id="an owner, of an organizer",
        ),
        pytest.param(
            OWNER, member(ORGANIZER, **LOCKED),
            ["role:3:owner", "role:3:observer", "unlock:3", "log:by:3:0", "remove:3", "team:all"],
            id="an owner, of somebody who is locked",
        ),
        pytest.param(
            OWNER, member(OWNER),
            ["role:1:organizer", "role:1:observer", "lock:1", "log:by:1:0", "remove:1",
             "team:all"],
            id="an owner, of themselves",
        ),
        pytest.param(
            ORGANIZER, member(OWNER), ["lock:1", "log:by:1:0", "team:all"],
            id="an organizer, of an owner",
        ),
        pytest.param(
            ORGANIZER, member(OWNER, **LOCKED), ["log:by:1:0", "team:all"],
            id="an organizer, of somebody who is locked",
        ),
        pytest.param(
            ORGANIZER, member(ORGANIZER), ["lock:3", "log:by:3:0", "remove:3", "team:all"],
            id="an organizer, of themselves",
        ),
        pytest.param(
            OBSERVER, member(OWNER), ["log:by:1:0", "team:all"], id="an observer, of an owner",
        ),
        pytest.param(
            OBSERVER, member(OBSERVER), ["log:by:4:0", "remove:4", "team:all"],
            id="an observer, of themselves",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_page_offers_what_its_reader_may_do(reader, found, verbs, words):
    assert all_taps(of_member(found, reader, words)) == verbs


def test_the_buttons_of_a_page_say_what_they_do():
    assert labels(of_member(member(ORGANIZER))) == [
        ["Make owner"],
        ["Make observer"],
        ["Phone lost: lock"],
        ["What they did"],
        ["Remove from the team"],
        ["‹ Team"],
    ]
    assert labels(of_member(member(OWNER, **LOCKED), words=FR)) == [
        ["Nommer organisateur·ice"],
        ["Nommer observateur·ice"],
        ["Dégeler"],
        ["Ce qui a été fait"],
        ["Quitter l'équipe"],
        ["‹ Équipe"],
    ]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_name_on_a_page_is_escaped(words):
    screen = of_member(member(organizer(2, HOSTILE), **LOCKED), words=words, locked_by=HOSTILE)

    assert screen.text.count(ESCAPED) == 2
    assert HOSTILE not in screen.text


# Inviting


def test_an_invitation_is_offered_the_most_careful_first():
    assert text(invite_screen(EN)) == (
        "<b>Invite somebody. As what?</b>\n"
        "An organizer acts. An observer sees and changes nothing. An owner also manages the team."
    )
    assert "Un·e observateur·ice voit et ne change rien." in text(invite_screen(FR))
    assert taps(invite_screen(EN)) == [
        ["invite:organizer"], ["invite:observer"], ["invite:owner"], ["team:all"],
    ]  # fmt: skip
    assert labels(invite_screen(FR)) == [
        ["Un·e organisateur·ice"], ["Un·e observateur·ice"], ["Un·e responsable"], ["‹ Équipe"],
    ]  # fmt: skip


def test_a_link_is_to_be_sent_to_one_person():
    link = "https://t.me/bot?start=abc"
    screen = invitation_screen(invitation(), link, EN, now=NOW)

    assert text(screen) == (
        "<b>Send this link to one person</b> (organizer):\n"
        f"{link}\n\n"
        "It works once, until 17:00 on 31 October. I cannot show it again. Anyone who has it can"
        " come in, so send it to nobody else."
    )
    assert taps(screen) == [["withdraw:9"], ["team:all"]]
    french = text(invitation_screen(invitation(role=Role.OWNER), link, FR, now=NOW))
    assert french == (
        "<b>Envoyez ce lien à une seule personne</b> (responsable) :\n"
        f"{link}\n\n"
        "Il sert une fois, jusqu'à 17:00 le 31 octobre. Je ne pourrai plus le montrer ; qui l'a"
        " peut entrer, alors ne l'envoyez à personne d'autre."
    )


# Locking


def test_a_lost_phone_is_chosen_among_the_others_that_are_not_locked():
    found = team(member(), member(BRUNO, **LOCKED), member(ORGANIZER), member(OBSERVER))
    screen = lock_screen(found, OWNER, EN)

    assert text(screen) == (
        "<b>Whose phone is lost?</b> It is frozen at your tap: it gets nothing and can do nothing"
        " until an owner unlocks it."
    )
    assert taps(screen) == [["lock:3", "lock:4"], ["team:all"]]
    assert labels(screen) == [["Clara", "Dora"], ["‹ Team"]]
    assert text(lock_screen(found, OWNER, FR)).startswith("<b>Quel téléphone est perdu ?</b>")


def test_somebody_who_is_alone_can_lock_nobody_else():
    assert taps(check_screen(lock_screen(team(), OWNER, FR))) == [["team:all"]]


def test_a_locked_phone_is_frozen_and_can_be_undone():
    screen = locked_screen(member(organizer(2, HOSTILE)), 8, EN)

    assert text(screen) == (
        f"<b>{ESCAPED} is locked.</b> That phone gets nothing from me and can do nothing until an"
        " owner unlocks it. What I wrote there before is still on it: end the session from another"
        " device, in Telegram's Settings, Devices. If the team has a group, take them out of it"
        " too."
    )
    assert taps(screen) == [["undo:8"]]
    assert text(locked_screen(member(BRUNO), 8, FR)).startswith("<b>Bruno est gelé·e.</b> Ce")


def test_who_is_unlocked_is_back():
    screen = unlocked_screen(member(organizer(2, HOSTILE)), EN)

    assert text(screen) == f"{ESCAPED} is back on the team."
    assert taps(screen) == [["team:all"]]
    assert text(unlocked_screen(member(BRUNO), FR)) == "Bruno est de retour dans l'équipe."


# Changing roles, removing


@pytest.mark.parametrize(
    ("asked", "english", "french", "label"),
    [
        pytest.param(
            question(Act.CHANGE_ROLE, role=Role.OBSERVER),
            "Make Bruno observer?\nSees everything and changes nothing.",
            "Donner à Bruno ce rôle : observateur·ice ?\nVoit tout et ne change rien.",
            "Change the role", id="a role",
        ),
        pytest.param(
            question(),
            "Remove Bruno from the team? They are out at once; what they did keeps their name. A"
            " new invitation brings them back.",
            "Retirer Bruno de l'équipe ? L'accès cesse tout de suite ; ce qui a été fait garde son"
            " nom. Une nouvelle invitation permet de revenir.",
            "Remove from the team", id="removing",
        ),
        pytest.param(
            question(is_oneself=True),
            "Leave the team? From then on I answer you nothing. A new invitation brings you back.",
            "Quitter l'équipe ? Ensuite je ne vous répondrai plus rien. Une nouvelle invitation"
            " permet de revenir.",
            "Leave the team", id="leaving",
        ),
    ],
)  # fmt: skip
def test_the_question_says_what_it_takes_or_gives(asked, english, french, label):
    screen = team_question_screen(asked, EN)

    assert text(screen) == english
    assert text(team_question_screen(asked, FR)) == french
    assert taps(screen) == [["confirm:5"], ["discard:5"]]
    assert labels(screen) == [[label], ["Cancel"]]


@pytest.mark.parametrize("role", [None, Role.OWNER])
def test_a_name_in_the_question_is_escaped(role):
    screen = team_question_screen(question(who=organizer(2, HOSTILE), role=role), EN)

    assert ESCAPED in screen.text
    check_screen(screen)


def test_what_was_done_leads_back_to_the_team():
    done = role_changed_screen(RoleChanged(2, Role.OWNER), EN)
    assert text(done) == "Done. The role has changed, from the next tap on."
    assert taps(done) == [["team:all"]]
    out = removed_screen(Removed(2, is_oneself=False), FR)
    assert text(out) == (
        "Fait : hors de l'équipe, dès maintenant. Si l'équipe a un groupe, sortez-en aussi cette"
        " personne."
    )
    assert taps(out) == [["team:all"]]


def test_who_has_left_gets_a_last_answer_without_a_button():
    screen = removed_screen(Removed(2, is_oneself=True), EN)

    assert text(screen) == "You have left the team. Thank you for what you did."
    assert screen.rows == []
