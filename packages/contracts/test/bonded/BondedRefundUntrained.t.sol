// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IBondedDepositRefundTake} from "../../src/interfaces/IBondedDepositRefundTake.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";
import {HungryWallet} from "../utils/Wallets.sol";

/// Money comes back also where the model cannot learn within the gas of a transaction (EIP-7825), and only there
/// without being learned from.
contract BondedRefundUntrainedTest is BondedTest {
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant TRAIN_GAS = 12_000_000;
    uint256 private constant TRIAL_GAS = TRAIN_GAS * 64 / 63 + 100_000;

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

    /// Too dear to be learned: `refund` runs out of gas, and everybody is paid without.
    function test_refundUntrained() public {
        paidUntrained(false);
    }

    function test_refundUntrained_challenged() public {
        paidUntrained(true);
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
        uint256 used = vm.snapshotGasLastCall("bonded-largest-sample", "refundUntrained after 31 challenges");
        assertTrue(used < MOST_GAS, "fits one transaction");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// What the plain mechanism learns within a transaction is learned here too.
    function test_refund_largestSample() public {
        uint256 modelId = largestModel(100);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 0, dearest());
        assertTrue(
            vm.snapshotGasLastCall("bonded-largest-sample", "add-disagree") < MOST_GAS, "contributing fits"
        );
        skip(CHALLENGE_TIME);
        settle(modelId, index, c, none());
        uint256 used = vm.snapshotGasLastCall("bonded-largest-sample", "refund-disagree");
        assertTrue(used < MOST_GAS, "fits one transaction");
        assertEq(trainer.score(modelId, dearest()), int256(2049 * 99), "the model has learned");

        (index, c) = stake(alice, modelId, 0, dearest());
        skip(CHALLENGE_TIME);
        vm.expectRevert(abi.encodeWithSelector(IBondedDepositRefundTake.CanBeTrained.selector, index));
        bonded.refundUntrained(modelId, index, c, none());
    }

    /// What can be learned cannot be paid out unlearned, with whatever gas.
    function test_reverts_canBeTrained(uint256 gas, bool label) public {
        uint256 modelId = createBonded();
        (uint256 index, Contribution memory c) = stake(alice, modelId, label ? 1 : 0, one(1));
        skip(CHALLENGE_TIME);
        bytes memory call = abi.encodeCall(bonded.refundUntrained, (modelId, index, c, none()));
        (bool ok,) = address(trainer).call{gas: bound(gas, 100_000, 30_000_000)}(call);
        assertTrue(!ok, "refused");
        vm.expectRevert(abi.encodeWithSelector(IBondedDepositRefundTake.CanBeTrained.selector, index));
        bonded.refundUntrained(modelId, index, c, none());
    }

    function test_reverts_gasTooLow() public {
        uint256 modelId = createBonded();
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        skip(CHALLENGE_TIME);
        vm.expectPartialRevert(IBondedDepositRefundTake.GasTooLow.selector);
        bonded.refundUntrained{gas: TRIAL_GAS}(modelId, index, c, none());
    }

    function test_reverts_tooEarly() public {
        uint256 modelId = createBonded();
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        vm.expectRevert(
            abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, c.time + CHALLENGE_TIME, time())
        );
        bonded.refundUntrained(modelId, index, c, none());
    }

    function test_reverts_contributionMismatch() public {
        uint256 modelId = createBonded();
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        challenge(bob, modelId, index, c, none(), 0);
        skip(CHALLENGE_TIME);
        vm.expectPartialRevert(IDataHandler.ContributionMismatch.selector);
        bonded.refundUntrained(modelId, index, c, none());
    }

    /// Trying changes nothing, whoever tries.
    function test_tryTraining(address who, bool label) public {
        uint256 modelId = createBonded();
        bytes32 before = keccak256(abi.encode(trainer.parameters(modelId, 0, 4)));
        vm.expectRevert(IBondedDepositRefundTake.Trained.selector);
        vm.prank(who);
        bonded.tryTraining(modelId, label ? 1 : 0, one(1));
        assertEq(keccak256(abi.encode(trainer.parameters(modelId, 0, 4))), before, "the weights");
    }
}
