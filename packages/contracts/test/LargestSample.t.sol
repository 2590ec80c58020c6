// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../src/classifiers/SparsePerceptron.sol";
import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// The dearest sample that is accepted, 2,048 features in 2,048 words of the largest model, at 16 bits: what can be
/// contributed can also be refunded and taken within the gas of one transaction (EIP-7825).
contract LargestSampleTest is TrainerTest {
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant MOST_FEATURES = 65_536;
    string private constant GROUP = "largest-sample";

    uint256 private modelId;
    bytes private sample;

    function setUp() public override {
        super.setUp();
        // all weights 100, in chunks
        SparsePerceptron.PerceptronOptions memory classifier =
            SparsePerceptron.PerceptronOptions(uint24(MOST_FEATURES), 16, 1);
        uint256[] memory words = filledWords(MOST_FEATURES + 1, 16, 100);
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(classifier), abi.encode(depositOptions()), 0, METADATA, new uint256[](0)
        );
        for (uint256 offset; offset < words.length;) {
            uint256 size = words.length - offset < 500 ? words.length - offset : 500;
            uint256[] memory chunk = new uint256[](size);
            for (uint256 i; i < size; ++i) {
                chunk[i] = words[offset + i];
            }
            vm.prank(owner);
            trainer.uploadParameters(modelId, offset, chunk);
            offset += size;
        }
        // feature 15 is the first of the second word; every second word
        sample = spread(31, 2048, 32);
    }

    function test_contribute_agreed() public {
        contribute(alice, modelId, 1, sample);
        snapshot("add-agree");
    }

    function test_contribute_disagreed() public {
        contribute(alice, modelId, 0, sample);
        snapshot("add-disagree");
    }

    function test_refund() public {
        (, Contribution memory c) = contribute(alice, modelId, 1, sample);
        skip(REFUND_TIME);
        refund(alice, modelId, c);
        snapshot("refund");
    }

    /// With as many takers before as there may be, less one.
    function test_take() public {
        for (uint256 i; i < 255; ++i) {
            verify(taker(i), modelId, one(0));
        }
        verify(bob, modelId, one(0));
        verify(carol, modelId, one(0));
        (, Contribution memory c) = contribute(alice, modelId, 0, sample);
        skip(REFUND_TIME);
        for (uint256 i; i < 255; ++i) {
            (, c) = take(taker(i), modelId, c);
        }
        (uint256 amount, Contribution memory rest) = take(bob, modelId, c);
        snapshot("take after 255 takers");
        assertEq(amount, c.deposit / 257, "a share");

        vm.expectRevert(abi.encodeWithSelector(IDeposits.TooManyTakers.selector, 256));
        vm.prank(carol);
        trainer.take(modelId, rest, proofOf(address(trainer), modelId, rest));
        // the contributor and the late claims are not locked out
        skip(ANY_CLAIM_TIME);
        take(carol, modelId, rest);
        assertTrue(!isOpen(address(trainer), modelId, c), "it is closed");
    }

    function taker(uint256 i) private returns (address) {
        return named(string.concat("taker", vm.toString(i)));
    }

    function snapshot(string memory action) private {
        assertTrue(vm.snapshotGasLastCall(GROUP, action) < MOST_GAS, "fits one transaction");
    }
}
