"""Trains classifiers of scikit-learn with many options on generated data, and exports each with docs/scikit_learn.py.

`generate.py SEEDS` prints a line of JSON for each: {"name", "export", "samples", "rows", "labels", "margins",
"probabilities"}. Samples are texts, or lists of numbers; rows what the vectorizer makes of the texts. Labels are
positions in `classes_`. A margin is by how much the best score is above the second, as a share of how much scores
differ at all; probabilities are those of `predict_proba`, null where there are none.
"""

import itertools
import json
import os
import sys
import tempfile
import warnings

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer
from sklearn.linear_model import (
    LogisticRegression,
    LogisticRegressionCV,
    PassiveAggressiveClassifier,
    Perceptron,
    RidgeClassifier,
    RidgeClassifierCV,
    SGDClassifier,
)
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.naive_bayes import MultinomialNB
from sklearn.neighbors import NearestCentroid
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler
from sklearn.svm import LinearSVC

from scikit_learn import export

warnings.simplefilter("ignore")
WORDS = [first + second for first in "ba be bi bo da de di".split() for second in "ka ke ki ko né ñu".split()]


def linear(seed):
    """Every linear classifier, in a few of the ways that it can be trained."""
    for multi_class, solver in itertools.product(["auto", "ovr", "multinomial"], ["lbfgs", "saga"]):
        yield LogisticRegression(multi_class=multi_class, solver=solver, max_iter=50, C=10.0)
    yield LogisticRegression(solver="liblinear", penalty="l1", class_weight="balanced")
    yield LogisticRegression(solver="newton-cg", fit_intercept=False)
    yield LogisticRegressionCV(Cs=2, cv=2, multi_class="multinomial", max_iter=20)
    for loss in ["hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron", "squared_error"]:
        yield SGDClassifier(loss=loss, random_state=seed, learning_rate="constant", eta0=0.01, average=seed % 2 == 1)
    yield SGDClassifier(loss="log_loss", penalty="l1", alpha=0.003, random_state=seed)
    yield Perceptron(random_state=seed, eta0=0.5)
    yield PassiveAggressiveClassifier(random_state=seed, C=0.1)
    yield RidgeClassifier(fit_intercept=seed % 2 == 0)
    yield RidgeClassifierCV()
    yield LinearSVC(multi_class="crammer_singer", random_state=seed, max_iter=200)
    yield LinearSVC(fit_intercept=False, random_state=seed, max_iter=200)


def bayes(features, classes):
    alphas = [1, 0.1, 0.5, 30, 1e-3, 2, 300, 0, np.linspace(0.2, 2, features)]
    for i, alpha in enumerate(alphas):
        yield MultinomialNB(alpha=alpha, fit_prior=i % 3 != 1)
    yield MultinomialNB(class_prior=np.arange(1, classes + 1) / sum(range(classes + 1)))


def scalers(seed):
    """With those that numbers of any sign go through, and those that a sparse matrix does."""
    yield None
    yield StandardScaler(with_mean=False)
    yield MaxAbsScaler()
    yield RobustScaler(with_centering=False, unit_variance=seed % 2 == 0)
    yield RobustScaler(with_scaling=False, quantile_range=(10, 80))
    yield StandardScaler(with_std=False)
    yield StandardScaler()
    yield MinMaxScaler(feature_range=(-1, 3))
    yield RobustScaler()


def texts(random, classes, count):
    labels = np.concatenate([np.arange(classes), random.randint(classes, size=count - classes)])
    own = len(WORDS) // (classes + 1)
    samples = []
    for label in labels:
        picked = np.concatenate([random.choice(own, 3) + own * label, random.choice(len(WORDS), 5)])
        samples.append(", ".join(WORDS[i] for i in picked).capitalize() + random.choice([".", "!", " 42 x"]))
    return samples, labels


def numbers(random, classes, count, centers):
    """Clouds around a point for each class, in units as people have them; three columns never vary."""
    labels = np.concatenate([np.arange(classes), random.randint(classes, size=count - classes)])
    points = centers[labels] + random.normal(scale=0.4, size=(count, 4))
    varied = np.round(points * [10, 0.5, 400, 3] + [40, 1, 3000, 0], 3)
    return np.column_stack([varied, np.zeros(count), np.full(count, 7.5), np.full(count, -2000)]), labels


