"""Reads answers into dataclasses, and checks them on the way."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any, Type, TypeVar

from .errors import AnswerError

T = TypeVar("T")


def read(kind: Type[T], value: object, path: str = "answer") -> T:
    """Makes a dataclass of what JSON has.

    Fields that this version does not know are passed over.

    Raises AnswerError when something is missing or has another type.
    """
    if not isinstance(value, dict):
        raise AnswerError(f"{path} is not an object")
    hints = typing.get_type_hints(kind)
    found: dict[str, Any] = {}
    for field in dataclasses.fields(typing.cast(Any, kind)):
        name = field.metadata.get("json", field.name)
        hint = hints[field.name]
        if name in value:
            found[field.name] = _read(hint, value[name], f"{path}.{name}")
        elif field.default is dataclasses.MISSING:
            raise AnswerError(f"{path}.{name} is missing")
    return kind(**found)


def _read(hint: Any, value: Any, path: str) -> Any:
    origin = typing.get_origin(hint)
    if origin is typing.Union:
        if value is None and type(None) in typing.get_args(hint):
            return None
        (inner,) = [each for each in typing.get_args(hint) if each is not type(None)]
        return _read(inner, value, path)
    if origin is list:
        if not isinstance(value, list):
            raise AnswerError(f"{path} is not a list")
        (inner,) = typing.get_args(hint)
        return [_read(inner, each, f"{path}[{i}]") for i, each in enumerate(value)]
    if dataclasses.is_dataclass(hint):
        return read(typing.cast(Any, hint), value, path)
    # a bool is an int to Python, and JSON writes whole numbers without a point
    accepted = (int, float) if hint is float else hint
    if not isinstance(value, accepted) or (isinstance(value, bool) and hint is not bool):
        raise AnswerError(f"{path} is not {hint.__name__}")
    return hint(value)


def write(value: Any) -> Any:
    """The JSON of arguments: dataclasses become objects, without what is None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        given = {field.metadata.get("json", field.name): getattr(value, field.name) for field in fields}
        return {name: write(each) for name, each in given.items() if each is not None}
    if isinstance(value, (str, bytes)):
        return value
    if isinstance(value, dict):
        return {name: write(each) for name, each in value.items() if each is not None}
    if hasattr(value, "tolist"):
        # numbers and arrays of numpy
        return value.tolist()
    if isinstance(value, typing.Iterable):
        return [write(each) for each in value]
    return value
