// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBondedDepositRefundTake} from "../interfaces/IBondedDepositRefundTake.sol";
import {BondedState, BondedStateLibrary} from "../types/BondedState.sol";
import {Challenge, ChallengeLibrary} from "../types/Challenge.sol";
import {Contribution} from "../types/Contribution.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IncentiveMechanism} from "./IncentiveMechanism.sol";

/// @dev docs/bonded.md has the rules on one page, docs/threat-model.md what they do not protect from.
abstract contract BondedDepositRefundTake is IBondedDepositRefundTake, IncentiveMechanism {
    using ChallengeLibrary for Challenge[];

    /// The last bond is 2^31 deposits: nobody can make the last assertion by waiting for the bound.
    uint256 private constant MAX_CHALLENGES = 31;
    uint256 private constant MAX_SURPRISE_FACTOR = 16;
    /// What training may take; leaves room for all payments in a transaction of 2^24 gas (EIP-7825).
    uint256 private constant TRAIN_GAS = 12_000_000;
    /// What a call keeps back for itself (1/64, EIP-150), and what calling takes.
    uint256 private constant TRIAL_GAS = TRAIN_GAS * 64 / 63 + 100_000;

    /// @inheritdoc IBondedDepositRefundTake
    function incentive(uint256 modelId) external view returns (BondedView memory) {
        _registered(modelId);
        BondedState s = _state(_heads[modelId]);
        return BondedView(BondedOptions(s.challengeTime(), s.deposit(), s.surpriseFactor()));
    }

    /// @inheritdoc IBondedDepositRefundTake
    function price(uint256 modelId) external view returns (uint256) {
        return _state(_usable(modelId)).surprisePrice();
    }

    /// @inheritdoc IBondedDepositRefundTake
    function priceOf(uint256 modelId, uint8 label, bytes calldata sample) external view returns (uint256) {
        ModelHead head = _usable(modelId);
        _checkSample(head.classifier(), sample);
        return _priceOf(modelId, head, label, sample);
    }

    /// @inheritdoc IBondedDepositRefundTake
    function challenge(
        uint256 modelId,
        uint256 index,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label
    ) external payable {
        ModelHead head = _usable(modelId);
        bytes32 before = challenges.hash(c);
        Record storage open = _openRecord(modelId, index, before);
        uint256 bond = _checkChallenge(modelId, head, c, challenges, label);

        uint32 time = SafeCastLib.toUint32(block.timestamp);
        open.hash = ChallengeLibrary.hashAfter(before, msg.sender, label, time);
        emit Challenged(modelId, index, msg.sender, label, time, bond);
        uint256 change = msg.value - bond;
        if (change != 0) SafeTransferLib.forceSafeTransferETH(msg.sender, change);
    }

    /// @inheritdoc IBondedDepositRefundTake
    function refund(uint256 modelId, uint256 index, Contribution calldata c, Challenge[] calldata challenges)
        external
    {
        (uint40 classifier, uint8 label) = _close(modelId, index, c, challenges);
        _update(modelId, classifier, c.sample, label);
        _payOut(modelId, index, c, challenges, label, true);
    }

    /// @inheritdoc IBondedDepositRefundTake
    function refundUntrained(
        uint256 modelId,
        uint256 index,
        Contribution calldata c,
        Challenge[] calldata challenges
    ) external {
        (, uint8 label) = _close(modelId, index, c, challenges);
        if (gasleft() < TRIAL_GAS) revert GasTooLow(TRIAL_GAS, gasleft());
        try this.tryTraining{gas: TRAIN_GAS}(modelId, label, c.sample) {}
        catch (bytes memory reason) {
            if (bytes4(reason) == Trained.selector) revert CanBeTrained(index);
        }
        _payOut(modelId, index, c, challenges, label, false);
    }

    /// @inheritdoc IBondedDepositRefundTake
    function tryTraining(uint256 modelId, uint8 label, bytes calldata sample) external {
        uint40 classifier = _usable(modelId).classifier();
        _checkSample(classifier, sample);
        _update(modelId, classifier, sample, label);
        revert Trained();
    }

    function _createIncentive(uint256, bytes calldata options) internal pure override returns (uint176) {
        BondedOptions memory o = abi.decode(options, (BondedOptions));
        _checkOption("challengeTime", o.challengeTime, type(uint24).max);
        _checkOption("deposit", o.deposit, type(uint64).max);
        _checkOption("surpriseFactor", o.surpriseFactor, MAX_SURPRISE_FACTOR);
        return BondedState.unwrap(BondedStateLibrary.create(o.challengeTime, o.deposit, o.surpriseFactor));
    }

    function _accept(uint256 modelId, ModelHead head, uint8 label, bytes calldata sample)
        internal
        view
        override
        returns (uint176, uint96)
    {
        // A record's time has 32 bits.
        SafeCastLib.toUint32(block.timestamp);
        return (head.incentive(), _priceOf(modelId, head, label, sample));
    }

    /// @dev No claim depends on how many classes there are: samples are bounded for all that there may be.
    function _checkNewClass(uint256, ModelHead) internal pure override {}

    /// @dev The model learns when the label is final.
    function _teach(uint256, uint40, bytes calldata, uint256) internal pure override {}

    /// @dev The deposit of a checked sample, in wei. Reverts on a label that the model does not have.
    function _priceOf(uint256 modelId, ModelHead head, uint8 label, bytes calldata sample)
        private
        view
        returns (uint96)
    {
        _checkLabel(modelId, head, label);
        BondedState state = _state(head);
        if (state.surpriseFactor() == 1) return state.deposit();
        bool agrees = _predict(modelId, head.classifier(), sample) == label;
        return agrees ? state.deposit() : state.surprisePrice();
    }

    /// @dev The bond of one more challenge, in wei. Reverts unless it may be made with this label and this value.
    function _checkChallenge(
        uint256 modelId,
        ModelHead head,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label
    ) private view returns (uint256 bond) {
        if (challenges.length >= MAX_CHALLENGES) revert TooManyChallenges(MAX_CHALLENGES);
        (uint8 lastLabel, uint256 time) = challenges.last(c);
        uint256 finalAt = time + _state(head).challengeTime();
        if (block.timestamp >= finalAt) revert TooLate(finalAt, block.timestamp);
        if (label == lastLabel) revert AlreadyAsserted(label);
        _checkLabel(modelId, head, label);
        bond = uint256(c.deposit) << (challenges.length + 1);
        if (msg.value < bond) revert BondTooSmall(bond, msg.value);
    }

    /// @dev Closes a contribution whose label is final, and gives that label.
    function _close(uint256 modelId, uint256 index, Contribution calldata c, Challenge[] calldata challenges)
        private
        returns (uint40 classifier, uint8 label)
    {
        ModelHead head = _usable(modelId);
        Record storage open = _openRecord(modelId, index, challenges.hash(c));
        uint256 time;
        (label, time) = challenges.last(c);
        _checkTime(time + _state(head).challengeTime());
        delete open.hash;
        classifier = head.classifier();
    }

    /// @dev Pays all assertions of a closed contribution, in a way that a receiver cannot make fail.
    function _payOut(
        uint256 modelId,
        uint256 index,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label,
        bool trained
    ) private {
        uint256[] memory amounts = challenges.payouts(c);
        emit Settled(modelId, index, c.contributor, label, trained, amounts);
        if (amounts[0] != 0) SafeTransferLib.forceSafeTransferETH(c.contributor, amounts[0]);
        for (uint256 i; i < challenges.length; ++i) {
            uint256 amount = amounts[i + 1];
            if (amount != 0) SafeTransferLib.forceSafeTransferETH(challenges[i].account, amount);
        }
    }

    function _checkLabel(uint256 modelId, ModelHead head, uint8 label) private view {
        uint256 classes = _classCount(modelId, head.classifier());
        if (label >= classes) revert LabelOutOfRange(label, classes);
    }

    function _checkOption(bytes32 option, uint256 value, uint256 max) private pure {
        if (value == 0 || value > max) revert BondedOptionOutOfRange(option, value, 1, max);
    }

    function _state(ModelHead head) private pure returns (BondedState) {
        return BondedState.wrap(head.incentive());
    }
}
