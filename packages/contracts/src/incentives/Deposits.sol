// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LEARN} from "../interfaces/IClassifier.sol";
import {IDeposits} from "../interfaces/IDeposits.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {LogWord} from "../types/LogWord.sol";
import {Contribution, Preimage} from "../types/Contribution.sol";
import {DepositState, DepositStateLibrary} from "../types/DepositState.sol";
import {SquareRoot} from "../libraries/SquareRoot.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {AcceptingMechanism} from "./AcceptingMechanism.sol";

/// @dev The mechanism as the paper has it; docs/threat-model.md says what it does not protect from.
abstract contract Deposits is IDeposits, AcceptingMechanism {
    /// Keeps the list that a taker must bring within the gas of one transaction.
    uint256 private constant MAX_TAKERS = 256;

    /// @custom:storage-location erc7201:cotrain.deposits
    struct DepositRecords {
        mapping(uint256 modelId => mapping(address account => uint256)) verified;
    }

    bytes32 private constant DEPOSITS = 0x460436b54efc16a70f734df8b7c8aff01cc0a48e96a95a6df350a7e6e1e2c000;

    /// @inheritdoc IDeposits
    function verified(uint256 modelId, address account) external view returns (uint256) {
        return _verified()[modelId][account];
    }

    /// @inheritdoc IDeposits
    function incentive(uint256 modelId) external view returns (IncentiveView memory) {
        _registered(modelId);
        DepositState s = _state(_head(modelId));
        DepositOptions memory options =
            DepositOptions(s.refundTime(), s.ownerClaimTime(), s.anyClaimTime(), s.depositWeight());
        return IncentiveView(options, _lastContribution(modelId, _log(modelId).word), s.totalVerified());
    }

    /// @inheritdoc IDeposits
    function price(uint256 modelId) external view returns (uint256) {
        return _price(_state(_usable(modelId)), _lastContribution(modelId, _log(modelId).word));
    }

    /// @inheritdoc IDeposits
    function refund(uint256 modelId, Contribution calldata c, bytes calldata proof) external {
        ModelHead head = _usable(modelId);
        (Preimage p,, bytes calldata sample) = c.preimage();
        _touch(modelId, p.leaf(), proof);
        DepositState state = _state(head);
        _checkRefund(modelId, head, p, sample, state);

        state = state.addVerified(1);
        _setHead(modelId, head.setIncentive(DepositState.unwrap(state)));
        uint256 mine = _addVerified(modelId, 1);
        uint256 amount = p.remaining();
        emit Refunded(modelId, p.index(), msg.sender, uint96(amount), mine, state.totalVerified());
        SafeTransferLib.forceSafeTransferETH(msg.sender, amount);
    }

    /// @inheritdoc IDeposits
    function refundBatch(uint256 modelId, Contribution[] calldata contributions, bytes calldata proof)
        external
    {
        ModelHead head = _usable(modelId);
        DepositState state = _state(head);
        uint256 count = contributions.length;
        if (count == 0) revert NothingToRefund();
        uint256 mine = _addVerified(modelId, count) - count;
        bytes24[] memory leaves = new bytes24[](count);
        uint256 amount;
        for (uint256 i; i < count; ++i) {
            (Preimage p,, bytes calldata sample) = contributions[i].preimage();
            leaves[i] = p.leaf();
            _checkRefund(modelId, head, p, sample, state);
            state = state.addVerified(1);
            amount += p.remaining();
            emit Refunded(
                modelId, p.index(), msg.sender, uint96(p.remaining()), ++mine, state.totalVerified()
            );
        }
        _touchAll(modelId, leaves, proof);
        _setHead(modelId, head.setIncentive(DepositState.unwrap(state)));
        SafeTransferLib.forceSafeTransferETH(msg.sender, amount);
    }

    /// @inheritdoc IDeposits
    function take(uint256 modelId, Contribution calldata c, bytes calldata proof) external {
        ModelHead head = _usable(modelId);
        (Preimage p, address[] calldata takers, bytes calldata sample) = c.preimage();
        _touch(modelId, p.leaf(), proof);
        uint256 amount = _claim(modelId, head, p, takers, sample);

        uint256 remaining = p.remaining();
        // at most that is taken
        unchecked {
            remaining -= amount;
        }
        if (remaining != 0) {
            p.take(remaining, takers, msg.sender);
            _change(modelId, p.index(), p.leaf());
        }
        emit Taken(modelId, p.index(), msg.sender, uint96(amount), uint96(remaining));
        SafeTransferLib.forceSafeTransferETH(msg.sender, amount);
    }

    function _createIncentive(uint256, uint256, bytes calldata options)
        internal
        pure
        override
        returns (uint176)
    {
        DepositOptions memory o = abi.decode(options, (DepositOptions));
        if (o.refundTime > o.ownerClaimTime || o.ownerClaimTime > o.anyClaimTime) {
            revert ClaimTimesNotAscending(o.refundTime, o.ownerClaimTime, o.anyClaimTime);
        }
        DepositState state =
            DepositStateLibrary.create(o.refundTime, o.ownerClaimTime, o.anyClaimTime, o.depositWeight);
        return DepositState.unwrap(state);
    }

    function _wanted() internal pure override returns (uint256) {
        return LEARN;
    }

    function _accept(uint256 modelId, ModelHead head, LogWord word, uint8, uint256)
        internal
        view
        override
        returns (uint96, bool)
    {
        return (_price(_state(head), _lastContribution(modelId, word)), false);
    }

    /// @return When the last contribution was made; before the first one, when the model was created.
    function _lastContribution(uint256 modelId, LogWord word) private view returns (uint256) {
        return word.entries() == 0 ? _registered(modelId).createdAt : word.time();
    }

    /// @dev depositWeight * 3600 / ⌊√seconds since the last contribution⌋, in wei (the paper's section III-C.1;
    /// right after a contribution the divisor is 1). At most 2^40 gwei * 3600 < 2^82.
    function _price(DepositState state, uint256 lastContribution) private view returns (uint96) {
        unchecked {
            uint256 root = SquareRoot.floor(block.timestamp - lastContribution);
            return uint96(uint256(state.depositWeight()) * 1 gwei * 1 hours / (root == 0 ? 1 : root));
        }
    }

    /// @return mine How many contributions of the caller are verified, with `count` more.
    function _addVerified(uint256 modelId, uint256 count) private returns (uint256 mine) {
        mapping(address account => uint256) storage counts = _verified()[modelId];
        // No overflow: there are at most as many as contributions.
        unchecked {
            mine = counts[msg.sender] + count;
        }
        counts[msg.sender] = mine;
    }

    /// @dev Reverts unless the caller may have the contribution refunded.
    function _checkRefund(
        uint256 modelId,
        ModelHead head,
        Preimage p,
        bytes calldata sample,
        DepositState state
    ) private view {
        if (msg.sender != p.contributor()) {
            revert NotContributor(msg.sender, p.contributor());
        }
        _checkTime(p.time(), state);
        uint256 predicted = _recall(modelId, head, sample);
        if (predicted != p.label()) revert ModelDisagrees(predicted, p.label());
    }

    /// @dev What the caller may take of the deposit: all that remains when it is late, whatever the model says, else
    /// a share, or a revert.
    function _claim(
        uint256 modelId,
        ModelHead head,
        Preimage p,
        address[] calldata takers,
        bytes calldata sample
    ) private view returns (uint256) {
        DepositState state = _state(head);
        // Entries are of the past.
        unchecked {
            uint256 age = block.timestamp - p.time();
            if (age >= state.ownerClaimTime()) {
                if (age >= state.anyClaimTime()) return p.remaining();
                if (msg.sender == _registered(modelId).owner) return p.remaining();
            }
        }
        if (msg.sender == p.contributor()) revert OwnContribution(msg.sender);
        _checkTime(p.time(), state);
        _checkNewTaker(takers);
        return _share(modelId, head, p, sample, state);
    }

    /// @dev The caller's share of a deposit that the model disagrees with, or a revert.
    function _share(uint256 modelId, ModelHead head, Preimage p, bytes calldata sample, DepositState state)
        private
        view
        returns (uint256)
    {
        uint256 mine = _verified()[modelId][msg.sender];
        if (mine == 0) revert NotVerified(msg.sender);
        if (_recall(modelId, head, sample) == p.label()) revert ModelAgrees(p.label());
        // No overflow: a deposit is below 2^96, and a count at most 2^32; all counts are not 0 when one is not.
        unchecked {
            uint256 share = p.deposit() * mine / state.totalVerified();
            if (share == 0) revert NothingToTake(p.deposit(), mine, state.totalVerified());
            return FixedPointMathLib.min(share, p.remaining());
        }
    }

    function _checkTime(uint256 time, DepositState state) private view {
        unchecked {
            _checkTime(time + state.refundTime());
        }
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

    function _verified()
        private
        view
        returns (mapping(uint256 modelId => mapping(address account => uint256)) storage)
    {
        DepositRecords storage records;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            records.slot := DEPOSITS
        }
        return records.verified;
    }
}
