"""The screens of /team, /invite and /lock."""

from datetime import datetime, timedelta

from bot.screens.screen import Button, Screen, confirm_rows, joined, undo_row
from hotline.domain.people import Invitation, Member, Organizer
from hotline.domain.roles import Role, may
from hotline.usecases.team.ask_team_act import TeamQuestion
from hotline.usecases.team.change_role import RoleChanged
from hotline.usecases.team.remove_organizer import Removed
from hotline.usecases.team.show_team import MemberPage, Team
from hotline.words import Html, Words, as_plain_text

_JUST_NOW = timedelta(minutes=2)
_BUTTONS_A_ROW = 2


def team_screen(team: Team, reader: Organizer, words: Words, *, now: datetime) -> Screen:
    """Shows every member, each with a button; owners can withdraw open invitations."""
    is_owner = reader.role is Role.OWNER
    lines = [_line(one, reader, words, now) for one in team.members]
    open_ones = [_invitation_line(one, words, now) for one in team.invitations]
    title = words.count("team.title", len(team.members))
    group = words("team.group") if team.has_group else ""
    rows = _in_rows(
        [Button(name_of(one, words), f"member:{one.organizer.id}") for one in team.members]
    )
    if team.has_group and is_owner:
        rows.append([Button(words("button.leave_group"), "leave_group:now")])
    rows.append([Button(words("button.two_people"), "share:all")])
    if is_owner:
        rows += [[_withdraw_button(one, words, now)] for one in team.invitations]
        rows.append([Button(words("button.invite"), "invite:who")])
    return Screen(joined(title, *lines, *open_ones, group), rows)


def member_screen(page: MemberPage, reader: Organizer, words: Words, *, now: datetime) -> Screen:
    """Shows one member, and below what this reader may do about them."""
    member = page.member
    since = words.moment(member.joined_at, now=now)
    locked = ""
    if member.locked_at is not None:
        at = words.moment(member.locked_at, now=now)
        locked = words("member.locked", at=at, by=page.locked_by or words("somebody"))
    unreachable = words("member.unreachable") if member.unreachable_since else ""
    text = joined(
        _line(member, reader, words, now),
        words("member.since", since=since),
        words(f"member.may.{member.organizer.role}"),
        unreachable,
        locked,
    )
    return Screen(text, [*_member_rows(member, reader, words), [_team_button(words)]])


def invite_screen(words: Words) -> Screen:
    """Asks for which role. Owner, the most powerful, comes last."""
    rows = [
        [Button(words(f"button.invite_{role}"), f"invite:{role}")]
        for role in (Role.ORGANIZER, Role.OBSERVER, Role.OWNER)
    ]
    return Screen(words("invite.as_what"), [*rows, [_team_button(words)]])


def invitation_screen(
    invitation: Invitation, link: str, words: Words, *, now: datetime, takes_two: bool = False
) -> Screen:
    """Shows the link, to be sent to one person. `takes_two`: who follows it may not act yet."""
    until = words.moment(invitation.expires_at, now=now)
    role = words(f"role.{invitation.role}")
    withdraw = Button(words("button.withdraw"), f"withdraw:{invitation.id}")
    text = words("invite.link", role=role, link=link, until=until)
    if takes_two:
        text = joined(text, words("invitation.takes_two"))
    return Screen(text, [[withdraw], [_team_button(words)]])


def lock_screen(team: Team, reader: Organizer, words: Words) -> Screen:
    """Asks whose phone is lost. Oneself is not listed, against slips: that is on one's own page."""
    buttons = [
        Button(name_of(one, words), f"lock:{one.organizer.id}")
        for one in team.members
        if one.locked_at is None and one.organizer.id != reader.id
    ]
    return Screen(words("lock.whose"), [*_in_rows(buttons), [_team_button(words)]])


def locked_screen(member: Member, audit_id: int, words: Words) -> Screen:
    """Says that the member is locked, and what to do about the phone itself."""
    text = words("lock.done", name=name_of(member, words))
    return Screen(text, undo_row(words("button.undo"), audit_id))


