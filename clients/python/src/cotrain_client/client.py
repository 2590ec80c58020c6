"""The client.

Generated from the description of `cotrain serve`: change that instead.
"""

from __future__ import annotations

from typing import Optional, Sequence

from ._http import Http, segment
from ._json import read
from .models import Health, Model, Models, Prediction, Predictions, Sample


class CotrainClient:
    """A server that `cotrain serve` has started.

    Safe to use from several threads.

    url: such as http://127.0.0.1:8080. timeout: seconds to wait for each answer.
    """

    def __init__(self, url: str, *, timeout: float = 10.0) -> None:
        self._http = Http(url, timeout)

    def predict(
        self,
        model: str,
        *,
        text: Optional[str] = None,
        features: Optional[Sequence[int]] = None,
        numbers: Optional[Sequence[float]] = None,
        reasons: Optional[int] = None,
    ) -> Prediction:
        """Ask a model for the class of a sample, or of several.

        model: Such as deposits:0.
        text: A text, for models of words.
        features: Indices of the features that are present, for models over sets of features. In any
        order; one that stands twice counts once.
        numbers: All numbers of a sample, in order, for models over numbers.
        reasons: How many features to name that weigh most in the answer.
        """
        answer = self._http.send(
            "POST",
            f"/models/{segment(model)}/predict",
            body={"text": text, "features": features, "numbers": numbers, "reasons": reasons},
        )
        return read(Prediction, answer)

    def predict_batch(
        self,
        model: str,
        *,
        samples: Sequence[Sample],
        reasons: Optional[int] = None,
    ) -> Predictions:
        """Ask a model for the class of a sample, or of several.

        model: Such as deposits:0.
        samples: All are answered, or none.
        reasons: How many features to name that weigh most in the answer.
        """
        answer = self._http.send(
            "POST",
            f"/models/{segment(model)}/predict",
            body={"samples": samples, "reasons": reasons},
        )
        return read(Predictions, answer)

    def models(
        self,
    ) -> Models:
        """List the models."""
        answer = self._http.send(
            "GET",
            "/models",
        )
        return read(Models, answer)

    def model(
        self,
        model: str,
    ) -> Model:
        """Describe a model.

        model: Such as deposits:0.
        """
        answer = self._http.send(
            "GET",
            f"/models/{segment(model)}",
        )
        return read(Model, answer)

    def health(
        self,
    ) -> Health:
        """Say whether answers are recent."""
        answer = self._http.send(
            "GET",
            "/healthz",
            also=(503,),
        )
        return read(Health, answer)
