"""Trains scikit-learn's classifiers on generated data, and exports each with docs/scikit_learn.py.

`train.py train FILE` writes a line of JSON for each, {"name", "export", "samples", "labels"}: the exported file, and
what scikit-learn says of samples that it was not trained on, as positions in `classes_`. expected.jsonl beside this
script was written so by scikit-learn 1.2.1.
`train.py load FILE SAMPLES` reads a file that `cotrain export --format scikit-learn` wrote, and prints what
scikit-learn says of the rows in SAMPLES.
"""

import json
import os
import sys
import tempfile

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer
from sklearn.linear_model import LogisticRegression, PassiveAggressiveClassifier, Perceptron, RidgeClassifier, SGDClassifier
from sklearn.naive_bayes import MultinomialNB
from sklearn.neighbors import NearestCentroid
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import LinearSVC

from scikit_learn import export, load

random = np.random.RandomState(7)
SYLLABLES = "ba be bi bo da de di do ka ke ki ko ma me mi mo na né ni ño".split()
WORDS = [first + second for first in SYLLABLES[:10] for second in SYLLABLES[10:16]]


def texts(classes, count):
    """Each class has words of its own that it prefers; others are anybody's."""
    labels = random.randint(classes, size=count)
    own = len(WORDS) // (classes + 1)
    result = []
    for label in labels:
        preferred = random.choice(own, 5) + own * label
        anybody = random.choice(len(WORDS), 6)
        words = [WORDS[i] for i in np.concatenate([preferred, anybody])]
        result.append(", ".join(words).capitalize() + random.choice([".", "!", " 42 x", "?"]))
    return result, labels


def numbers(classes, count):
    """Clouds around a point for each class, in units as people have them."""
    centers = np.random.RandomState(1).uniform(-1, 1, size=(classes, 4))
    labels = random.randint(classes, size=count)
    points = centers[labels] + random.normal(scale=0.35, size=(count, 4))
    return np.round(points * [10, 0.5, 400, 3] + [40, 1, 3000, 0], 3), labels


def exported(model, X=None, y=None, **about):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.json")
        export(path, model, X, y, **about)
        with open(path) as file:
            return json.load(file)


def case(name, exported, samples, model, features):
    labels = [list(model.classes_).index(label) for label in model.predict(features)]
    return {"name": name, "export": exported, "samples": samples, "labels": labels}


def text_case(name, model, vectorizer, classes):
    train, y = texts(classes, 300)
    names = np.array(["class %d" % label for label in range(classes)])
    features = vectorizer.fit_transform(train)
    model.fit(features, names[y])
    about = {"y": names[y]} if isinstance(model, NearestCentroid) else {}
    file = exported(model, vectorizer=vectorizer, name=name, **about)
    held_out, _ = texts(classes, 30)
    return case(name, file, held_out, model, vectorizer.transform(held_out))


def number_case(name, model, scaler, classes):
    X, y = numbers(classes, 300)
    scaler.fit(X)
    model.fit(scaler.transform(X), y)
    names = ["class %d" % label for label in range(classes)]
    y = y if isinstance(model, NearestCentroid) else None
    file = exported(model, X, y, scaler=scaler, name=name, classes=names)
    held_out, _ = numbers(classes, 30)
    # numbers beyond the range count as its end
    held_out = np.clip(held_out, X.min(axis=0), X.max(axis=0))
    return case(name, file, held_out.tolist(), model, scaler.transform(held_out))


def count():
    return CountVectorizer(binary=True, max_features=50)


def hashing():
    return HashingVectorizer(binary=True, norm=None, alternate_sign=False, n_features=128)


def cases():
    yield text_case("Perceptron, counts", Perceptron(random_state=0), count(), 2)
    yield text_case("Perceptron, hashes", Perceptron(random_state=0), hashing(), 2)
    yield text_case("SGDClassifier, counts", SGDClassifier(random_state=0), count(), 2)
    yield text_case("SGDClassifier, three classes, hashes", SGDClassifier(random_state=0), hashing(), 3)
    yield text_case("SGDClassifier, log loss", SGDClassifier(loss="log_loss", random_state=0), count(), 2)
    yield text_case("LogisticRegression, counts", LogisticRegression(), count(), 2)
    yield text_case("LogisticRegression, four classes, hashes", LogisticRegression(), hashing(), 4)
    yield text_case("MultinomialNB, counts", MultinomialNB(), count(), 2)
    yield text_case("MultinomialNB, three classes, hashes", MultinomialNB(alpha=0.5), hashing(), 3)
    yield text_case("NearestCentroid, counts", NearestCentroid(), count(), 3)
    yield text_case("NearestCentroid, hashes", NearestCentroid(), hashing(), 2)
    yield text_case("LinearSVC, counts", LinearSVC(random_state=0), count(), 2)
    yield text_case("RidgeClassifier, three classes, counts", RidgeClassifier(random_state=0), count(), 3)
    yield number_case("Perceptron, numbers", Perceptron(random_state=0), StandardScaler(), 2)
    yield number_case("SGDClassifier, numbers", SGDClassifier(random_state=0), MinMaxScaler(), 3)
    yield number_case("LogisticRegression, numbers", LogisticRegression(), StandardScaler(), 2)
    yield number_case("LogisticRegression, five classes, numbers", LogisticRegression(), MinMaxScaler(), 5)
    yield number_case("NearestCentroid, numbers", NearestCentroid(), StandardScaler(), 3)
    yield number_case("PassiveAggressiveClassifier, numbers", PassiveAggressiveClassifier(random_state=0), StandardScaler(), 2)


def main(command, path, samples=None):
    if command == "train":
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in cases())
        return
    model = load(path)
    with open(samples) as file:
        rows = np.array(json.load(file))
    print(json.dumps([list(model.classes_).index(label) for label in model.predict(rows)]))


main(*sys.argv[1:])
