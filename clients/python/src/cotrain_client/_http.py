"""Sends requests, with the standard library alone."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Collection, Optional

from ._json import write
from .errors import AnswerError, ConnectionFailedError, error_of

#: Longer answers are not read: no answer of a server comes near.
_MOST_BYTES = 256 * 1024 * 1024


class Http:
    """A server, and how long to wait for it."""

    def __init__(self, url: str, timeout: float) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"{url!r} is not an address such as http://127.0.0.1:8080")
        self._url = url.rstrip("/")
        self._timeout = timeout

    def send(
        self,
        method: str,
        path: str,
        body: Optional[dict[str, Any]] = None,
        also: Collection[int] = (),
    ) -> Any:
        """The JSON of the answer. `also`: statuses that are answers, besides those from 200 to 299.

        Raises ApiError, ConnectionFailedError, AnswerError.
        """
        data = None if body is None else json.dumps(write(body), allow_nan=False).encode()
        request = urllib.request.Request(self._url + path, data=data, method=method)
        request.add_header("accept", "application/json")
        if data is not None:
            request.add_header("content-type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:
                return _parse(response.read(_MOST_BYTES))
        except urllib.error.HTTPError as error:
            with error:
                text = error.read(_MOST_BYTES)
                if error.code in also:
                    return _parse(text)
                raise error_of(error.code, text, error.headers.get("retry-after")) from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise ConnectionFailedError(self._url, str(reason) or type(reason).__name__) from error


def segment(value: str) -> str:
    """A part of a path, in which no character has a meaning."""
    return urllib.parse.quote(value, safe="")


def _parse(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise AnswerError("the answer is not JSON") from error
