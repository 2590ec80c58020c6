// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IBondedDepositRefundTake} from "../../src/interfaces/IBondedDepositRefundTake.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";

/// What can be learned is not paid out without being learned. What cannot: BondedLargestSample.t.sol.
contract BondedRefundUntrainedTest is BondedTest {
    uint256 private constant TRAIN_GAS = 12_000_000;
    uint256 private constant TRIAL_GAS = TRAIN_GAS * 64 / 63 + 100_000;

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
