// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Test} from "./Test.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {Trainer} from "./Trainer.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// A trainer, people with money, and what they do in one line each.
abstract contract TrainerActions is Test {
    uint24 internal constant REFUND_TIME = 1 hours;
    uint24 internal constant OWNER_CLAIM_TIME = 1 days;
    uint24 internal constant ANY_CLAIM_TIME = 7 days;
    uint40 internal constant DEPOSIT_WEIGHT = 1000;
    uint256 internal constant FEATURES = 100;
    uint16 internal constant RATE = 10;
    string internal constant METADATA = '{"name":"test","classes":["a","b"],"encoder":"indices-v1:100"}';

    address internal owner = named("owner");
    address internal alice = named("alice");
    address internal bob = named("bob");
    address internal carol = named("carol");

    Trainer internal trainer;

    /// An account with money.
    function named(string memory name) internal returns (address account) {
        account = address(uint160(uint256(keccak256(bytes(name)))));
        vm.label(account, name);
        vm.deal(account, 1_000_000 ether);
    }

    function perceptronOptions() internal pure returns (SparsePerceptron.PerceptronOptions memory) {
        return SparsePerceptron.PerceptronOptions({
            featureCount: uint24(FEATURES), weightBits: 8, learningRate: RATE
        });
    }

    function depositOptions() internal pure returns (IDepositRefundTake.DepositOptions memory) {
        return IDepositRefundTake.DepositOptions({
            refundTime: REFUND_TIME,
            ownerClaimTime: OWNER_CLAIM_TIME,
            anyClaimTime: ANY_CLAIM_TIME,
            depositWeight: DEPOSIT_WEIGHT
        });
    }

    /// The same times, without deposits.
    function noDeposit() internal pure returns (IDepositRefundTake.DepositOptions memory o) {
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
            abi.encode(perceptronOptions()),
            abi.encode(depositOptions()),
            METADATA,
            new uint256[](requiredWords - 1)
        );
    }

    /// A ready model in which every weight and the intercept are `weight`.
    function createModel(
        SparsePerceptron.PerceptronOptions memory classifier,
        IDepositRefundTake.DepositOptions memory incentive,
        int256 weight
    ) internal returns (uint256) {
        vm.prank(owner);
        return trainer.createModel(
            abi.encode(classifier),
            abi.encode(incentive),
            METADATA,
            filledWords(uint256(classifier.featureCount) + 1, classifier.weightBits, weight)
        );
    }

    /// Packed words of `count` weights that all are `weight`.
    function filledWords(uint256 count, uint256 bits, int256 weight)
        internal
        pure
        returns (uint256[] memory words)
    {
        uint256 perWord = 256 / bits;
        uint256 lane = uint256(weight) & ((1 << bits) - 1);
        words = new uint256[]((count + perWord - 1) / perWord);
        for (uint256 i; i < count; ++i) {
            words[i / perWord] |= lane << (bits * (i % perWord));
        }
    }

    /// The packed sample of one feature.
    function one(uint256 index) internal pure returns (bytes memory) {
        return abi.encodePacked(uint16(index));
    }

    /// A packed sample of `length` features, from `first` on, `step` apart.
    function spread(uint256 first, uint256 length, uint256 step) internal pure returns (bytes memory sample) {
        sample = new bytes(2 * length);
        for (uint256 i; i < length; ++i) {
            uint256 index = first + i * step;
            sample[2 * i] = bytes1(uint8(index >> 8));
            sample[2 * i + 1] = bytes1(uint8(index));
        }
    }

    /// A packed sample of features below `featureCount`, chosen by `seed`; never empty.
    function randomSample(uint256 seed, uint256 featureCount) internal pure returns (bytes memory sample) {
        uint256 most = featureCount / 40 + 4;
        for (uint256 index = uint256(keccak256(abi.encode(seed))) % most; index < featureCount;) {
            sample = abi.encodePacked(sample, uint16(index));
            seed = uint256(keccak256(abi.encode(seed, index)));
            index += 1 + seed % most;
        }
        if (sample.length == 0) sample = one(0);
    }

    /// `who` contributes, paying exactly the price; returns the contribution as its claims need it.
    function contribute(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        returns (uint256 index, Contribution memory c)
    {
        uint256 deposit = trainer.price(modelId);
        vm.prank(who);
        index = trainer.contribute{value: deposit}(modelId, label, sample);
        c = newContribution(who, label, deposit, sample);
    }

    /// A contribution made in this block.
    function newContribution(address who, uint8 label, uint256 deposit, bytes memory sample)
        internal
        view
        returns (Contribution memory)
    {
        return Contribution({
            contributor: who,
            label: label,
            time: uint32(time()),
            deposit: uint96(deposit),
            remaining: uint96(deposit),
            takers: new address[](0),
            sample: sample
        });
    }

    function refund(address who, uint256 modelId, uint256 index, Contribution memory c) internal {
        vm.prank(who);
        trainer.refund(modelId, index, c);
    }

    /// `who` takes; returns what came in, and `c` as it is after it.
    function take(address who, uint256 modelId, uint256 index, Contribution memory c)
        internal
        returns (uint256 amount, Contribution memory next)
    {
        uint256 before = who.balance;
        vm.prank(who);
        trainer.take(modelId, index, c);
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
            label: c.label,
            time: c.time,
            deposit: c.deposit,
            remaining: c.remaining - uint96(amount),
            takers: takers,
            sample: c.sample
        });
    }

    /// Gives `who` one verified contribution to the model, with a sample that the model agrees with.
    function verify(address who, uint256 modelId, bytes memory sample) internal {
        (uint256 index, Contribution memory c) =
            contribute(who, modelId, uint8(trainer.predict(modelId, sample)), sample);
        skip(trainer.incentive(modelId).options.refundTime);
        refund(who, modelId, index, c);
    }
}
