// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ModuleTest} from "../utils/ModuleTest.sol";
import {IClassifier, BUNDLE} from "../../src/interfaces/IClassifier.sol";

/// Whatever is admitted as a bundle is learned in one transaction, in the dearest state of the model.
abstract contract BundleTest is ModuleTest {
    /// What learning may take (Classifier).
    uint256 internal constant LEARNING_GAS = 13_500_000;
    /// What bringing a byte is counted with.
    uint256 private constant BYTE_GAS = 24;
    uint256 private constant SETTINGS_AT = 24;

    /// Samples of one length: the features of the first one are `step` apart, those of each next one `shift` higher.
    struct Shape {
        uint256 length;
        uint256 step;
        uint256 shift;
        uint256 most;
    }

    /// Sample number `i`.
    function sampleOf(Shape memory s, uint256 i) internal view virtual returns (bytes memory) {
        return spread(i * s.shift, s.length, s.step);
    }

    /// Its label: one that a perceptron of zero weights gets wrong after those before.
    function labelOf(uint256 i, uint256 classes) internal pure virtual returns (uint256) {
        return (i + 1) % classes;
    }

    /// The most samples that are admitted are learned in what a transaction has for it.
    /// @param classes The labels go round.
    /// @return gas What learning from them takes, with what bringing them is counted with.
    function learnMost(string memory what, Shape memory s, uint256 classes) internal returns (uint256 gas) {
        uint256 count = 1;
        for (uint256 high = s.most; count < high;) {
            uint256 middle = (count + high + 1) / 2;
            if (admits(s, middle, classes)) count = middle;
            else high = middle - 1;
        }
        assertTrue(admits(s, count, classes), what);
        (uint8[] memory labels, bytes[] memory samples) = bundle(s, count, classes);
        gas = host.learn(MODEL, settings, labels, samples);
        for (uint256 i; i < count; ++i) {
            gas += samples[i].length * BYTE_GAS;
        }
        if (gas > LEARNING_GAS) revert NotEqualUint(what, gas, LEARNING_GAS);
    }

    /// The same, where nearly all that is counted is needed.
    function learnDearest(string memory what, Shape memory s, uint256 classes) internal {
        uint256 gas = learnMost(what, s, classes);
        if (gas < LEARNING_GAS * 85 / 100) revert NotEqualUint(what, gas, LEARNING_GAS);
    }

    function admits(Shape memory s, uint256 count, uint256 classes) internal returns (bool) {
        (uint8[] memory labels, bytes[] memory samples) = bundle(s, count, classes);
        bytes memory request = abi.encodePacked(
            abi.encodeCall(IClassifier.admitBatch, (MODEL, labels, samples)),
            abi.encode((uint256(settings) << SETTINGS_AT) | BUNDLE)
        );
        (bool ok, bytes memory result) = address(host).call(request);
        if (!ok) assertEq(bytes4(result), IClassifier.BundleTooDear.selector, "too dear, and nothing else");
        return ok;
    }

    function bundle(Shape memory s, uint256 count, uint256 classes)
        private
        view
        returns (uint8[] memory labels, bytes[] memory samples)
    {
        (labels, samples) = (new uint8[](count), new bytes[](count));
        for (uint256 i; i < count; ++i) {
            labels[i] = uint8(labelOf(i, classes));
            samples[i] = sampleOf(s, i);
        }
    }
}
