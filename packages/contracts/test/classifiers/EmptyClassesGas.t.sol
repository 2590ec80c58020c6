// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierGasTest} from "./ClassifierGasTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";

/// Classes that nobody has taught cost nothing: 62 of them, which anybody may add to some models, make a prediction by
/// two classes dearer by at most a hundredth, and training by nothing.
abstract contract EmptyClassesGasTest is ClassifierGasTest {
    struct Costs {
        uint256 cold;
        uint256 warm;
        uint256 add;
    }

    /// A model of two classes that may have 64, and a sample for it.
    function model()
        internal
        pure
        virtual
        returns (bytes memory options, uint256[] memory words, uint256 head);

    function example() internal pure virtual returns (bytes memory);

    function test_gas_of_empty_classes() public {
        (bytes memory options, uint256[] memory words, uint256 head) = model();
        uint256 modelId = createModel(trainer, options, words, head);
        train(modelId, 0, example());
        train(modelId, 1, example());
        Costs memory few = costs(modelId);
        for (uint256 i; i < 62; ++i) {
            vm.prank(owner);
            trainer.addClass(modelId, "");
        }
        Costs memory many = costs(modelId);
        record("predict, cold", few.cold, many.cold);
        record("predict, warm", few.warm, many.warm);
        record("contribute", few.add, many.add);
    }

    function costs(uint256 modelId) private returns (Costs memory c) {
        bytes[] memory samples = new bytes[](1);
        samples[0] = example();
        c.cold = gasOfBatch(modelId, samples);
        samples = new bytes[](2);
        (samples[0], samples[1]) = (example(), example());
        c.warm = gasOfBatch(modelId, samples) - c.cold;
        train(modelId, 1, example());
        c.add = vm.lastCallGas().gasTotalUsed;
    }

    function gasOfBatch(uint256 modelId, bytes[] memory samples) private returns (uint256) {
        (bool ok,) = address(trainer).call(abi.encodeCall(trainer.predictBatch, (modelId, samples)));
        assertTrue(ok, "predicted");
        return vm.lastCallGas().gasTotalUsed;
    }

    function record(string memory name, uint256 few, uint256 many) private {
        vm.snapshotValue("empty-classes", string.concat(group(), ": ", name, ", 2 classes"), few);
        vm.snapshotValue("empty-classes", string.concat(group(), ": ", name, ", 62 empty ones more"), many);
        assertTrue(100 * many <= 101 * few, "a hundredth more at most");
    }
}

abstract contract EmptyCountedClassesGasTest is EmptyClassesGasTest {
    function smoothing() internal pure virtual returns (uint256);

    function model()
        internal
        pure
        override
        returns (bytes memory options, uint256[] memory words, uint256 head)
    {
        uint256[] memory states = new uint256[](3);
        states[0] = smoothing();
        (states[1], states[2]) = (9, 9);
        words = Parameters.join(Parameters.stream(states, 4), new uint256[](125));
        return (abi.encode(CountedClasses.CountOptions(1000, 2, 64, true, 8, 16, 0)), words, 1);
    }

    function example() internal pure override returns (bytes memory) {
        return SAMPLE_60;
    }
}

contract NaiveBayesEmptyClassesGasTest is EmptyCountedClassesGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("NaiveBayes");
    }

    function group() internal pure override returns (string memory) {
        return "naive-bayes";
    }

    function smoothing() internal pure override returns (uint256) {
        return 256;
    }
}

contract SparseNearestCentroidEmptyClassesGasTest is EmptyCountedClassesGasTest {
    function newTrainer() internal override returns (ITrainer) {
        return deploy("SparseNearestCentroid");
    }

    function group() internal pure override returns (string memory) {
        return "sparse-nearest-centroid";
    }

    function smoothing() internal pure override returns (uint256) {
        return 0;
    }
}