def scores_of(model, X):
    if isinstance(model, NearestCentroid):
        return -euclidean_distances(X, model.centroids_, squared=True)
    if hasattr(model, "predict_joint_log_proba"):
        return model.predict_joint_log_proba(X)
    scores = model.decision_function(X)
    return np.column_stack([-scores, scores]) if scores.ndim == 1 else scores


def case(name, model, features, samples, **about):
    """`features`: what the model itself sees of the samples."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.json")
        export(path, model, **about)
        with open(path, encoding="utf-8") as file:
            exported = json.load(file)
    model = model[-1] if hasattr(model, "steps") else model
    scores = np.sort(scores_of(model, features), axis=1)
    spread = max(1e-9, np.ptp(scores))
    probable = hasattr(model, "predict_proba") and not (isinstance(model, SGDClassifier) and model.loss != "log_loss")
    probabilities = model.predict_proba(features) if probable else None
    return {
        "name": name,
        "export": exported,
        "samples": samples if isinstance(samples, list) else samples.tolist(),
        "labels": [list(model.classes_).index(label) for label in model.predict(features)],
        "margins": ((scores[:, -1] - scores[:, -2]) / spread).tolist(),
        # of many classes one against the rest, all may underflow
        "probabilities": probabilities.tolist() if probable and np.isfinite(probabilities).all() else None,
    }


def text_cases(seed):
    random = np.random.RandomState(seed)
    classes = 2 + seed % 4
    train, y = texts(random, classes, 120)
    held_out, _ = texts(random, classes, 12)
    names = np.array(["class %d" % label for label in range(classes)])
    models = [*linear(seed), *bayes(len(WORDS), classes), NearestCentroid(), NearestCentroid(shrink_threshold=0.2)]
    for i, model in enumerate(models):
        vectorizer = [
            CountVectorizer(binary=True, vocabulary=WORDS),
            HashingVectorizer(binary=True, norm=None, alternate_sign=False, n_features=len(WORDS)),
        ][(i + seed) % 2]
        options = list(scalers(seed))
        # counts have no sign, so that naive Bayes takes what keeps them so
        choices = 4 if isinstance(model, MultinomialNB) else len(options)
        scaler = options[(i // 2 + seed) % choices]
        dense = getattr(model, "shrink_threshold", None) or not isinstance(scaler, (type(None), MaxAbsScaler))
        to_array = (lambda X: X.toarray()) if dense else (lambda X: X)
        X, held = to_array(vectorizer.fit_transform(train)), to_array(vectorizer.transform(held_out))
        if scaler is not None:
            X, held = scaler.fit_transform(X), scaler.transform(held)
        weights = {"sample_weight": random.uniform(0.5, 2, len(y))} if isinstance(model, MultinomialNB) and i % 3 == 0 else {}
        model.fit(X, names[y], **weights)
        if i % 4 == 0 and hasattr(model, "sparsify"):
            model.sparsify()
        steps = [step for step in (vectorizer, scaler, model) if step is not None]
        name = f"{seed}: {', '.join(map(repr, steps))}"
        yield case(name, make_pipeline(*steps), held, held_out, y=names[y])


def number_cases(seed):
    random = np.random.RandomState(seed)
    classes = 2 + seed % 4
    centers = random.uniform(-1, 1, size=(classes, 4))
    X, y = numbers(random, classes, 120, centers)
    held_out, _ = numbers(random, classes, 12, centers)
    held_out = np.clip(held_out, X.min(axis=0), X.max(axis=0))
    for i, model in enumerate([*linear(seed), NearestCentroid(), NearestCentroid(), NearestCentroid()]):
        # without a scaler, training on these units would take long
        scaler = [each for each in scalers(seed) if each is not None][(i + seed) % 8]
        model.fit(scaler.fit_transform(X), y)
        name = f"{seed}: {scaler!r}, {model!r}"
        yield case(name, model, scaler.transform(held_out), held_out, X=X, y=y, scaler=scaler)


for seed in range(int(sys.argv[1])):
    for each in itertools.chain(text_cases(seed), number_cases(seed)):
        print(json.dumps(each))
