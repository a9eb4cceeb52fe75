"""The methods of the Bot API that we use, and those that python-telegram-bot calls at startup."""

import json
import time
from collections.abc import Callable
from typing import Any

from simulator.chat.messages import (
    ApiError,
    Parameters,
    caption_of,
    edited,
    find_message,
    find_to_delete,
    keep_file,
    new_message,
    rich_of,
    sent,
    sizes_of,
    text_of,
    uploaded,
)
from simulator.chat.network import ChatNetwork, Upload


def call_method(network: ChatNetwork, method: str, parameters: Parameters) -> Any:
    """Call a method and return its result. Names are not case-sensitive. Raises ApiError."""
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
        if "allowed_updates" in parameters:
            network.allowed = frozenset(json.loads(parameters["allowed_updates"]))
        network.newest_poll += 1
        this_poll = network.newest_poll
        network.changed.notify_all()
        if offset > 0 and _is_believed(network, offset):
            ids = [one["update_id"] for one in network.updates]
            place = ids.index(offset) if offset in ids else sum(one < offset for one in ids)
            del network.updates[:place]
        while not network.updates:
            network.changed.wait(max(ends - time.monotonic(), 0))
            if network.newest_poll != this_poll:
                text = "Conflict: terminated by other getUpdates request"
                raise ApiError(409, f"{text}; make sure that only one bot instance is running")
            if time.monotonic() >= ends:
                break
        return network.updates[:limit]


def _is_believed(network: ChatNetwork, offset: int) -> bool:
    """An offset more than 10 past the end of the queue is not believed: the head is served."""
    newest = max((one["update_id"] for one in network.updates), default=offset)
    return offset <= newest + 10


def _send_message(network: ChatNetwork, parameters: Parameters) -> Any:
    message = new_message(network, parameters)
    message |= text_of(parameters, "text", limit=4096)
    return sent(network, message, parameters)


def _send_photo(network: ChatNetwork, parameters: Parameters) -> Any:
    message = new_message(network, parameters)
    message["photo"] = sizes_of(network, keep_file(network, parameters["photo"]))
    message |= caption_of(parameters)
    return sent(network, message, parameters)


def _send_rich_message(network: ChatNetwork, parameters: Parameters) -> Any:
    message = new_message(network, parameters)
    message |= rich_of(network, parameters)
    return sent(network, message, parameters)


def _send_document(network: ChatNetwork, parameters: Parameters) -> Any:
    message = new_message(network, parameters)
    file_id = keep_file(network, parameters["document"])
    content = network.files[file_id]
    message["document"] = {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_size": len(content),
        **({"file_name": content.name} if isinstance(content, Upload) else {}),
    }
    message |= caption_of(parameters)
    return sent(network, message, parameters)


def _edit_message_text(network: ChatNetwork, parameters: Parameters) -> Any:
    message = find_message(network, parameters)
    is_rich = "rich_message" in parameters
    content = rich_of(network, parameters) if is_rich else text_of(parameters, "text", limit=4096)
    return edited(network, message, content, parameters)


def _edit_message_caption(network: ChatNetwork, parameters: Parameters) -> Any:
    message = find_message(network, parameters)
    return edited(network, message, caption_of(parameters), parameters)


def _edit_message_media(network: ChatNetwork, parameters: Parameters) -> Any:
    message = find_message(network, parameters)
    media = json.loads(parameters["media"])
    photo = sizes_of(network, keep_file(network, uploaded(media["media"], parameters)))
    caption = caption_of({**media, "parse_mode": media.get("parse_mode")})
    return edited(network, message, {"photo": photo, **caption}, parameters)


def _edit_message_reply_markup(network: ChatNetwork, parameters: Parameters) -> Any:
    return edited(network, find_message(network, parameters), {}, parameters)


def _delete_message(network: ChatNetwork, parameters: Parameters) -> Any:
    message = find_to_delete(network, parameters)
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


def _send_chat_action(network: ChatNetwork, parameters: Parameters) -> Any:
    network.typing[int(parameters["chat_id"])] = time.monotonic()
    return True


def _yes(network: ChatNetwork, parameters: Parameters) -> Any:
    return True


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
    "sendrichmessage": _send_rich_message,
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
    "sendchataction": _send_chat_action,
    "pinchatmessage": _yes,
    "getchat": _get_chat,
    "getfile": _get_file,
}
