// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {bondOptions} from "../utils/bondOptions.sol";
import {Trainer} from "../utils/Trainer.sol";
import {TrainerActions} from "../utils/TrainerActions.sol";

/// What people do with deposits and bonds, in one line each.
abstract contract BondedActions is TrainerActions {
    uint24 internal constant CHALLENGE_TIME = 1 hours;
    uint64 internal constant DEPOSIT = 0.001 ether;
    uint8 internal constant FACTOR = 4;
    uint8 internal constant MAX_CHALLENGES = 4;

    /// The same contract as `trainer`.
    IBonded internal bonded;
    address internal mallory = named("mallory");
    address internal constant BURNT = 0x000000000000000000000000000000000000dEaD;

    function bondedOptions() internal pure returns (IBonded.BondedOptions memory) {
        return bondOptions(CHALLENGE_TIME, DEPOSIT, FACTOR, MAX_CHALLENGES);
    }

    /// A ready model with all weights 0, which says class 0.
    function createBonded() internal returns (uint256) {
        return createBonded(perceptronOptions(), bondedOptions(), 0);
    }

    /// A ready model in which every weight and the intercept are `weight`.
    function createBonded(
        SparsePerceptron.PerceptronOptions memory classifier,
        IBonded.BondedOptions memory incentive,
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

    /// `who` contributes with just the deposit that it takes.
    function stake(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        returns (uint256 index, Contribution memory c)
    {
        uint256 deposit = bonded.priceOf(modelId, label, sample);
        vm.prank(who);
        index = trainer.contribute{value: deposit}(modelId, label, sample);
        c = newContribution(index, who, label, deposit, sample);
    }

    /// `who` challenges with just the bond; returns the challenges after it.
    function challenge(
        address who,
        uint256 modelId,
        Contribution memory c,
        Challenge[] memory challenges,
        uint8 label
    ) internal returns (Challenge[] memory) {
        uint256 bond = stakeOf(c, challenges.length + 1);
        vm.prank(who);
        challengeWith(bond, modelId, c, challenges, label);
        return append(challenges, Challenge(who, label, uint32(time())));
    }

    /// The call alone, with its proof.
    function challengeWith(
        uint256 value,
        uint256 modelId,
        Contribution memory c,
        Challenge[] memory challenges,
        uint8 label
    ) internal {
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        bonded.challenge{value: value}(modelId, c, challenges, label, proof);
    }

    /// The call alone, with its proof.
    function refundWith(uint256 modelId, Contribution memory c, Challenge[] memory challenges) internal {
        bonded.refund(modelId, c, challenges, proofOf(address(bonded), modelId, c, challenges));
    }

    /// Anybody settles.
    function settle(uint256 modelId, Contribution memory c, Challenge[] memory challenges) internal {
        vm.prank(named("anybody"));
        refundWith(modelId, c, challenges);
    }

    /// What assertion `i` staked; the contribution is number 0.
    function stakeOf(Contribution memory c, uint256 i) internal pure returns (uint256) {
        return c.deposit * 2 ** i;
    }

    /// Alternating challenges, the first by `first`, until there can be no more; labels are those of two classes.
    function contest(address first, address second, uint256 modelId, Contribution memory c)
        internal
        returns (Challenge[] memory challenges)
    {
        uint256 most = bonded.incentive(modelId).options.maxChallenges;
        while (challenges.length < most) {
            uint256 i = challenges.length;
            uint8 label = i % 2 == 0 ? 1 - c.label : c.label;
            challenges = challenge(i % 2 == 0 ? first : second, modelId, c, challenges, label);
        }
    }

    function none() internal pure returns (Challenge[] memory) {
        return new Challenge[](0);
    }

    function append(Challenge[] memory before, Challenge memory next)
        internal
        pure
        returns (Challenge[] memory challenges)
    {
        challenges = new Challenge[](before.length + 1);
        for (uint256 i; i < before.length; ++i) {
            challenges[i] = before[i];
        }
        challenges[before.length] = next;
    }

    function challengeCall(uint256 modelId, Contribution memory c, uint8 label)
        internal
        returns (bytes memory)
    {
        bytes memory proof = proofOf(address(bonded), modelId, c);
        return abi.encodeCall(IBonded.challenge, (modelId, c, none(), label, proof));
    }

    /// Of one without challenges.
    function settleCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(bonded), modelId, c);
        return abi.encodeCall(IBonded.refund, (modelId, c, none(), proof));
    }
}

/// Each test begins with a new trainer that has no models.
abstract contract BondedTest is BondedActions {
    uint256 internal constant START = 1_700_000_000;

    function setUp() public virtual {
        vm.warp(START);
        address deployed = deployTrainer("Bonded", "SparsePerceptron");
        (trainer, bonded) = (Trainer(deployed), IBonded(deployed));
    }
}
