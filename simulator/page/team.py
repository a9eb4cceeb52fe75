"""Who of the page's people is on the team; they join by a real invitation, as people do."""

import requests

from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.organizers import list_members
from hotline.usecases.team.invite import invite
from simulator.clock import utc_now

_ROLES = (Role.ORGANIZER, Role.OBSERVER)


class Team:
    """The team of the box's hotline; `chat_url`: the chat network's address."""

    def __init__(self, database: Database, chat_url: str) -> None:
        self._database = database
        self._url = f"{chat_url}/box/say"

    def roles(self) -> dict[str, str]:
        """{Telegram id: role} of everybody on the team."""
        with self._database.transaction() as connection:
            members = list_members(connection, self._database.vault)
        return {str(one.organizer.telegram_id): one.organizer.role for one in members}

    def let_in(self, person: int, role: str) -> bool:
        """Invite this person in an owner's name, and follow the link as they would.

        False: no such role, or no owner.
        """
        if role not in _ROLES:
            return False
        with self._database.transaction() as connection:
            members = list_members(connection, self._database.vault)
        owner = next((m.organizer for m in members if m.organizer.role is Role.OWNER), None)
        if owner is None:
            return False
        token = invite(owner, Role(role), database=self._database, now=utc_now()).token
        said = {"as": person, "text": f"/start {token}"}
        requests.post(self._url, json=said, timeout=10).raise_for_status()
        return True
