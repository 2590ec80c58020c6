// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {StepHarness} from "./StepHarness.sol";
import {Parameters} from "../utils/Parameters.sol";
import {Test} from "../utils/Test.sol";
import {StoredWords} from "../../src/libraries/StoredWords.sol";

/// A step that is done again, by who has nothing but the words that it needs, comes to the same as in the model.
abstract contract StepTest is Test {
    /// What a classifier may take to learn later (Classifier.MAX_LEARNING_GAS).
    uint256 internal constant MAX_LEARNING_GAS = 13_500_000;
    uint256 private constant TRANSACTION_BASE_GAS = 21_000;

    StepHarness internal model;

    /// Does a step again before the model learns the sample, and compares.
    function check(bytes memory sample, uint256 label) internal {
        (uint256 predicted, uint256[] memory touched) = model.step(sample, label);
        uint256[] memory given = before(touched);
        uint256 base = model.base();
        vm.record();
        (uint256 again, uint256[] memory same) = model.stepGiven(given, sample, label);
        (bytes32[] memory reads,) = vm.accesses(address(model));
        for (uint256 i; i < reads.length; ++i) {
            assertEq(uint256(reads[i]), 0, "nothing is read but the settings");
        }
        assertEq(again, predicted, "the class");
        assertEq(abi.encode(same), abi.encode(touched), "the words");

        vm.record();
        assertEq(model.learn(sample, label), predicted, "the class that the model gave");
        (, bytes32[] memory writes) = vm.accesses(address(model));
        for (uint256 i; i < touched.length; i += 2) {
            assertEq(at(base + touched[i]), touched[i + 1], "the word in storage");
        }
        for (uint256 i; i < writes.length; ++i) {
            assertTrue(has(touched, uint256(writes[i]) - base), "nothing else is written");
        }
    }

    /// What is given must be what is needed: no word less, none in another place, none more.
    function checkGiven(bytes memory sample, uint256 label, uint256 seed) internal {
        (, uint256[] memory touched) = model.step(sample, label);
        uint256[] memory given = before(touched);
        uint256 count = given.length / 2;
        uint256 i = seed % count;
        expectMissing(part(given, 0, count - 1), sample, label, given[2 * (count - 1)]);
        expectMissing(
            Parameters.join(part(given, 0, i), part(given, i + 1, count)), sample, label, given[2 * i]
        );
        uint256[] memory other = Parameters.join(part(given, i, i + 1), part(given, i, count));
        other = Parameters.join(part(given, 0, i), other);
        if (i + 1 < count) {
            expectMissing(other, sample, label, given[2 * i + 2]);
        } else {
            vm.expectRevert(abi.encodeWithSelector(StoredWords.WordNotNeeded.selector, given[2 * i]));
            model.stepGiven(other, sample, label);
        }
        given[2 * i] += 1;
        expectMissing(given, sample, label, given[2 * i] - 1);
    }

    /// Learning takes no more than the classifier says, and not much less.
    function checkGas(bytes memory sample, uint256 label) internal {
        uint256 limit = model.learningGas(sample.length);
        model.learn(sample, label);
        uint256 used = vm.lastCallGas().gasTotalUsed + uint64(vm.lastCallGas().gasRefunded)
            - TRANSACTION_BASE_GAS - calldataGas(sample);
        if (used > limit) revert NotEqualUint("within the bound", used, limit);
        if (3 * used < 2 * limit) revert NotEqualUint("the bound is close", used, limit);
    }

    /// EIP-2028.
    function calldataGas(bytes memory data) private pure returns (uint256 gas) {
        for (uint256 i; i < data.length; ++i) {
            gas += data[i] == 0 ? 4 : 16;
        }
    }

    /// The words of `touched` as they are in storage.
    function before(uint256[] memory touched) private view returns (uint256[] memory given) {
        uint256 base = model.base();
        given = new uint256[](touched.length);
        for (uint256 i; i < touched.length; i += 2) {
            (given[i], given[i + 1]) = (touched[i], at(base + touched[i]));
        }
    }

    function expectMissing(uint256[] memory given, bytes memory sample, uint256 label, uint256 index)
        private
    {
        vm.expectRevert(abi.encodeWithSelector(StoredWords.WordMissing.selector, index));
        model.stepGiven(given, sample, label);
    }

    /// Words `from` to `to`, each with its index.
    function part(uint256[] memory words, uint256 from, uint256 to)
        private
        pure
        returns (uint256[] memory some)
    {
        some = new uint256[](2 * (to - from));
        for (uint256 i; i < some.length; ++i) {
            some[i] = words[2 * from + i];
        }
    }

    function has(uint256[] memory touched, uint256 index) private pure returns (bool) {
        for (uint256 i; i < touched.length; i += 2) {
            if (touched[i] == index) return true;
        }
        return false;
    }

    function at(uint256 slot) private view returns (uint256) {
        return uint256(vm.load(address(model), bytes32(slot)));
    }

    function random(uint256 seed, uint256 index) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
