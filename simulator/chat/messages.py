"""The bot's messages: makes, finds and edits them, with the checks of the Bot API."""

import json
from collections.abc import Mapping
from typing import Any

from simulator.chat.markup import MarkupError, read_markup
from simulator.chat.network import ChatNetwork, Group
from simulator.chat.rich import media_of, read_rich
from simulator.clock import unix_now

Parameters = Mapping[str, Any]


class ApiError(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def new_message(network: ChatNetwork, parameters: Parameters) -> dict[str, Any]:
    """The bot's next message to `chat_id`, still empty. Raises ApiError where it may not write."""
    try:
        chat_id = int(parameters["chat_id"])
    except (KeyError, ValueError):
        raise ApiError(400, "Bad Request: chat_id is empty") from None
    return {
        "message_id": network.take_number(),
        "from": network.as_bot(),
        "chat": _open_chat(network, chat_id, parameters),
        "date": unix_now(),
    }


def _open_chat(network: ChatNetwork, chat_id: int, parameters: Parameters) -> dict[str, Any]:
    group = network.groups.get(chat_id)
    if group is not None:
        _require_open_topic(group, parameters.get("message_thread_id"))
        return _open_group(group)
    person = network.people.get(chat_id)
    if person is None:
        raise ApiError(400, "Bad Request: chat not found")
    if person.has_blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not person.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return person.as_chat()


def _open_group(group: Group) -> dict[str, Any]:
    if group.is_deleted:
        raise ApiError(403, "Forbidden: the group chat was deleted")
    if group.moved_to is not None:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, text, migrate_to_chat_id=group.moved_to)
    if not group.has_bot:
        raise ApiError(403, "Forbidden: bot was kicked from the group chat")
    return group.as_chat()


def _require_open_topic(group: Group, thread_id: object) -> None:
    """A message without a thread goes to General, which may be closed; some groups take none."""
    if not group.may_write:
        text = "Bad Request: not enough rights to send text messages to the chat"
        raise ApiError(400, text)
    if group.topics is not None and (thread_id is None or int(str(thread_id)) not in group.topics):
        raise ApiError(400, "Bad Request: TOPIC_CLOSED")


def sent(network: ChatNetwork, message: dict[str, Any], parameters: Parameters) -> Any:
    """Store the message and show it in its chat; the message."""
    message |= _reply_markup(parameters)
    chat_id = message["chat"]["id"]
    network.messages[chat_id, message["message_id"]] = message
    keys = json.loads(parameters.get("reply_markup") or "{}").get("keyboard")
    if keys:
        network.keyboards[chat_id] = keys
    network.show("sent", message)
    return message


def find_message(network: ChatNetwork, parameters: Parameters) -> dict[str, Any]:
    """The bot's own message with this `chat_id` and `message_id`. Raises ApiError."""
    key = (int(parameters["chat_id"]), int(parameters["message_id"]))
    if key[0] in network.groups:
        _open_group(network.groups[key[0]])
    message = network.messages.get(key)
    if message is None:
        raise ApiError(400, "Bad Request: message to edit not found")
    if message["from"]["id"] != network.bot_id:
        raise ApiError(400, "Bad Request: message can't be edited")
    return message


def find_to_delete(network: ChatNetwork, parameters: Parameters) -> dict[str, Any]:
    """A message that the bot may delete: its own, in a private chat the person's too, and in a
    group anybody's, as an administrator who may.
    """
    key = (int(parameters["chat_id"]), int(parameters["message_id"]))
    message = network.messages.get(key)
    if message is None:
        raise ApiError(400, "Bad Request: message to delete not found")
    is_own = message["from"]["id"] == network.bot_id
    group = network.groups.get(key[0])
    if not is_own and group is not None and not group.may_delete:
        raise ApiError(400, "Bad Request: message can't be deleted")
    return message


