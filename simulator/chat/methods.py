"""The Bot API's methods that we use, and those that python-telegram-bot calls at its start."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from simulator.chat.markup import MarkupError, read_markup
from simulator.chat.network import ChatNetwork

Parameters = Mapping[str, Any]


class ApiError(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def call_method(network: ChatNetwork, method: str, parameters: Parameters) -> Any:
    """The result of a method. Method names are not case-sensitive. Raises ApiError."""
    found = _METHODS.get(method.lower())
    if found is None:
        raise ApiError(404, "Not Found")
    return found(network, parameters)


def _get_me(network: ChatNetwork, parameters: Parameters) -> Any:
    more = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return network.as_bot() | more


def _get_updates(network: ChatNetwork, parameters: Parameters) -> Any:
    offset = int(parameters.get("offset") or 0)
    limit = int(parameters.get("limit") or 100)
    ends = time.monotonic() + float(parameters.get("timeout") or 0)
    with network.changed:
        network.newest_poll += 1
        this_poll = network.newest_poll
        network.changed.notify_all()
        if offset > 0:
            network.updates[:] = [one for one in network.updates if one["update_id"] >= offset]
        while not network.updates:
            network.changed.wait(max(ends - time.monotonic(), 0))
            if network.newest_poll != this_poll:
                text = "Conflict: terminated by other getUpdates request"
                raise ApiError(409, f"{text}; make sure that only one bot instance is running")
            if time.monotonic() >= ends:
                break
        return network.updates[:limit]


def _send_message(network: ChatNetwork, parameters: Parameters) -> Any:
    message = _new_message(network, parameters)
    message |= _text(parameters, "text", limit=4096)
    return _sent(network, message, parameters)


def _send_photo(network: ChatNetwork, parameters: Parameters) -> Any:
    message = _new_message(network, parameters)
    file_id = _keep_file(network, parameters["photo"])
    size = len(network.files[file_id])
    photo = {"file_id": file_id, "file_unique_id": file_id, "width": 800, "height": 400}
    message["photo"] = [photo | {"file_size": size}]
    message |= _caption(parameters)
    return _sent(network, message, parameters)


def _send_document(network: ChatNetwork, parameters: Parameters) -> Any:
    message = _new_message(network, parameters)
    file_id = _keep_file(network, parameters["document"])
    message["document"] = {"file_id": file_id, "file_unique_id": file_id}
    message |= _caption(parameters)
    return _sent(network, message, parameters)


def _edit_message_text(network: ChatNetwork, parameters: Parameters) -> Any:
    message = _find_message(network, parameters)
    return _edited(network, message, _text(parameters, "text", limit=4096), parameters)


def _edit_message_caption(network: ChatNetwork, parameters: Parameters) -> Any:
    message = _find_message(network, parameters)
    return _edited(network, message, _caption(parameters), parameters)


def _edit_message_media(network: ChatNetwork, parameters: Parameters) -> Any:
    message = _find_message(network, parameters)
    media = json.loads(parameters["media"])
    content = parameters.get(str(media["media"]).removeprefix("attach://"), media["media"])
    file_id = _keep_file(network, content)
    photo = {"file_id": file_id, "file_unique_id": file_id, "width": 800, "height": 400}
    caption = _caption({**media, "parse_mode": media.get("parse_mode")})
    return _edited(network, message, {"photo": [photo], **caption}, parameters)


def _edit_message_reply_markup(network: ChatNetwork, parameters: Parameters) -> Any:
    return _edited(network, _find_message(network, parameters), {}, parameters)


def _delete_message(network: ChatNetwork, parameters: Parameters) -> Any:
    message = _find_message(network, parameters)
    del network.messages[message["chat"]["id"], message["message_id"]]
    network.show("deleted", message)
    return True


def _answer_callback_query(network: ChatNetwork, parameters: Parameters) -> Any:
    query_id = parameters["callback_query_id"]
    if network.taps.get(query_id) is not False:
        raise ApiError(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    network.taps[query_id] = True
    return True


def _set_my_commands(network: ChatNetwork, parameters: Parameters) -> Any:
    scope = _scope(network, parameters)
    network.commands[scope] = json.loads(parameters["commands"])
    return True


def _get_my_commands(network: ChatNetwork, parameters: Parameters) -> Any:
    return network.commands.get(_scope(network, parameters), [])


def _delete_my_commands(network: ChatNetwork, parameters: Parameters) -> Any:
    network.commands.pop(_scope(network, parameters), None)
    return True


def _get_webhook_info(network: ChatNetwork, parameters: Parameters) -> Any:
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(network.updates),
    }


def _get_chat(network: ChatNetwork, parameters: Parameters) -> Any:
    person = network.people.get(int(parameters["chat_id"]))
    if person is None:
        raise ApiError(400, "Bad Request: chat not found")
    more = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    return person.as_chat() | more


def _get_file(network: ChatNetwork, parameters: Parameters) -> Any:
    file_id = parameters["file_id"]
    if file_id not in network.files:
        raise ApiError(400, "Bad Request: invalid file_id")
    return {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_size": len(network.files[file_id]),
        "file_path": f"files/{file_id}",
    }


def _yes(network: ChatNetwork, parameters: Parameters) -> Any:
    return True


def _new_message(network: ChatNetwork, parameters: Parameters) -> dict[str, Any]:
    try:
        person = network.people.get(int(parameters["chat_id"]))
    except (KeyError, ValueError):
        raise ApiError(400, "Bad Request: chat_id is empty") from None
    if person is None:
        raise ApiError(400, "Bad Request: chat not found")
    if person.has_blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not person.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return {
        "message_id": network.take_number(),
        "from": network.as_bot(),
        "chat": person.as_chat(),
        "date": int(time.time()),
    }


def _sent(network: ChatNetwork, message: dict[str, Any], parameters: Parameters) -> Any:
    message |= _reply_markup(parameters)
    network.messages[message["chat"]["id"], message["message_id"]] = message
    network.show("sent", message)
    return message


def _find_message(network: ChatNetwork, parameters: Parameters) -> dict[str, Any]:
    key = (int(parameters["chat_id"]), int(parameters["message_id"]))
    message = network.messages.get(key)
    if message is None:
        raise ApiError(400, "Bad Request: message to edit not found")
    if message["from"]["id"] != network.bot_id:
        raise ApiError(400, "Bad Request: message can't be edited")
    return message


def _edited(
    network: ChatNetwork,
    message: dict[str, Any],
    content: dict[str, Any],
    parameters: Parameters,
) -> Any:
    kept = {name: value for name, value in message.items() if name != "reply_markup"}
    if "text" in content:
        kept.pop("entities", None)
    changed = kept | content | _reply_markup(parameters)
    if {k: v for k, v in changed.items() if k != "edit_date"} == {
        k: v for k, v in message.items() if k != "edit_date"
    }:
        raise ApiError(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup"
            " are exactly the same as a current content and reply markup of the message",
        )
    changed["edit_date"] = int(time.time())
    network.messages[message["chat"]["id"], message["message_id"]] = changed
    network.show("edited", changed)
    return changed


def _text(parameters: Parameters, name: str, *, limit: int) -> dict[str, Any]:
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


def _caption(parameters: Parameters) -> dict[str, Any]:
    if not parameters.get("caption"):
        return {}
    found = _text(parameters, "caption", limit=1024)
    entities = {"caption_entities": found["entities"]} if "entities" in found else {}
    return {"caption": found["text"], **entities}


def _reply_markup(parameters: Parameters) -> dict[str, Any]:
    if not parameters.get("reply_markup"):
        return {}
    markup = json.loads(parameters["reply_markup"])
    for row in markup.get("inline_keyboard", []):
        for button in row:
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= 64:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
            if not button.get("text"):
                raise ApiError(400, "Bad Request: BUTTON_TEXT_INVALID")
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


def _keep_file(network: ChatNetwork, content: Any) -> str:
    if not isinstance(content, bytes):
        if content not in network.files:
            raise ApiError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        return str(content)
    file_id = f"file{network.take_number()}"
    network.files[file_id] = content
    return file_id


def _scope(network: ChatNetwork, parameters: Parameters) -> tuple[str, str]:
    scope = json.loads(parameters.get("scope") or '{"type": "default"}')
    chat_id = scope.get("chat_id")
    if chat_id is not None and not _has_started(network, int(chat_id)):
        raise ApiError(400, "Bad Request: chat not found")
    return f"{scope['type']}:{chat_id or ''}", parameters.get("language_code") or ""


def _has_started(network: ChatNetwork, chat_id: int) -> bool:
    person = network.people.get(chat_id)
    return person is not None and person.started


_METHODS: dict[str, Callable[[ChatNetwork, Parameters], Any]] = {
    "getme": _get_me,
    "getupdates": _get_updates,
    "sendmessage": _send_message,
    "sendphoto": _send_photo,
    "senddocument": _send_document,
    "editmessagetext": _edit_message_text,
    "editmessagecaption": _edit_message_caption,
    "editmessagemedia": _edit_message_media,
    "editmessagereplymarkup": _edit_message_reply_markup,
    "deletemessage": _delete_message,
    "answercallbackquery": _answer_callback_query,
    "setmycommands": _set_my_commands,
    "getmycommands": _get_my_commands,
    "deletemycommands": _delete_my_commands,
    "getwebhookinfo": _get_webhook_info,
    "setwebhook": _yes,
    "deletewebhook": _yes,
    "sendchataction": _yes,
    "pinchatmessage": _yes,
    "getchat": _get_chat,
    "getfile": _get_file,
}