def unlocked_screen(member: Member, words: Words) -> Screen:
    """Says that the member is back on the team."""
    return Screen(words("unlock.done_member", name=name_of(member, words)), [[_team_button(words)]])


def team_question_screen(question: TeamQuestion, words: Words) -> Screen:
    """Asks before a role changes or a member goes: what it takes from them, or gives."""
    name = name_of(question.member, words)
    if question.role is not None:
        role = words(f"role.{question.role}")
        text = joined(
            words("role.question", name=name, role=role),
            words(f"member.may.{question.role}"),
        )
        label = words("button.change_role")
    elif question.is_oneself:
        text, label = words("leave.question"), words("button.leave_team")
    else:
        text = words("remove.question", name=name)
        label = words("button.remove")
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def role_changed_screen(_: RoleChanged, words: Words) -> Screen:
    """Says that the role has changed, from the next tap on."""
    return Screen(words("role.done"), [[_team_button(words)]])


def removed_screen(removed: Removed, words: Words) -> Screen:
    """Says that the member is out. A person who has left gets this as their last answer."""
    if removed.is_oneself:
        return Screen(words("leave.done"))
    return Screen(words("remove.done"), [[_team_button(words)]])


def name_of(member: Member, words: Words) -> str:
    """The name as it is. An owner named in the settings has none until they first write."""
    return member.organizer.name or as_plain_text(words("member.nameless"))


def _line(member: Member, reader: Organizer, words: Words, now: datetime) -> Html:
    name = name_of(member, words)
    role = words(f"role.{member.organizer.role}")
    if member.organizer.id == reader.id:
        return words("team.line", name=name, role=role, seen=words("you"))
    line = words("team.line", name=name, role=role, seen=_seen(member, words, now))
    return Html(line + " " + words("team.locked")) if member.locked_at else line


def _seen(member: Member, words: Words, now: datetime) -> Html:
    if member.last_seen_at is None:
        return words("team.never_seen")
    age = now - member.last_seen_at
    if age < _JUST_NOW:
        return words("team.here_now")
    return words("team.seen", age=words.duration(age))


def _invitation_line(one: Invitation, words: Words, now: datetime) -> Html:
    until = words.moment(one.expires_at, now=now)
    return words("team.invited", role=words(f"role.{one.role}"), until=until)


def _withdraw_button(one: Invitation, words: Words, now: datetime) -> Button:
    until = words.moment(one.expires_at, now=now)
    label = words("button.withdraw_one", role=words(f"role.{one.role}"), until=until)
    return Button(label, f"withdraw:{one.id}")


def _member_rows(member: Member, reader: Organizer, words: Words) -> list[list[Button]]:
    whom, rows = member.organizer.id, []
    is_owner = reader.role is Role.OWNER
    if is_owner:
        rows += [
            [Button(words(f"button.make_{role}"), f"role:{whom}:{role}")]
            for role in Role
            if role is not member.organizer.role
        ]
    if member.locked_at is not None and is_owner:
        rows.append([Button(words("button.unlock"), f"unlock:{whom}")])
    if member.locked_at is None and may(reader.role, Role.ORGANIZER):
        rows.append([Button(words("button.lock"), f"lock:{whom}")])
    rows.append([Button(words("button.log_of"), f"log:by:{whom}:0")])
    if whom == reader.id:
        rows.append([Button(words("button.leave_team"), f"remove:{whom}")])
    elif is_owner:
        rows.append([Button(words("button.remove"), f"remove:{whom}")])
    return rows


def _in_rows(buttons: list[Button]) -> list[list[Button]]:
    return [
        buttons[place : place + _BUTTONS_A_ROW] for place in range(0, len(buttons), _BUTTONS_A_ROW)
    ]


def _team_button(words: Words) -> Button:
    return Button(words("button.team"), "team:all")
