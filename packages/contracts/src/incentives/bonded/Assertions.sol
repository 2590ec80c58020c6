// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../../interfaces/IBonded.sol";
import {IClassifier} from "../../interfaces/IClassifier.sol";
import {BondedState} from "../../types/BondedState.sol";
import {Challenge, ChallengeLibrary} from "../../types/Challenge.sol";
import {Contribution} from "../../types/Contribution.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {AcceptingMechanism} from "../AcceptingMechanism.sol";

/// What all parts of the mechanism do with assertions: one more is made, and all of a closed contribution are paid.
abstract contract Assertions is IBonded, AcceptingMechanism {
    using ChallengeLibrary for Challenge[];

    /// Nobody has its key.
    address internal constant BURNT = 0x000000000000000000000000000000000000dEaD;

    /// @dev Asserts another label for `account`; whoever calls this has its bond from `available`.
    function _challenge(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label,
        bytes calldata proof,
        address account,
        uint256 available
    ) internal returns (uint256 bond) {
        ModelHead head = _usable(modelId);
        bytes24 before = challenges.leaf(c);
        _touch(modelId, before, proof);
        _checkChallenge(modelId, head, c, challenges, label);
        bond = uint256(c.deposit) << (challenges.length + 1);
        if (available < bond) revert BondTooSmall(bond, available);

        uint32 time = SafeCastLib.toUint32(block.timestamp);
        _change(modelId, c.index, ChallengeLibrary.leafAfter(before, account, label, time));
        emit Challenged(modelId, c.index, account, label, time, bond);
    }

    /// @dev The model learns a closed contribution with `label`, and all assertions are paid.
    function _learn(
        uint256 modelId,
        ModelHead head,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label,
        uint256[] memory amounts
    ) internal {
        _update(modelId, head, c.sample, label);
        emit Settled(modelId, c.index, c.contributor, label, amounts);
        _payAll(modelId, c, challenges, amounts);
    }

    /// @dev A closed contribution is not learned; contributor and first challenger lose one deposit each, to be burnt.
    function _drop(uint256 modelId, Contribution calldata c, Challenge[] calldata challenges) internal {
        uint256[] memory amounts = challenges.stakes(c);
        amounts[0] = 0;
        amounts[1] -= c.deposit;
        emit Dropped(modelId, c.index, c.contributor, amounts);
        _burn(2 * uint256(c.deposit));
        _payAll(modelId, c, challenges, amounts);
    }

    function _burn(uint256 amount) internal {
        _pay(BURNT, amount);
    }

    /// @dev Pays the assertions of a closed contribution.
    function _payAll(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint256[] memory amounts
    ) internal {
        _pay(c.contributor, amounts[0]);
        for (uint256 i; i < challenges.length; ++i) {
            address account = challenges[i].account;
            if (account != address(this)) _pay(account, amounts[i + 1]);
            else _payPool(modelId, c, challenges, i, amounts[i + 1]);
        }
    }

    /// @dev Pays in a way that a receiver cannot make fail.
    function _pay(address account, uint256 amount) internal {
        if (amount != 0) SafeTransferLib.forceSafeTransferETH(account, amount);
    }

    /// @dev Notes what is paid for challenge `i`, which a pool has made.
    function _payPool(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint256 i,
        uint256 amount
    ) internal virtual;

    function _checkLabel(uint256 modelId, ModelHead head, uint8 label) internal view {
        uint256 classes = _classes(modelId, head);
        if (label >= classes) revert IClassifier.LabelOutOfRange(label, classes);
    }

    function _state(ModelHead head) internal pure returns (BondedState) {
        return BondedState.wrap(head.incentive());
    }

    /// @dev Reverts unless one more challenge may be made with this label.
    function _checkChallenge(
        uint256 modelId,
        ModelHead head,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint8 label
    ) private view {
        BondedState state = _state(head);
        if (challenges.length >= state.maxChallenges()) revert TooManyChallenges(state.maxChallenges());
        (uint8 lastLabel, uint256 time) = challenges.last(c);
        uint256 finalAt = time + state.challengeTime();
        if (block.timestamp >= finalAt) revert TooLate(finalAt, block.timestamp);
        if (label == lastLabel) revert AlreadyAsserted(label);
        _checkLabel(modelId, head, label);
    }
}
