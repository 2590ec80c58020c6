"""A client of `cotrain serve`: predictions of models in smart contracts."""

from .client import CotrainClient
from .errors import *  # noqa: F403
from .errors import __all__ as _errors
from .models import *  # noqa: F403
from .models import __all__ as _models

__all__ = ["CotrainClient", *_errors, *_models]
