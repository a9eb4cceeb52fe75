"""User actions: what people do with their phones; they write, tap, block, change groups."""

import secrets
from typing import Any

from simulator.chat.network import ChatNetwork, Group, Person
from simulator.clock import unix_now


def say(
    network: ChatNetwork, person: Person, text: str, *, group: Group | None = None
) -> dict[str, Any]:
    """A person writes to the bot, or in a group that the bot is in."""
    message = _message(network, person, group) | {"text": text}
    if text.startswith("/"):
        length = len(text.split(maxsplit=1)[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    if group is None:
        person.started, person.has_blocked = True, False
    _keep(network, message)
    return message


def tell_service(network: ChatNetwork, person: Person, **service: Any) -> None:
    """Telegram writes into the chat by itself: a message was pinned, a timer was set."""
    _keep(network, _message(network, person, None) | service)


def tap(network: ChatNetwork, person: Person, message: dict[str, Any], data: str) -> str:
    """A person taps a button under `message`; returns the id of the callback query."""
    query_id = str(secrets.randbits(60))
    with network.changed:
        network.taps[query_id] = False
    network.add_update(
        {
            "callback_query": {
                "id": query_id,
                "from": person.as_user(),
                "chat_instance": str(person.id),
                "message": message,
                "data": data,
            }
        }
    )
    return query_id


def block(network: ChatNetwork, person: Person) -> None:
    """A person blocks the bot, and Telegram tells the bot."""
    person.has_blocked = True
    _tell_membership(network, person, person.as_chat(), {"status": "kicked", "until_date": 0})


def put_out(network: ChatNetwork, person: Person, group: Group) -> None:
    """A person removes the bot from a group."""
    group.has_bot = False
    _tell_membership(network, person, group.as_chat(), {"status": "left"})


def make_super(network: ChatNetwork, person: Person, group: Group) -> Group:
    """A group becomes a supergroup with another id; the old group names the new id."""
    number = -1_000_000_000_000 - network.take_number()
    moved = Group(number, group.title, is_super=True)
    network.groups[moved.id], group.moved_to = moved, moved.id
    _keep(network, _message(network, person, group) | {"migrate_to_chat_id": moved.id})
    return moved


def _message(network: ChatNetwork, person: Person, group: Group | None) -> dict[str, Any]:
    return {
        "message_id": network.take_number(),
        "from": person.as_user(),
        "chat": group.as_chat() if group else person.as_chat(),
        "date": unix_now(),
    }


def _keep(network: ChatNetwork, message: dict[str, Any]) -> None:
    network.messages[message["chat"]["id"], message["message_id"]] = message
    network.show("said", message)
    network.add_update({"message": message})


def _tell_membership(
    network: ChatNetwork, person: Person, chat: dict[str, Any], status: dict[str, Any]
) -> None:
    bot = network.as_bot()
    network.add_update(
        {
            "my_chat_member": {
                "chat": chat,
                "from": person.as_user(),
                "date": unix_now(),
                "old_chat_member": {"user": bot, "status": "member"},
                "new_chat_member": {"user": bot, **status},
            }
        }
    )
