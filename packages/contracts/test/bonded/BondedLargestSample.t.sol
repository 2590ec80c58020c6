// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IBondedDepositRefundTake} from "../../src/interfaces/IBondedDepositRefundTake.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";
import {HungryWallet} from "../utils/Wallets.sol";

/// The dearest samples: money always comes back within the gas of a transaction (EIP-7825), whether the model can learn
/// them within it or not.
contract BondedLargestSampleTest is BondedTest {
    uint256 private constant MOST_GAS = 2 ** 24;
    string private constant GROUP = "bonded-largest-sample";

    /// Too dear to be learned: `refund` runs out of gas, and everybody is paid without.
    function test_refundUntrained() public {
        paidUntrained(false);
    }

    function test_refundUntrained_challenged() public {
        paidUntrained(true);
    }

    /// Even after the most challenges, by receivers that burn what gas they get.
    function test_refundUntrained_manyReceivers() public {
        uint256 modelId = largestModel(0);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 0, dearest());
        Challenge[] memory challenges;
        while (challenges.length < MAX_CHALLENGES) {
            address wallet = address(new HungryWallet());
            vm.deal(wallet, 1 ether << 24);
            challenges = challenge(wallet, modelId, index, c, challenges, uint8((challenges.length + 1) % 2));
        }
        skip(CHALLENGE_TIME);
        bonded.refundUntrained{gas: MOST_GAS - 300_000}(modelId, index, c, challenges);
        uint256 used = vm.snapshotGasLastCall(GROUP, "refundUntrained after 31 challenges");
        assertTrue(used < MOST_GAS, "fits one transaction");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// What the plain mechanism learns within a transaction is learned here too.
    function test_refund_largestSample() public {
        uint256 modelId = largestModel(100);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 0, dearest());
        assertTrue(vm.snapshotGasLastCall(GROUP, "add-disagree") < MOST_GAS, "contributing fits");
        skip(CHALLENGE_TIME);
        settle(modelId, index, c, none());
        uint256 used = vm.snapshotGasLastCall(GROUP, "refund-disagree");
        assertTrue(used < MOST_GAS, "fits one transaction");
        assertEq(trainer.score(modelId, dearest()), int256(2049 * 99), "the model has learned");

        (index, c) = stake(alice, modelId, 0, dearest());
        skip(CHALLENGE_TIME);
        vm.expectRevert(abi.encodeWithSelector(IBondedDepositRefundTake.CanBeTrained.selector, index));
        bonded.refundUntrained(modelId, index, c, none());
    }

    /// Nobody can make training fail by giving it less gas than it may have.
    function test_largestSample_isNotPaidUntrained() public {
        uint256 modelId = largestModel(100);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 0, dearest());
        skip(CHALLENGE_TIME);
        bytes memory call = abi.encodeCall(bonded.refundUntrained, (modelId, index, c, none()));
        for (uint256 gas = 10_000_000; gas < MOST_GAS; gas += gas < 12_100_000 ? 400_000 : 20_000) {
            (bool ok,) = address(trainer).call{gas: gas}(call);
            assertTrue(!ok, "refused");
            if (gas > 12_600_000) gas += 1_000_000;
        }
    }

    function paidUntrained(bool challenged) private {
        uint256 modelId = largestModel(0);
        uint256 before = alice.balance;
        uint8 label = challenged ? 0 : 1;
        (uint256 index, Contribution memory c) =
            stake(challenged ? mallory : alice, modelId, label, dearest());
        Challenge[] memory challenges;
        if (challenged) challenges = challenge(alice, modelId, index, c, challenges, 1);
        skip(CHALLENGE_TIME);
        bytes memory call = abi.encodeCall(bonded.refund, (modelId, index, c, challenges));
        (bool ok,) = address(trainer).call{gas: MOST_GAS - 300_000}(call);
        assertTrue(!ok, "training does not fit");

        uint256[] memory amounts = new uint256[](challenged ? 2 : 1);
        amounts[amounts.length - 1] = challenged ? 3 * uint256(c.deposit) : c.deposit;
        vm.expectEmit(address(trainer));
        emit IBondedDepositRefundTake.Settled(modelId, index, c.contributor, 1, false, amounts);
        bonded.refundUntrained{gas: MOST_GAS - 300_000}(modelId, index, c, challenges);
        assertEq(alice.balance, challenged ? before + c.deposit : before, "paid");
        assertEq(address(trainer).balance, 0, "nothing is left");
        assertEq(trainer.predict(modelId, dearest()), 0, "the model has not learned");
        assertTrue(vm.lastCallGas().gasTotalUsed < MOST_GAS, "fits one transaction");
    }

    /// The largest model. Where its weights are 0, changing them costs most.
    function largestModel(int256 weight) private returns (uint256 modelId) {
        uint256[] memory words = filledWords(65_537, 16, weight);
        uint256[] memory chunk = new uint256[](241);
        vm.startPrank(owner);
        modelId = trainer.createModel(
            abi.encode(SparsePerceptron.PerceptronOptions(65_536, 16, 1)),
            abi.encode(bondedOptions()),
            METADATA,
            new uint256[](0)
        );
        for (uint256 offset; offset < words.length; offset += chunk.length) {
            for (uint256 i; i < chunk.length; ++i) {
                chunk[i] = words[offset + i];
            }
            trainer.uploadParameters(modelId, offset, chunk);
        }
        vm.stopPrank();
        assertTrue(trainer.model(modelId).ready, "17 chunks");
    }

    /// The dearest sample: 2,048 features, each in a word of its own.
    function dearest() private pure returns (bytes memory) {
        return spread(31, 2048, 32);
    }
}
