"""What goes wrong.

Generated from the description of `cotrain serve`: change that instead.
"""

from __future__ import annotations

import json
from typing import Optional, Type

__all__ = [
    "AnswerError",
    "ApiError",
    "BodyInvalidError",
    "BodyTooLargeError",
    "ConnectionFailedError",
    "ContentTypeUnsupportedError",
    "CotrainError",
    "EncoderUnavailableError",
    "FormNotTakenError",
    "InternalError",
    "JsonInvalidError",
    "MethodNotAllowedError",
    "ModelIncompleteError",
    "ModelUnknownError",
    "NoClassesError",
    "NotSyncedError",
    "PathUnknownError",
    "RateLimitedError",
    "RequestInvalidError",
    "RequestTimeoutError",
    "SampleInvalidError",
    "StaleError",
    "TooManySamplesError",
]


class CotrainError(Exception):
    """Everything that this client raises, but for arguments that make no sense."""


class ConnectionFailedError(CotrainError):
    """There is no server at `url`, or it did not answer in time: `reason`."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} does not answer: {reason}")
        self.url = url
        self.reason = reason


class AnswerError(CotrainError):
    """The answer is not what the description says: another server, or another version."""


class ApiError(CotrainError):
    """The server refused."""

    #: Of the HTTP answer.
    status: int
    #: What kind of failure, such as model_unknown.
    code: str
    message: str
    #: What is wrong in the request, such as samples[3].text.
    field: Optional[str]
    #: Seconds after which to try again, if the server says so.
    retry_after: Optional[float]

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        field: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(f"{message} ({field})" if field else message)
        self.status = status
        self.code = code
        self.message = message
        self.field = field
        self.retry_after = retry_after


class BodyInvalidError(ApiError):
    """The server says `body_invalid`: see `message`, and `field` if there is one."""


class FormNotTakenError(ApiError):
    """The server says `form_not_taken`: see `message`, and `field` if there is one."""


class JsonInvalidError(ApiError):
    """The server says `json_invalid`: see `message`, and `field` if there is one."""


class RequestInvalidError(ApiError):
    """The server says `request_invalid`: see `message`, and `field` if there is one."""


class SampleInvalidError(ApiError):
    """The server says `sample_invalid`: see `message`, and `field` if there is one."""


class ModelUnknownError(ApiError):
    """The server says `model_unknown`: see `message`, and `field` if there is one."""


class PathUnknownError(ApiError):
    """The server says `path_unknown`: see `message`, and `field` if there is one."""


class MethodNotAllowedError(ApiError):
    """The server says `method_not_allowed`: see `message`, and `field` if there is one."""


class NoClassesError(ApiError):
    """The server says `no_classes`: see `message`, and `field` if there is one."""


class EncoderUnavailableError(ApiError):
    """The server says `encoder_unavailable`: see `message`, and `field` if there is one."""


class RequestTimeoutError(ApiError):
    """The server says `request_timeout`: see `message`, and `field` if there is one."""


class TooManySamplesError(ApiError):
    """The server says `too_many_samples`: see `message`, and `field` if there is one."""


class BodyTooLargeError(ApiError):
    """The server says `body_too_large`: see `message`, and `field` if there is one."""


class ContentTypeUnsupportedError(ApiError):
    """The server says `content_type_unsupported`: see `message`, and `field` if there is one."""


class RateLimitedError(ApiError):
    """The server says `rate_limited`: see `message`, and `field` if there is one."""


class InternalError(ApiError):
    """The server says `internal`: see `message`, and `field` if there is one."""


class ModelIncompleteError(ApiError):
    """The server says `model_incomplete`: see `message`, and `field` if there is one."""


class NotSyncedError(ApiError):
    """The server says `not_synced`: see `message`, and `field` if there is one."""


class StaleError(ApiError):
    """The server says `stale`: see `message`, and `field` if there is one."""


_BY_CODE: dict[str, Type[ApiError]] = {
    "body_invalid": BodyInvalidError,
    "form_not_taken": FormNotTakenError,
    "json_invalid": JsonInvalidError,
    "request_invalid": RequestInvalidError,
    "sample_invalid": SampleInvalidError,
    "model_unknown": ModelUnknownError,
    "path_unknown": PathUnknownError,
    "method_not_allowed": MethodNotAllowedError,
    "no_classes": NoClassesError,
    "encoder_unavailable": EncoderUnavailableError,
    "request_timeout": RequestTimeoutError,
    "too_many_samples": TooManySamplesError,
    "body_too_large": BodyTooLargeError,
    "content_type_unsupported": ContentTypeUnsupportedError,
    "rate_limited": RateLimitedError,
    "internal": InternalError,
    "model_incomplete": ModelIncompleteError,
    "not_synced": NotSyncedError,
    "stale": StaleError,
}


def error_of(status: int, text: bytes, retry_after: Optional[str]) -> CotrainError:
    """The error that an answer tells of."""
    try:
        said = json.loads(text)["error"]
        code, message, field = str(said["code"]), str(said["message"]), said.get("field")
    except (ValueError, KeyError, TypeError, AttributeError):
        return AnswerError(f"status {status}, without a reason: is it another server?")
    seconds = float(retry_after) if retry_after and retry_after.isdecimal() else None
    return _BY_CODE.get(code, ApiError)(status, code, message, field, seconds)
