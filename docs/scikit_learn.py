"""Writes a classifier of scikit-learn as JSON for `cotrain import` and `cotrain deploy`, and reads one back.

Copy this file beside your training script. It needs nothing but scikit-learn.
"""

import json
import math
import os

import numpy as np

LEARNED = "classes_ coef_ intercept_ class_count_ feature_count_ centroids_ vocabulary_ mean_ scale_ min_ center_"


def export(path, model, X=None, y=None, **about):
    """Writes `model`, a fitted classifier or a pipeline of a vectorizer or a scaler and a classifier, to `path`.

    X: the training data in the units of people, before any scaler: tells the ranges of the numbers.
    y: its labels; NearestCentroid needs them.
    about: vectorizer and scaler if they are not in a pipeline; name, description, classes, samples, learning_rate.
    """
    *before, model = _steps(model)
    for step in before:
        role = "vectorizer" if hasattr(step, "build_analyzer") else "scaler"
        if role in about:
            raise ValueError(f"There is more than one {role}: {type(about[role]).__name__}, {type(step).__name__}.")
        about[role] = step
    file = {"format": "scikit-learn", "model": _describe(model)}
    if X is not None:
        file["inputs"] = _ranges(X)
    if y is not None and "class_count_" not in file["model"]:
        file["model"]["class_count_"] = [int(np.sum(np.asarray(y) == name)) for name in model.classes_]
    for key, value in about.items():
        file[key] = _describe(value) if key in ("vectorizer", "scaler") else value
    text = json.dumps(_plain(file), allow_nan=False)
    with open(f"{path}.part", "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(f"{path}.part", path)


def _steps(model):
    if not hasattr(model, "steps"):
        return [model]
    return [each for _, step in model.steps if step not in (None, "passthrough") for each in _steps(step)]


def _describe(fitted):
    if "multilabel" in getattr(getattr(fitted, "_label_binarizer", None), "y_type_", ""):
        raise ValueError("The classifier gives several classes to a sample; contracts give one.")
    names = LEARNED.split() + ["feature_names_in_"]
    learned = {name: getattr(fitted, name) for name in names if hasattr(fitted, name)}
    return {"class": type(fitted).__name__, "params": fitted.get_params(deep=False), **learned}


def _ranges(X):
    columns = getattr(X, "columns", None)
    X = np.asarray(X.toarray() if hasattr(X, "toarray") else X)
    names = [f"Number {i}" for i in range(X.shape[1])] if columns is None else columns
    return [{"name": str(name), "min": low, "max": high} for name, low, high in zip(names, X.min(axis=0), X.max(axis=0))]


def _plain(value):
    """The value as JSON has it: what is no number, list, text or table of these becomes a text."""
    if hasattr(value, "toarray"):  # a sparse matrix
        value = value.toarray()
    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return float(value) if isinstance(value, float) and math.isfinite(value) else str(value)


def load(path):
    """The classifier in a file that `cotrain export MODEL --format scikit-learn` wrote."""
    import sklearn.linear_model, sklearn.naive_bayes, sklearn.neighbors

    with open(path, encoding="utf-8") as file:
        described = json.load(file)["model"]
    modules = (sklearn.linear_model, sklearn.naive_bayes, sklearn.neighbors)
    kind = next(getattr(module, described["class"]) for module in modules if hasattr(module, described["class"]))
    model = kind(**described["params"])
    for name, value in described.items():
        if name.endswith("_"):
            setattr(model, name, np.array(value))
    if described["class"] == "MultinomialNB":
        counts = model.feature_count_ + model.alpha
        model.feature_log_prob_ = np.log(counts / counts.sum(axis=1, keepdims=True))
        model.class_log_prior_ = np.log(model.class_count_ / model.class_count_.sum())
    return model
