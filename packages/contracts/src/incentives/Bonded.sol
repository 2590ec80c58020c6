// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../interfaces/IBonded.sol";
import {IClassifier, JUDGE, LEARN_LATER} from "../interfaces/IClassifier.sol";
import {BondedState, BondedStateLibrary} from "../types/BondedState.sol";
import {Challenge, ChallengeLibrary} from "../types/Challenge.sol";
import {Contribution} from "../types/Contribution.sol";
import {LogWord} from "../types/LogWord.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IncentiveMechanism} from "./IncentiveMechanism.sol";

/// @dev docs/bonded.md has the rules on one page, docs/threat-model.md what they do not protect from.
abstract contract Bonded is IBonded, IncentiveMechanism {
    using ChallengeLibrary for Challenge[];

    /// The last bond is 2^31 deposits: nobody can make the last assertion by waiting for the bound.
    uint256 private constant MAX_CHALLENGES = 31;
    uint256 private constant MAX_SURPRISE_FACTOR = 16;

    /// @inheritdoc IBonded
    function incentive(uint256 modelId) external view returns (BondedView memory) {
        _registered(modelId);
        BondedState s = _state(_head(modelId));
        return BondedView(BondedOptions(s.challengeTime(), s.deposit(), s.surpriseFactor()));
    }

    /// @inheritdoc IBonded
    function price(uint256 modelId) external view returns (uint256) {
        return _state(_usable(modelId)).surprisePrice();
    }

    /// @inheritdoc IBonded
    function priceOf(uint256 modelId, uint8 label, bytes calldata sample) external view returns (uint256) {
        ModelHead head = _usable(modelId);
        _checkLabel(modelId, head, label);
        return _priceOf(head, label, _classify(modelId, head, sample));
    }

    /// @inheritdoc IBonded
    function challenge(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label,
        bytes calldata proof
    ) external payable {
        ModelHead head = _usable(modelId);
        bytes24 before = challenges.leaf(c);
        _touch(modelId, before, proof);
        uint256 bond = _checkChallenge(modelId, head, c, challenges, label);

        uint32 time = SafeCastLib.toUint32(block.timestamp);
        _change(modelId, c.index, ChallengeLibrary.leafAfter(before, msg.sender, label, time));
        emit Challenged(modelId, c.index, msg.sender, label, time, bond);
        uint256 change = msg.value - bond;
        if (change != 0) SafeTransferLib.forceSafeTransferETH(msg.sender, change);
    }

    /// @inheritdoc IBonded
    function refund(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        bytes calldata proof
    ) external {
        ModelHead head = _usable(modelId);
        _touch(modelId, challenges.leaf(c), proof);
        (uint8 label, uint256 time) = challenges.last(c);
        _checkTime(time + _state(head).challengeTime());
        _update(modelId, head, c.sample, label);
        _payOut(modelId, c, challenges, label);
    }

    function _createIncentive(uint256, uint256, bytes calldata options)
        internal
        pure
        override
        returns (uint176)
    {
        BondedOptions memory o = abi.decode(options, (BondedOptions));
        _checkOption("challengeTime", o.challengeTime, type(uint24).max);
        _checkOption("deposit", o.deposit, type(uint64).max);
        _checkOption("surpriseFactor", o.surpriseFactor, MAX_SURPRISE_FACTOR);
        return BondedState.unwrap(BondedStateLibrary.create(o.challengeTime, o.deposit, o.surpriseFactor));
    }

    /// @dev The model learns when the label is final.
    function _wanted() internal pure override returns (uint256) {
        return JUDGE | LEARN_LATER;
    }

    function _accept(uint256, ModelHead head, LogWord, uint8 label, uint256 predicted)
        internal
        pure
        override
        returns (uint96, bool)
    {
        return (_priceOf(head, label, predicted), false);
    }

    /// @dev The deposit of a sample to which the model gives the class `predicted`, in wei.
    function _priceOf(ModelHead head, uint8 label, uint256 predicted) private pure returns (uint96) {
        BondedState state = _state(head);
        return predicted == label ? state.deposit() : state.surprisePrice();
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

    /// @dev Pays all assertions of a closed contribution, in a way that a receiver cannot make fail.
    function _payOut(uint256 modelId, Contribution calldata c, Challenge[] calldata challenges, uint8 label)
        private
    {
        uint256[] memory amounts = challenges.payouts(c);
        emit Settled(modelId, c.index, c.contributor, label, amounts);
        if (amounts[0] != 0) SafeTransferLib.forceSafeTransferETH(c.contributor, amounts[0]);
        for (uint256 i; i < challenges.length; ++i) {
            uint256 amount = amounts[i + 1];
            if (amount != 0) SafeTransferLib.forceSafeTransferETH(challenges[i].account, amount);
        }
    }

    function _checkLabel(uint256 modelId, ModelHead head, uint8 label) private view {
        uint256 classes = _classes(modelId, head);
        if (label >= classes) revert IClassifier.LabelOutOfRange(label, classes);
    }

    function _checkOption(bytes32 option, uint256 value, uint256 max) private pure {
        if (value == 0 || value > max) revert BondedOptionOutOfRange(option, value, 1, max);
    }

    function _state(ModelHead head) private pure returns (BondedState) {
        return BondedState.wrap(head.incentive());
    }
}
