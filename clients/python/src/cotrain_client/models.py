"""What answers are made of.

Generated from the description of `cotrain serve`: change that instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

__all__ = [
    "Block",
    "Health",
    "Judgement",
    "Model",
    "ModelHealth",
    "Models",
    "NumberInput",
    "Prediction",
    "Predictions",
    "Reason",
    "Reasons",
    "Sample",
]


@dataclass(frozen=True)
class Block:
    """The block of the chain that an answer is from."""

    number: int
    hash: str
    #: When it was made, in seconds since 1970.
    time: int


@dataclass(frozen=True)
class Sample:
    """A sample in exactly one of its forms."""

    #: A text, for models of words.
    text: Optional[str] = None
    #: Indices of the features that are present, for models over sets of features. In any order; one
    #: that stands twice counts once.
    features: Optional[list[int]] = None
    #: All numbers of a sample, in order, for models over numbers.
    numbers: Optional[list[float]] = None


@dataclass(frozen=True)
class Reason:
    """What a feature of the sample does."""

    #: Its index.
    feature: int
    #: Above 0 it speaks for the class of the answer, below 0 for the other one.
    weight: float
    #: The word, or the name of the number, if it can be told.
    name: Optional[str] = None


@dataclass(frozen=True)
class Reasons:
    """Why it is this class rather than the next one."""

    #: The label of the class that comes next.
    against: int
    #: How far the class of the answer is ahead of it: intercept + the weights of the features +
    #: others. In the unit of the classifier: weights; of naive Bayes, bits of probability; of
    #: centroids, squared distance.
    lead: float
    #: How far it is ahead without any feature.
    intercept: float
    #: Those that weigh most, first.
    features: list[Reason]
    #: What the features that are not named add up to.
    others: float


@dataclass(frozen=True)
class Judgement:
    """What a model says of a sample."""

    #: The number of a class, from 0.
    label: int
    #: The name of the class: its owner’s words.
    class_: str = field(metadata={"json": "class"})
    #: How many features the sample has that the model knows, or how many numbers.
    known: int
    #: By label, of classifiers that have probabilities.
    probabilities: Optional[list[float]] = None
    #: Of models with one score: class 1 when it is above 0.
    score: Optional[float] = None
    #: By label; the highest wins. Null for a class without samples.
    scores: Optional[list[Optional[float]]] = None
    #: By label, of centroids: squared distance less the sample’s square; the lowest wins. Null for
    #: a class without samples.
    distances: Optional[list[Optional[float]]] = None
    #: Positions of numbers beyond their range, which count as its end.
    clipped: Optional[list[int]] = None
    reasons: Optional[Reasons] = None


@dataclass(frozen=True)
class Prediction:
    """What a model says of a sample, as of a block."""

    model: str
    #: The number of a class, from 0.
    label: int
    #: The name of the class: its owner’s words.
    class_: str = field(metadata={"json": "class"})
    #: How many features the sample has that the model knows, or how many numbers.
    known: int
    block: Block
    #: By label, of classifiers that have probabilities.
    probabilities: Optional[list[float]] = None
    #: Of models with one score: class 1 when it is above 0.
    score: Optional[float] = None
    #: By label; the highest wins. Null for a class without samples.
    scores: Optional[list[Optional[float]]] = None
    #: By label, of centroids: squared distance less the sample’s square; the lowest wins. Null for
    #: a class without samples.
    distances: Optional[list[Optional[float]]] = None
    #: Positions of numbers beyond their range, which count as its end.
    clipped: Optional[list[int]] = None
    reasons: Optional[Reasons] = None


@dataclass(frozen=True)
class Predictions:
    """What a model says of several samples, all as of the same block."""

    model: str
    #: In the order of the samples.
    predictions: list[Judgement]
    block: Block


@dataclass(frozen=True)
class NumberInput:
    """A number that a model takes."""

    name: str
    #: Numbers below it count as it.
    min: float
    #: Numbers above it count as it.
    max: float
    unit: Optional[str] = None


@dataclass(frozen=True)
class Model:
    """A model, and the block that its answers are from."""

    #: Such as deposits:0.
    id: str
    #: The owner’s words, as all texts of a model.
    name: str
    #: Names by label.
    classes: list[str]
    classifier: str
    #: How contributors are rewarded.
    mechanism: str
    chain_id: int = field(metadata={"json": "chainId"})
    #: Address of the contract that holds it.
    trainer: str
    owner: str
    #: How many features it has: indices are below.
    features: int
    encoder: str
    #: The forms of samples that it takes.
    inputs: list[str]
    contributions: int
    #: Whether it answers: uploaded in full, read from the chain, and recent.
    ready: bool
    #: Null: nobody has measured it here, and no chain can tell.
    accuracy: Optional[float]
    description: Optional[str] = None
    #: What is wrong with what the owner wrote.
    warning: Optional[str] = None
    #: The numbers that it takes, in order.
    numbers: Optional[list[NumberInput]] = None
    #: Why it is not ready.
    problem: Optional[str] = None
    block: Optional[Block] = None


@dataclass(frozen=True)
class Models:
    """All models here."""

    models: list[Model]


@dataclass(frozen=True)
class ModelHealth:
    """Whether a model’s answers are recent."""

    id: str
    ready: bool
    problem: Optional[str] = None
    block: Optional[Block] = None


@dataclass(frozen=True)
class Health:
    """Whether answers are recent."""

    ready: bool
    models: list[ModelHealth]
    #: Why it is not ready.
    problem: Optional[str] = None
