// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {Trainer} from "./Trainer.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {SparseTest} from "./SparseTest.sol";

/// A trainer, and what people do with it in one line each.
abstract contract TrainerActions is SparseTest {
    uint24 internal constant REFUND_TIME = 1 hours;
    uint24 internal constant OWNER_CLAIM_TIME = 1 days;
    uint24 internal constant ANY_CLAIM_TIME = 7 days;
    uint40 internal constant DEPOSIT_WEIGHT = 1000;

    Trainer internal trainer;

    function depositOptions() internal pure returns (IDeposits.DepositOptions memory) {
        return IDeposits.DepositOptions({
            refundTime: REFUND_TIME,
            ownerClaimTime: OWNER_CLAIM_TIME,
            anyClaimTime: ANY_CLAIM_TIME,
            depositWeight: DEPOSIT_WEIGHT
        });
    }

    /// The same times, without deposits.
    function noDeposit() internal pure returns (IDeposits.DepositOptions memory o) {
        o = depositOptions();
        o.depositWeight = 0;
    }

    /// A ready model with all weights 0, which says class 0.
    function createModel() internal returns (uint256) {
        return createModel(perceptronOptions(), depositOptions(), 0);
    }

    /// A model that lacks the last of its words.
    function createIncompleteModel() internal returns (uint256 modelId, uint256 requiredWords) {
        requiredWords = (FEATURES + 1 + 31) / 32;
        vm.prank(owner);
        modelId = trainer.createModel(
            0,
            abi.encode(perceptronOptions()),
            abi.encode(depositOptions()),
            0,
            METADATA,
            new uint256[](requiredWords - 1)
        );
    }

    /// A ready model in which every weight and the intercept are `weight`.
    function createModel(
        SparsePerceptron.PerceptronOptions memory classifier,
        IDeposits.DepositOptions memory incentive,
        int256 weight
    ) internal returns (uint256) {
        vm.prank(owner);
        return trainer.createModel(
            0,
            abi.encode(classifier),
            abi.encode(incentive),
            0,
            METADATA,
            filledWords(uint256(classifier.featureCount) + 1, classifier.weightBits, weight)
        );
    }

    /// `who` contributes, paying exactly the price; returns the contribution as its claims need it.
    function contribute(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        returns (uint256 index, Contribution memory c)
    {
        uint256 deposit = trainer.price(modelId);
        vm.prank(who);
        index = trainer.contribute{value: deposit}(modelId, label, sample);
        c = newContribution(index, who, label, deposit, sample);
    }

    function refund(address who, uint256 modelId, Contribution memory c) internal {
        vm.prank(who);
        trainer.refund(modelId, c, proofOf(address(trainer), modelId, c));
    }

    /// `who` takes; returns what came in, and `c` as it is after it.
    function take(address who, uint256 modelId, Contribution memory c)
        internal
        returns (uint256 amount, Contribution memory next)
    {
        uint256 before = who.balance;
        vm.prank(who);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
        amount = who.balance - before;
        next = afterTake(c, who, amount);
    }

    /// `c` after `taker` has taken `amount`.
    function afterTake(Contribution memory c, address taker, uint256 amount)
        internal
        pure
        returns (Contribution memory)
    {
        address[] memory takers = new address[](c.takers.length + 1);
        for (uint256 i; i < c.takers.length; ++i) {
            takers[i] = c.takers[i];
        }
        takers[c.takers.length] = taker;
        return Contribution({
            contributor: c.contributor,
            index: c.index,
            label: c.label,
            surprising: c.surprising,
            time: c.time,
            deposit: c.deposit,
            remaining: c.remaining - uint96(amount),
            takers: takers,
            sample: c.sample
        });
    }

    /// Gives `who` one verified contribution to the model, with a sample that the model agrees with.
    function verify(address who, uint256 modelId, bytes memory sample) internal {
        (, Contribution memory c) = contribute(who, modelId, uint8(trainer.predict(modelId, sample)), sample);
        skip(trainer.incentive(modelId).options.refundTime);
        refund(who, modelId, c);
    }

    function refundCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(trainer.refund, (modelId, c, proof));
    }

    function takeCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(trainer.take, (modelId, c, proof));
    }
}