def edited(
    network: ChatNetwork,
    message: dict[str, Any],
    content: dict[str, Any],
    parameters: Parameters,
) -> Any:
    """Change a message's content and buttons. As at Telegram, no change at all is an error."""
    kept = {name: value for name, value in message.items() if name != "reply_markup"}
    if "text" in content:
        kept.pop("entities", None)
        kept.pop("rich_message", None)
    if "rich_message" in content:
        kept.pop("text", None)
        kept.pop("entities", None)
    if "caption" in content:
        kept.pop("caption_entities", None)
    changed = kept | content | _reply_markup(parameters)
    if {k: v for k, v in changed.items() if k != "edit_date"} == {
        k: v for k, v in message.items() if k != "edit_date"
    }:
        raise ApiError(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup"
            " are exactly the same as a current content and reply markup of the message",
        )
    changed["edit_date"] = unix_now()
    network.messages[message["chat"]["id"], message["message_id"]] = changed
    network.show("edited", changed)
    return changed


def text_of(parameters: Parameters, name: str, *, limit: int) -> dict[str, Any]:
    """Text and entities of the parameter `name`. Raises ApiError above `limit` characters."""
    raw = str(parameters.get(name) or "")
    try:
        text, entities = (
            read_markup(raw) if parameters.get("parse_mode") == "HTML" else (raw.strip(), [])
        )
    except MarkupError as error:
        raise ApiError(400, f"Bad Request: can't parse entities: {error}") from None
    if not text:
        raise ApiError(400, "Bad Request: message text is empty")
    if len(text) > limit:
        raise ApiError(400, "Bad Request: message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_of(parameters: Parameters) -> dict[str, Any]:
    """Caption and its entities; empty if there is none."""
    if not parameters.get("caption"):
        return {}
    found = text_of(parameters, "caption", limit=1024)
    entities = {"caption_entities": found["entities"]} if "entities" in found else {}
    return {"caption": found["text"], **entities}


def rich_of(network: ChatNetwork, parameters: Parameters) -> dict[str, Any]:
    """The rich message of the parameters, its pictures stored. Raises ApiError."""
    given = str(parameters["rich_message"])
    photos = {
        name: sizes_of(network, keep_file(network, uploaded(source, parameters)))
        for name, source in media_of(given)
    }
    try:
        return {"rich_message": read_rich(given, photos)}
    except MarkupError as error:
        raise ApiError(400, f"Bad Request: {error}") from None


def uploaded(source: str, parameters: Parameters) -> Any:
    """What `attach://name` names, or the id of a file that is stored."""
    return parameters.get(source.removeprefix("attach://"), source)


def sizes_of(network: ChatNetwork, file_id: str) -> list[dict[str, Any]]:
    """A stored file as the sizes of a photo: one."""
    size = {"file_id": file_id, "file_unique_id": file_id, "width": 800, "height": 400}
    return [size | {"file_size": len(network.files[file_id])}]


def _reply_markup(parameters: Parameters) -> dict[str, Any]:
    if not parameters.get("reply_markup"):
        return {}
    markup = json.loads(parameters["reply_markup"])
    if "keyboard" in markup:
        _check_keyboard(markup)
    for row in markup.get("inline_keyboard", []):
        for button in row:
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= 64:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
            if not button.get("text"):
                raise ApiError(400, "Bad Request: BUTTON_TEXT_INVALID")
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


def _check_keyboard(markup: dict[str, Any]) -> None:
    """Check the keyboard under a chat. It is not part of the message that the bot gets back."""
    for row in markup["keyboard"]:
        for key in row:
            if not (key if isinstance(key, str) else key.get("text")):
                raise ApiError(400, "Bad Request: BUTTON_TEXT_INVALID")


def keep_file(network: ChatNetwork, content: Any) -> str:
    """Store a file and return its id; `content` may also be the id of a stored file."""
    if not isinstance(content, bytes):
        if content not in network.files:
            raise ApiError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        return str(content)
    file_id = f"file{network.take_number()}"
    network.files[file_id] = content
    return file_id
