"""The vendors' machine-readable descriptions, beside a checkout, never in it."""

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).parents[3] / "shared" / "specs"


def need_specs() -> None:
    """Skip by name where the descriptions are absent; with CI=true their absence is a failure."""
    if _FOLDER.is_dir():
        return
    message = "the vendors' API descriptions are not beside this checkout (../shared/specs)"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def are_here() -> bool:
    return _FOLDER.is_dir()


@lru_cache
def spec(name: str) -> dict[str, Any]:
    need_specs()
    found: dict[str, Any] = json.loads((_FOLDER / name).read_text())
    return found


@lru_cache
def _described(name: str) -> dict[str, Any]:
    found: dict[str, Any] = _as_sent(spec(name))
    return found


def _as_sent(schema: Any) -> Any:
    """The description with Twilio's own marks applied: some numbers are sent as strings."""
    if isinstance(schema, list):
        return [_as_sent(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    marks = schema.get("x-twilio")
    sent_as = marks.get("overrideType") if isinstance(marks, dict) else None
    found = {name: _as_sent(value) for name, value in schema.items()}
    return found | {"type": sent_as} if sent_as else found


class TwilioSpec:
    """Checks requests and answers against one of Twilio's OpenAPI 3.0 descriptions."""

    def __init__(self, name: str) -> None:
        self._spec = _described(name)

    def check(self, exchange: dict[str, Any]) -> str:
        """The operation that the exchange is; raises AssertionError where it departs."""
        from openapi_schema_validator import OAS30Validator

        template, operation = self._operation(exchange["method"], exchange["path"])
        label = f"{exchange['method']} {template}"
        self._check_parameters(label, operation, exchange)
        responses = operation["responses"]
        # A scripted broken body is no JSON at all.
        if str(exchange["status"]) in responses and exchange["answer"] is not None:
            content = responses[str(exchange["status"])]["content"]
            schema = content["application/json"]["schema"] | {
                "components": self._spec["components"]
            }
            errors = [e.message for e in OAS30Validator(schema).iter_errors(exchange["answer"])]
            assert not errors, (label, errors)
            self._check_names(label, schema, exchange["answer"])
        return label

    def _operation(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        for template, operations in self._spec["paths"].items():
            pattern = re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(template))
            if re.fullmatch(pattern, path) and method.lower() in operations:
                return template, operations[method.lower()]
        raise AssertionError(f"{method} {path} is not in the published description")

    def _check_parameters(self, label: str, operation: dict[str, Any], exchange: Any) -> None:
        known = {p["name"] for p in operation.get("parameters", []) if p["in"] == "query"}
        assert set(exchange["query"]) <= known, (label, set(exchange["query"]) - known)
        content = operation.get("requestBody", {}).get("content", {})
        form = content.get("application/x-www-form-urlencoded", {}).get("schema", {})
        assert set(exchange["form"]) <= set(form.get("properties", {})), label
        assert set(form.get("required", [])) <= set(exchange["form"]), label

    def _check_names(self, label: str, schema: dict[str, Any], answer: Any) -> None:
        while "$ref" in schema:
            schema = self._spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        if isinstance(answer, list):
            for one in answer:
                self._check_names(label, schema["items"], one)
        elif isinstance(answer, dict) and "properties" in schema:
            assert set(answer) <= set(schema["properties"]), (label, set(answer))
            for name, value in answer.items():
                if value is not None:
                    self._check_names(label, schema["properties"][name], value)


class TelegramSpec:
    """Checks calls and results against the description of the Bot API."""

    def __init__(self) -> None:
        found = spec("telegram_api.json")
        self._methods = {name.lower(): method for name, method in found["methods"].items()}
        self._types = found["types"]

    def check_call(self, method: str, parameters: dict[str, Any]) -> None:
        fields = {field["name"]: field for field in self._methods[method.lower()].get("fields", [])}
        unknown = {
            name for name in parameters if name not in fields and not name.startswith("attached")
        }
        assert not unknown, (method, unknown)
        missing = {
            name for name, field in fields.items() if field["required"] and name not in parameters
        }
        assert not missing, (method, missing)

    def check_result(self, method: str, result: Any) -> None:
        returns = self._methods[method.lower()]["returns"]
        assert any(self._fits(kind, result) for kind in returns), (method, returns, result)

    def _fits(self, kind: str, value: Any) -> bool:
        if kind.startswith("Array of "):
            inner = kind.removeprefix("Array of ")
            return isinstance(value, list) and all(self._fits(inner, one) for one in value)
        simple = {"String": str, "Integer": int, "Float": (int, float), "Boolean": bool}
        if kind in simple:
            return isinstance(value, simple[kind]) and (
                kind == "Boolean" or not isinstance(value, bool)
            )
        if kind == "True":
            return value is True
        described = self._types[kind]
        if "subtypes" in described:
            return any(self._fits(one, value) for one in described["subtypes"])
        return isinstance(value, dict) and self._fields_fit(described, value)

    def _fields_fit(self, described: dict[str, Any], value: dict[str, Any]) -> bool:
        fields = {field["name"]: field for field in described.get("fields", [])}
        if not set(value) <= set(fields):
            return False
        if any(field["required"] and name not in value for name, field in fields.items()):
            return False
        return all(
            any(self._fits(kind, content) for kind in fields[name]["types"])
            for name, content in value.items()
        )


# Not in the published subset: the names as the vendor's documentation and library have them.
_UNDESCRIBED = {
    r"/2010-04-01/Accounts/[^/]+\.json": {
        "auth_token", "date_created", "date_updated", "friendly_name", "owner_account_sid", "sid",
        "status", "subresource_uris", "type", "uri",
    },
    r"/v1/Messaging/GeoPermissions": {"permissions"},
}  # fmt: skip


def _check_names_alone(exchange: dict[str, Any]) -> str | None:
    for path, names in _UNDESCRIBED.items():
        if re.fullmatch(path, exchange["path"]) and exchange["method"] == "GET":
            assert exchange["status"] != 200 or set(exchange["answer"]) == names
            return f"GET {path}"
    return None


def check_twilio_exchanges(exchanges: list[dict[str, Any]]) -> set[str]:
    """Every exchange of every program, held against the description it belongs to."""
    api, pricing = TwilioSpec("twilio_api_v2010_subset.json"), TwilioSpec("twilio_pricing_v1.json")
    return {
        _check_names_alone(exchange)
        or (pricing if exchange["path"].startswith("/v1/") else api).check(exchange)
        for exchange in exchanges
    }


def check_telegram_calls(exchanges: list[dict[str, Any]]) -> None:
    """Every call that was understood, of every program."""
    described = TelegramSpec()
    for exchange in exchanges:
        if exchange["answer"]["ok"]:
            described.check_call(exchange["method"], exchange["parameters"])
