// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {DenseMulticlassPerceptron} from "../../src/classifiers/DenseMulticlassPerceptron.sol";
import {DensePerceptron} from "../../src/classifiers/DensePerceptron.sol";
import {LogisticRegression} from "../../src/classifiers/LogisticRegression.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";
import {SparseMulticlassPerceptron} from "../../src/classifiers/SparseMulticlassPerceptron.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {Parameters} from "../utils/Parameters.sol";

/// The classifiers.
enum Kind {
    SparsePerceptron,
    SparseMulticlassPerceptron,
    LogisticRegression,
    NaiveBayes,
    SparseNearestCentroid,
    DensePerceptron,
    DenseMulticlassPerceptron,
    NearestCentroid
}

/// What tests of mechanisms must know of classifiers: models of two classes that have learned nothing, and samples.
library Kinds {
    uint256 internal constant COUNT = uint256(type(Kind).max) + 1;
    uint16 private constant RATE = 10;
    uint16 private constant DENSE_RATE = 300;

    function name(Kind kind) internal pure returns (string memory) {
        if (kind == Kind.SparsePerceptron) return "SparsePerceptron";
        if (kind == Kind.SparseMulticlassPerceptron) return "SparseMulticlassPerceptron";
        if (kind == Kind.LogisticRegression) return "LogisticRegression";
        if (kind == Kind.NaiveBayes) return "NaiveBayes";
        if (kind == Kind.SparseNearestCentroid) return "SparseNearestCentroid";
        if (kind == Kind.DensePerceptron) return "DensePerceptron";
        if (kind == Kind.DenseMulticlassPerceptron) return "DenseMulticlassPerceptron";
        return "NearestCentroid";
    }

    /// Options of a model of two classes.
    function options(Kind kind, uint16 features) internal pure returns (bytes memory) {
        if (kind == Kind.SparsePerceptron) {
            return abi.encode(SparsePerceptron.PerceptronOptions(features, 8, RATE));
        }
        if (kind == Kind.SparseMulticlassPerceptron) {
            return abi.encode(SparseMulticlassPerceptron.SparseMulticlassOptions(features, 2, 8, RATE));
        }
        if (kind == Kind.LogisticRegression) {
            return abi.encode(LogisticRegression.LogisticOptions(features, 8, 4, RATE));
        }
        if (kind == Kind.DensePerceptron) {
            return abi.encode(DensePerceptron.DensePerceptronOptions(features, DENSE_RATE));
        }
        if (kind == Kind.DenseMulticlassPerceptron) {
            return abi.encode(DenseMulticlassPerceptron.DenseMulticlassOptions(features, 2, DENSE_RATE));
        }
        if (kind == Kind.NearestCentroid) {
            return abi.encode(NearestCentroid.CentroidOptions(features, 2, 2, false));
        }
        return abi.encode(CountedClasses.CountOptions(features, 2, 2, false, 4, 2, 0));
    }

    /// Parameters that say nothing: all are 0, but for the smoothing of naive Bayes, which is 1.
    function blank(Kind kind, uint256 count) internal pure returns (uint256[] memory words) {
        words = new uint256[](count);
        if (kind == Kind.NaiveBayes) words[0] = 256 << 224;
    }

    function isDense(Kind kind) internal pure returns (bool) {
        return kind >= Kind.DensePerceptron;
    }

    /// The sample of feature `i` alone.
    function one(Kind kind, uint256 features, uint256 i) internal pure returns (bytes memory) {
        if (!isDense(kind)) return abi.encodePacked(uint16(i));
        int256[] memory x = new int256[](features);
        x[i] = 30_000;
        return Parameters.dense(x);
    }

    /// A dense sample of a few features, chosen by `seed`.
    function dense(uint256 features, uint256 seed) internal pure returns (bytes memory) {
        int256[] memory x = new int256[](features);
        for (uint256 i; i < 6; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            // six numbers of at most 13,000 have a norm of at most 31,844
            x[random % features] = int256((random >> 128) % 26_001) - 13_000;
        }
        return Parameters.dense(x);
    }
}
