// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BundleTest} from "./BundleTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {DenseMulticlassPerceptron} from "../../src/classifiers/DenseMulticlassPerceptron.sol";
import {DensePerceptron} from "../../src/classifiers/DensePerceptron.sol";
import {LogisticRegression} from "../../src/classifiers/LogisticRegression.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";
import {SparseMulticlassPerceptron} from "../../src/classifiers/SparseMulticlassPerceptron.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";

contract SparseBundlesTest is BundleTest {
    function perceptron(uint256 features, uint8 bits) private {
        make("SparsePerceptron", abi.encode(SparsePerceptron.PerceptronOptions(uint24(features), bits, 1)));
    }

    function logistic(uint256 features) private {
        make(
            "LogisticRegression", abi.encode(LogisticRegression.LogisticOptions(uint24(features), 16, 0, 100))
        );
    }

    function multiclass(uint256 features, uint8 classes, uint8 bits) private {
        make(
            "SparseMulticlassPerceptron",
            abi.encode(SparseMulticlassPerceptron.SparseMulticlassOptions(uint24(features), classes, bits, 1))
        );
    }

    function test_perceptron_new_words() public {
        perceptron(65_536, 16);
        learnDearest("perceptron, new words", Shape(40, 16, 640, 100), 2);
    }

    function test_perceptron_the_same_words() public {
        perceptron(4800, 16);
        learnMost("perceptron, the same words", Shape(300, 16, 0, 500), 2);
    }

    function test_perceptron_the_same_features() public {
        perceptron(1024, 8);
        learnMost("perceptron, the same features", Shape(1024, 1, 0, 100), 2);
    }

    function test_perceptron_short_samples() public {
        perceptron(10, 8);
        learnMost("perceptron, short samples", Shape(1, 1, 0, 5000), 2);
    }

    function test_logistic_new_words() public {
        logistic(65_536);
        learnDearest("logistic regression, new words", Shape(40, 16, 640, 100), 2);
    }

    function test_logistic_the_same_words() public {
        logistic(4800);
        learnMost("logistic regression, the same words", Shape(300, 16, 0, 500), 2);
    }

    function test_logistic_short_samples() public {
        logistic(10);
        learnMost("logistic regression, short samples", Shape(1, 1, 0, 5000), 2);
    }

    function test_multiclass_new_words() public {
        multiclass(65_536, 16, 16);
        learnDearest("multiclass, new words", Shape(20, 1, 20, 1000), 16);
    }

    function test_multiclass_wide_new_words() public {
        multiclass(65_536, 64, 16);
        learnMost("multiclass, new words of 64 classes", Shape(20, 1, 20, 1000), 64);
    }

    function test_multiclass_wide_the_same_words() public {
        multiclass(100, 64, 16);
        learnMost("multiclass, the same words of 64 classes", Shape(100, 1, 0, 1000), 64);
    }

    function test_multiclass_17_the_same_words() public {
        multiclass(100, 17, 16);
        learnMost("multiclass, two words for each position", Shape(100, 1, 0, 1000), 17);
    }

    function test_multiclass_narrow_the_same_words() public {
        multiclass(500, 2, 8);
        learnMost("multiclass, many features for each word", Shape(500, 1, 0, 1000), 2);
    }

    function test_multiclass_short_samples() public {
        multiclass(10, 64, 16);
        learnMost("multiclass, short samples", Shape(1, 1, 0, 1000), 64);
    }
}

contract DenseBundlesTest is BundleTest {
    uint256 private featureCount;
    /// So many samples, then as many that take back what those have added.
    uint256 private turns = 1 << 32;
    /// `sampleOf` says what they are.
    Shape private dense = Shape(0, 0, 0, 1500);

    function sampleOf(Shape memory, uint256 i) internal view override returns (bytes memory) {
        int256[] memory x = new int256[](featureCount);
        int256 size = int256(32_000 / sqrt(featureCount));
        for (uint256 k; k < featureCount; ++k) {
            x[k] = i / turns % 2 == 0 ? size : -size;
        }
        return Parameters.dense(x);
    }

    function sqrt(uint256 a) private pure returns (uint256 r) {
        while ((r + 1) * (r + 1) <= a) ++r;
        if (r * r < a) ++r;
    }

    function perceptron(uint256 features) private {
        featureCount = features;
        uint256 words = 1 + (features + 15) / 16;
        make(
            "DensePerceptron",
            abi.encode(DensePerceptron.DensePerceptronOptions(uint16(features), 30_000)),
            new uint256[](words),
            0
        );
    }

    function multiclass(uint256 features, uint256 classes) private {
        featureCount = features;
        uint256 words = (classes + 7) / 8 + classes * ((features + 15) / 16);
        make(
            "DenseMulticlassPerceptron",
            abi.encode(
                DenseMulticlassPerceptron.DenseMulticlassOptions(uint16(features), uint8(classes), 30_000)
            ),
            new uint256[](words),
            0
        );
    }

    function centroids(uint256 features, uint256 uploaded, uint256 classes) private {
        (featureCount, turns) = (features, classes);
        uint256 head = (uploaded + 15) / 16;
        make(
            "NearestCentroid",
            abi.encode(
                NearestCentroid.CentroidOptions(uint16(features), uint8(uploaded), uint8(classes), true)
            ),
            new uint256[](head + uploaded * ((features + 15) / 16)),
            head
        );
        for (uint256 c = uploaded; c < classes; ++c) {
            classifier.extend(MODEL, settings, true);
        }
    }

    function test_perceptron_largest() public {
        perceptron(1024);
        learnDearest("perceptron, 1,024 numbers", dense, 2);
    }

    function test_perceptron_smallest() public {
        perceptron(1);
        learnMost("perceptron, one number", dense, 2);
    }

    function test_multiclass_largest() public {
        multiclass(1000, 64);
        learnDearest("multiclass, 1,000 numbers, 64 classes", dense, 64);
    }

    function test_multiclass_middle() public {
        multiclass(512, 20);
        learnMost("multiclass, 512 numbers, 20 classes", dense, 20);
    }

    function test_multiclass_smallest() public {
        multiclass(1, 64);
        learnMost("multiclass, one number, 64 classes", dense, 64);
    }

    function test_centroids_largest() public {
        centroids(512, 64, 64);
        learnDearest("centroids, 512 numbers, 64 classes", dense, 64);
    }

    function test_centroids_two() public {
        centroids(1024, 0, 2);
        learnDearest("centroids, 1,024 numbers", dense, 2);
    }

    function test_centroids_two_uploaded() public {
        centroids(1024, 2, 2);
        learnDearest("centroids, 1,024 numbers, uploaded", dense, 2);
    }

    function test_centroids_smallest() public {
        centroids(1, 0, 64);
        learnMost("centroids, one number", dense, 64);
    }
}
