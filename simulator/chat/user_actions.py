"""User actions: what people do with their phones; they write, tap, block, change groups."""

import secrets
from typing import Any

from simulator.chat.network import ChatNetwork, Group, Person
from simulator.clock import unix_now


def say(
    network: ChatNetwork,
    person: Person,
    text: str,
    *,
    group: Group | None = None,
    topic: int | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A person writes to the bot, or in a group that the bot is in, in one of its topics.

    `more`: what Telegram adds, such as `forward_origin`.
    """
    message = _message(network, person, group) | {"text": text} | _commands(text) | more
    if topic is not None:
        message |= {"message_thread_id": topic, "is_topic_message": True}
    if group is None:
        person.started, person.has_blocked = True, False
    _keep(network, message)
    return message


def forward(network: ChatNetwork, person: Person, text: str, *, whose: str) -> dict[str, Any]:
    """A person forwards to the bot what somebody else, who hides their account, has written."""
    origin = {"type": "hidden_user", "sender_user_name": whose, "date": unix_now()}
    return say(network, person, text, forward_origin=origin)


def correct(network: ChatNetwork, message: dict[str, Any], text: str) -> dict[str, Any]:
    """A person edits what they wrote."""
    edited = {**message, "text": text, "edit_date": unix_now()}
    edited.pop("entities", None)
    edited |= _commands(text)
    network.messages[message["chat"]["id"], message["message_id"]] = edited
    network.add_update({"edited_message": edited})
    return edited


def share_contact(network: ChatNetwork, person: Person, number: str, name: str) -> None:
    """A person shares somebody from their telephone book."""
    contact = {"phone_number": number, "first_name": name}
    _keep(network, _message(network, person, None) | {"contact": contact})


def number_afresh(network: ChatNetwork, first: int) -> None:
    """Telegram draws the ids of updates anew, as after a week without any: the next is `first`."""
    with network.changed:
        # In that week everything was confirmed.
        network.updates.clear()
        network.updates_shifted_by = first - network.next_number - 1


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


def delete_then_make_super(network: ChatNetwork, group: Group) -> Group:
    """A group is refused as deleted first; that it became a supergroup is told afterwards."""
    group.is_deleted = True
    number = -1_000_000_000_000 - network.take_number()
    moved = Group(number, group.title, is_super=True)
    network.groups[moved.id] = moved
    return moved


def tell_migration(network: ChatNetwork, person: Person, group: Group, moved: Group) -> None:
    """Telegram tells, late, which supergroup a group has become."""
    _keep(network, _message(network, person, group) | {"migrate_to_chat_id": moved.id})


def _commands(text: str) -> dict[str, Any]:
    if not text.startswith("/"):
        return {}
    length = len(text.split(maxsplit=1)[0])
    return {"entities": [{"type": "bot_command", "offset": 0, "length": length}]}


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
