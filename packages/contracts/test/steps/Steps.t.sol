// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {
    DenseMulticlassPerceptronSteps,
    DensePerceptronSteps,
    LogisticRegressionSteps,
    NearestCentroidSteps,
    NearestCentroidJudgingSteps,
    SparseMulticlassPerceptronSteps,
    SparsePerceptronSteps
} from "./StepHarness.sol";
import {StepTest} from "./StepTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {DenseMulticlassPerceptron} from "../../src/classifiers/DenseMulticlassPerceptron.sol";
import {DensePerceptron} from "../../src/classifiers/DensePerceptron.sol";
import {LogisticRegression} from "../../src/classifiers/LogisticRegression.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";
import {SparseMulticlassPerceptron} from "../../src/classifiers/SparseMulticlassPerceptron.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";

contract StepsTest is StepTest {
    uint256 private constant ROUNDS = 6;

    function testFuzz_sparse_perceptron(uint256 seed) public {
        model = new SparsePerceptronSteps();
        uint256 bits = 8 + seed % 9;
        model.make(abi.encode(SparsePerceptron.PerceptronOptions(300, uint8(bits), 5)), none());
        checkSparse(seed, 300, 2);
    }

    function testFuzz_logistic_regression(uint256 seed) public {
        model = new LogisticRegressionSteps();
        uint256 bits = 8 + seed % 9;
        model.make(abi.encode(LogisticRegression.LogisticOptions(300, uint8(bits), 3, 90)), none());
        checkSparse(seed, 300, 2);
    }

    function testFuzz_sparse_multiclass_perceptron(uint256 seed) public {
        model = new SparseMulticlassPerceptronSteps();
        uint256 classes = 2 + seed % 63;
        makeMulticlass(300, classes, random(seed, 1) % 2 == 0 ? 8 : 16);
        checkSparse(seed, 300, classes);
    }

    function testFuzz_dense_perceptron(uint256 seed) public {
        model = new DensePerceptronSteps();
        uint256[] memory words = randomWords(seed, 4);
        words[0] &= type(uint256).max << 224;
        model.make(abi.encode(DensePerceptron.DensePerceptronOptions(48, 900)), words);
        checkDense(seed, 48, 2);
    }

    function testFuzz_dense_multiclass_perceptron(uint256 seed) public {
        model = new DenseMulticlassPerceptronSteps();
        bytes memory options = abi.encode(DenseMulticlassPerceptron.DenseMulticlassOptions(32, 16, 900));
        model.make(options, randomWords(seed, 2 + 16 * 2));
        checkDense(seed, 32, 16);
    }

    function testFuzz_nearest_centroid(uint256 seed) public {
        model = new NearestCentroidSteps();
        makeCentroids(seed);
        checkDense(seed, 32, 7);
    }

    function testFuzz_nearest_centroid_that_judges(uint256 seed) public {
        model = new NearestCentroidJudgingSteps();
        makeCentroids(seed);
        checkDense(seed, 32, 7);
    }

    /// Five uploaded classes, of which one may be empty and one settled, and two that were added.
    function makeCentroids(uint256 seed) private {
        uint256[] memory words = randomWords(seed, 1 + 5 * 2);
        words[0] &= type(uint256).max << 176;
        if (seed % 3 == 0) words[0] |= uint256(0xffff) << 208;
        if (seed % 4 == 0) words[0] &= ~(uint256(0xffff) << 224);
        model.make(abi.encode(NearestCentroid.CentroidOptions(32, 5, 7, true)), words);
        model.add();
        model.add();
    }

    function makeMulticlass(uint256 features, uint256 classes, uint256 bits) private {
        model.make(
            abi.encode(
                SparseMulticlassPerceptron.SparseMulticlassOptions(
                    uint24(features), uint8(classes), uint8(bits), 3
                )
            ),
            none()
        );
    }

    function checkSparse(uint256 seed, uint256 features, uint256 classes) private {
        for (uint256 i; i < ROUNDS; ++i) {
            check(sparse(random(seed, i), features), random(seed, 100 + i) % classes);
        }
        checkGiven(sparse(random(seed, ROUNDS), features), seed % classes, random(seed, 200));
    }

    function checkDense(uint256 seed, uint256 features, uint256 classes) private {
        for (uint256 i; i < ROUNDS; ++i) {
            check(dense(random(seed, i), features), random(seed, 100 + i) % classes);
        }
        checkGiven(dense(random(seed, ROUNDS), features), seed % classes, random(seed, 200));
    }

    // What learning takes, in the dearest state: all words fresh, and needed.

    function test_learning_gas_sparse_perceptron() public {
        for (uint256 bits = 8; bits <= 16; bits += 4) {
            model = new SparsePerceptronSteps();
            model.make(abi.encode(SparsePerceptron.PerceptronOptions(65_536, uint8(bits), 5)), none());
            uint256 length = 2048;
            while (model.learningGas(2 * length) > MAX_LEARNING_GAS) --length;
            assertTrue(length > 500, "samples of 500 features can be learned later");
            checkGas(spread(length, 65_536 / length), 1);
        }
    }

    function test_learning_gas_logistic_regression() public {
        model = new LogisticRegressionSteps();
        model.make(abi.encode(LogisticRegression.LogisticOptions(65_536, 16, 3, 900)), none());
        assertTrue(model.learningGas(2 * 512) <= MAX_LEARNING_GAS, "the longest sample can be learned later");
        checkGas(spread(512, 128), 1);
    }

    function test_learning_gas_sparse_multiclass_perceptron() public {
        uint256[2][7] memory shapes = [
            [uint256(2), 8],
            [uint256(16), 16],
            [uint256(32), 8],
            [uint256(17), 16],
            [uint256(33), 8],
            [uint256(64), 8],
            [uint256(64), 16]
        ];
        for (uint256 i; i < shapes.length; ++i) {
            model = new SparseMulticlassPerceptronSteps();
            (uint256 classes, uint256 bits) = (shapes[i][0], shapes[i][1]);
            makeMulticlass(65_536, classes, bits);
            uint256 length = classes * bits > 256 ? 256 : 512;
            checkGas(spread(length, 65_536 / length), classes - 1);
        }
    }

    /// 512 features, or 250 of the 256 where a position has several words.
    function test_the_longest_samples_of_all_classes_can_be_learned_later() public {
        for (uint256 classes = 2; classes <= 64; ++classes) {
            for (uint256 bits = 8; bits <= 16; bits += 8) {
                model = new SparseMulticlassPerceptronSteps();
                makeMulticlass(65_536, classes, bits);
                uint256 length = classes * bits > 256 ? 250 : 512;
                assertTrue(model.learningGas(2 * length) <= MAX_LEARNING_GAS, "the bound");
            }
        }
    }

    function test_learning_gas_dense_perceptron() public {
        model = new DensePerceptronSteps();
        model.make(abi.encode(DensePerceptron.DensePerceptronOptions(1024, 900)), none());
        checkGas(dense(1, 1024), 1);
    }

    function test_learning_gas_dense_multiclass_perceptron() public {
        model = new DenseMulticlassPerceptronSteps();
        model.make(abi.encode(DenseMulticlassPerceptron.DenseMulticlassOptions(1024, 64, 900)), none());
        assertTrue(model.learningGas(2048) <= MAX_LEARNING_GAS, "the largest model can learn later");
        checkGas(dense(1, 1024), 63);
    }

    /// A sample of nothing has come before, so that the sums are looked at; they are fresh all the same.
    function test_learning_gas_nearest_centroid() public {
        model = new NearestCentroidSteps();
        uint256[] memory words = new uint256[](1 + 16 * 64);
        words[0] = type(uint256).max / 0xffff * 1000;
        model.make(abi.encode(NearestCentroid.CentroidOptions(1024, 16, 32, true)), words);
        model.learn(new bytes(2048), 15);
        assertTrue(model.learningGas(2048) <= MAX_LEARNING_GAS, "the largest model can learn later");
        checkGas(dense(1, 1024), 15);
    }

    function none() private pure returns (uint256[] memory) {}

    function randomWords(uint256 seed, uint256 count) private pure returns (uint256[] memory words) {
        words = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            words[i] = random(seed, 1000 + i);
        }
    }

    /// A packed sample of features below `features`, chosen by `seed`.
    function sparse(uint256 seed, uint256 features) private pure returns (bytes memory sample) {
        for (uint256 i = seed % 9; i < features; i += 1 + random(seed, i) % 20) {
            sample = abi.encodePacked(sample, uint16(i));
        }
    }

    /// A packed sample of `length` features, `step` apart.
    function spread(uint256 length, uint256 step) private pure returns (bytes memory sample) {
        sample = new bytes(2 * length);
        for (uint256 i; i < length; ++i) {
            sample[2 * i] = bytes1(uint8((i + 1) * step - 1 >> 8));
            sample[2 * i + 1] = bytes1(uint8((i + 1) * step - 1));
        }
    }

    /// A dense sample without zeros, chosen by `seed`.
    function dense(uint256 seed, uint256 features) private pure returns (bytes memory) {
        int256[] memory x = new int256[](features);
        for (uint256 i; i < features; ++i) {
            x[i] = int256(random(seed, i) % 900) + 100;
            if (random(seed, i) >> 255 == 0) x[i] = -x[i];
        }
        return Parameters.dense(x);
    }
}
