// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDepositRefundTake} from "../interfaces/IDepositRefundTake.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {Contribution} from "../types/Contribution.sol";
import {DepositState, DepositStateLibrary} from "../types/DepositState.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IncentiveMechanism} from "./IncentiveMechanism.sol";

/// @dev The mechanism as the paper has it; docs/threat-model.md says what it does not protect from.
abstract contract DepositRefundTake is IDepositRefundTake, IncentiveMechanism {
    /// Keeps the list that a taker must bring within the gas of one transaction.
    uint256 private constant MAX_TAKERS = 256;

    /// @inheritdoc IDepositRefundTake
    mapping(uint256 modelId => mapping(address account => uint256)) public verified;

    /// @inheritdoc IDepositRefundTake
    function incentive(uint256 modelId) external view returns (IncentiveView memory) {
        _registered(modelId);
        DepositState s = _state(_heads[modelId]);
        DepositOptions memory options =
            DepositOptions(s.refundTime(), s.ownerClaimTime(), s.anyClaimTime(), s.depositWeight());
        return IncentiveView(options, s.lastContribution(), s.totalVerified());
    }

    /// @inheritdoc IDepositRefundTake
    function price(uint256 modelId) external view returns (uint256) {
        return _price(_state(_usable(modelId)));
    }

    /// @inheritdoc IDepositRefundTake
    function refund(uint256 modelId, uint256 index, Contribution calldata c) external {
        ModelHead head = _usable(modelId);
        Record storage open = _openRecord(modelId, index, c);
        DepositState state = _state(head);
        _checkRefund(modelId, head, c, state);

        state = state.addVerified();
        _heads[modelId] = head.setIncentive(DepositState.unwrap(state));
        uint256 mine = ++verified[modelId][msg.sender];
        delete open.hash;
        uint96 amount = c.remaining;
        emit Refunded(modelId, index, msg.sender, amount, mine, state.totalVerified());
        SafeTransferLib.forceSafeTransferETH(msg.sender, amount);
    }

    /// @inheritdoc IDepositRefundTake
    function take(uint256 modelId, uint256 index, Contribution calldata c) external {
        ModelHead head = _usable(modelId);
        Record storage open = _openRecord(modelId, index, c);
        uint96 amount = _claim(modelId, head, c);

        uint96 remaining = c.remaining - amount;
        if (remaining == 0) delete open.hash;
        else open.hash = c.hashAfterTake(remaining, msg.sender);
        emit Taken(modelId, index, msg.sender, amount, remaining);
        SafeTransferLib.forceSafeTransferETH(msg.sender, amount);
    }

    function _createIncentive(uint256, bytes calldata options) internal view override returns (uint176) {
        DepositOptions memory o = abi.decode(options, (DepositOptions));
        if (o.refundTime > o.ownerClaimTime || o.ownerClaimTime > o.anyClaimTime) {
            revert ClaimTimesNotAscending(o.refundTime, o.ownerClaimTime, o.anyClaimTime);
        }
        DepositState state =
            DepositStateLibrary.create(o.refundTime, o.ownerClaimTime, o.anyClaimTime, o.depositWeight);
        return DepositState.unwrap(state);
    }

    function _accept(uint256, ModelHead head, uint8, bytes calldata)
        internal
        view
        override
        returns (uint176, uint96)
    {
        DepositState state = _state(head);
        return (DepositState.unwrap(state.contributedNow()), _price(state));
    }

    function _teach(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        override
    {
        _update(modelId, classifier, sample, label);
    }

    /// @dev depositWeight * 3600 / ⌊√seconds since the last contribution⌋, in wei (the paper's section III-C.1;
    /// right after a contribution the divisor is 1). At most 2^40 gwei * 3600 < 2^82.
    function _price(DepositState state) private view returns (uint96) {
        uint256 root = FixedPointMathLib.sqrt(block.timestamp - state.lastContribution());
        return uint96(uint256(state.depositWeight()) * 1 gwei * 1 hours / (root == 0 ? 1 : root));
    }

    /// @dev Reverts unless the caller may have the contribution refunded.
    function _checkRefund(uint256 modelId, ModelHead head, Contribution calldata c, DepositState state)
        private
        view
    {
        if (msg.sender != c.contributor) revert NotContributor(msg.sender, c.contributor);
        _checkTime(c.time + uint256(state.refundTime()));
        uint256 predicted = _predict(modelId, head.classifier(), c.sample);
        if (predicted != c.label) revert ModelDisagrees(predicted, c.label);
    }

    /// @dev What the caller may take of the deposit: all that remains when it is late, whatever the model says, else
    /// a share, or a revert.
    function _claim(uint256 modelId, ModelHead head, Contribution calldata c) private view returns (uint96) {
        DepositState state = _state(head);
        uint256 age = block.timestamp - c.time;
        if (age >= state.anyClaimTime()) return c.remaining;
        if (age >= state.ownerClaimTime() && msg.sender == _registrations[modelId].owner) return c.remaining;
        return _share(modelId, head, c, state);
    }

    /// @dev The caller's share of a deposit that the model disagrees with, or a revert.
    function _share(uint256 modelId, ModelHead head, Contribution calldata c, DepositState state)
        private
        view
        returns (uint96)
    {
        if (msg.sender == c.contributor) revert OwnContribution(c.contributor);
        _checkTime(c.time + uint256(state.refundTime()));
        _checkNewTaker(c.takers);
        uint256 mine = verified[modelId][msg.sender];
        if (mine == 0) revert NotVerified(msg.sender);
        if (_predict(modelId, head.classifier(), c.sample) == c.label) revert ModelAgrees(c.label);
        uint256 share = uint256(c.deposit) * mine / state.totalVerified();
        if (share == 0) revert NothingToTake(c.deposit, mine, state.totalVerified());
        return uint96(FixedPointMathLib.min(share, c.remaining));
    }

    function _checkNewTaker(address[] calldata takers) private view {
        if (takers.length >= MAX_TAKERS) revert TooManyTakers(MAX_TAKERS);
        for (uint256 i; i < takers.length; ++i) {
            if (takers[i] == msg.sender) revert AlreadyTaken(msg.sender);
        }
    }

    function _state(ModelHead head) private pure returns (DepositState) {
        return DepositState.wrap(head.incentive());
    }
}
