"""Facts: what a notice, a proposal or an audit entry keeps. Typed in code, JSON in the table.

A row may have been written by an older or a newer program. Unknown keys are ignored. A missing key
gets the default of its field; without a default the row cannot be read, and UnreadableFactsError
names the key. So a field that is added later needs a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

from hotline.domain.subjects import Subject


class UnreadableFactsError(ValueError):
    """The row lacks a key, or holds a value that this program does not know."""


def kept_as(key: str) -> dict[str, str]:
    """Metadata for a field whose JSON key differs from its name, such as `from`."""
    return {"key": key}


@dataclass(frozen=True)
class Facts:
    """Base class of all facts: ids, counts, amounts and named constants, nothing personal.

    A field may be an int, float, bool, str, enum, datetime or Subject, an optional one of these, or
    a tuple or dictionary of them.
    """

    def to_facts(self) -> dict[str, Any]:
        """The facts as JSON. A field whose default is None is left out while it is None."""
        return {
            key_of(one): _plain(value)
            for one in fields(self)
            if (value := getattr(self, one.name)) is not None or one.default is not None
        }

    @classmethod
    def from_facts(cls, kept: Mapping[str, Any]) -> Self:
        """The facts from JSON. Raises UnreadableFactsError."""
        values, types = {}, get_type_hints(cls)
        for one in fields(cls):
            key = key_of(one)
            if key in kept:
                values[one.name] = _read(types[one.name], kept[key], key)
            elif one.default is MISSING and one.default_factory is MISSING:
                raise UnreadableFactsError(f"{cls.__name__}: no {key}")
        return cls(**values)


@dataclass(frozen=True)
class NoFacts(Facts):
    """No facts: the kind of the notice or entry says everything."""


def key_of(one: Field[Any]) -> str:
    """The JSON key of a field."""
    return str(one.metadata.get("key", one.name))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Subject):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(one) for key, one in value.items()}
    return value


def _read(kind: Any, value: Any, key: str) -> Any:
    """`value` as `kind`: types that JSON lacks are built from the JSON value."""
    origin, of = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (kind,) = (one for one in of if one is not NoneType)
        return None if value is None else _read(kind, value, key)
    try:
        if origin is tuple:
            return tuple(_read(of[0], one, key) for one in value)
        if origin is dict:
            return {_read(of[0], k, key): _read(of[1], one, key) for k, one in value.items()}
        return _read_one(kind, value)
    except (TypeError, ValueError, AttributeError):
        raise UnreadableFactsError(f"{key} is not {kind}") from None


def _read_one(kind: type, value: Any) -> Any:
    if issubclass(kind, Enum):
        return kind(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is Subject:
        return _known(Subject.read(value))
    if kind is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, kind):
        raise TypeError
    return value


def _known(subject: Subject | None) -> Subject:
    if subject is None:
        raise ValueError
    return subject
