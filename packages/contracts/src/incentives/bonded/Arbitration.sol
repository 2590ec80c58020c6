// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IArbitration} from "../../interfaces/IArbitration.sol";
import {IArbitrator} from "../../interfaces/IArbitrator.sol";
import {BondedState} from "../../types/BondedState.sol";
import {Challenge, ChallengeLibrary} from "../../types/Challenge.sol";
import {Contribution} from "../../types/Contribution.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {Assertions} from "./Assertions.sol";

/// @dev An arbiter is a stranger: it is called after the contribution is touched, so that nothing else can be done with
/// it, and nothing that it does then, or leaves undone, keeps anybody's money for longer than `rulingTime`.
abstract contract Arbitration is IArbitration, Assertions {
    using ChallengeLibrary for Challenge[];

    struct Arbiter {
        address account;
        bool court;
        uint24 rulingTime;
        bytes data;
    }

    struct Dispute {
        /// Who called the arbiter, for which fee in wei.
        address account;
        uint96 fee;
        /// A hash of the model and the entry.
        bytes24 subject;
        uint40 until;
        uint8 labels;
        bool ruled;
        /// 0, or a label plus 1.
        uint8 ruling;
    }

    /// @custom:storage-location erc7201:cotrain.arbitration
    struct Arbitrations {
        mapping(uint256 modelId => Arbiter) arbiters;
        mapping(address arbiter => mapping(uint256 disputeId => Dispute)) disputes;
    }

    bytes32 private constant ARBITRATION = 0xad5b3c536c394825bfa06bc347215305da239f06335961e6383d65f13f078600;
    uint256 private constant MAX_DATA = 1024;

    /// @inheritdoc IArbitration
    function disputeOf(address arbiter, uint256 disputeId)
        external
        view
        returns (bytes24 subject, uint256 until, bool ruled, uint256 ruling)
    {
        Dispute storage d = _arbitrations().disputes[arbiter][disputeId];
        return (d.subject, d.until, d.ruled, d.ruling);
    }

    /// @inheritdoc IArbitration
    function dispute(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        bytes calldata proof
    ) external payable returns (uint256 disputeId) {
        ModelHead head = _usable(modelId);
        _checkContested(modelId, head, c, challenges);
        bytes24 leaf = challenges.leaf(c);
        _touch(modelId, leaf, proof);

        Arbiter storage arbiter = _arbitrations().arbiters[modelId];
        bytes24 subject = _subject(modelId, leaf);
        uint256 labels = _classes(modelId, head);
        uint256 fee;
        (disputeId, fee) = _ask(arbiter, subject, labels);
        Dispute storage d = _arbitrations().disputes[arbiter.account][disputeId];
        if (d.subject != 0) revert DisputeExists(arbiter.account, disputeId);
        uint40 until = uint40(block.timestamp + arbiter.rulingTime);
        (d.account, d.fee) = (msg.sender, SafeCastLib.toUint96(fee));
        (d.subject, d.until, d.labels) = (subject, until, uint8(labels));
        emit Disputed(modelId, c.index, msg.sender, disputeId, fee, until);
        _pay(msg.sender, msg.value - fee);
    }

    /// @inheritdoc IArbitration
    function rule(uint256 disputeId, uint256 ruling) external {
        Dispute storage d = _arbitrations().disputes[msg.sender][disputeId];
        if (d.subject == 0) revert UnknownDispute(msg.sender, disputeId);
        if (d.ruled) revert AlreadyRuled(disputeId, d.ruling);
        if (block.timestamp >= d.until) revert TooLate(d.until, block.timestamp);
        if (ruling > d.labels) revert RulingOutOfRange(ruling, d.labels);
        (d.ruled, d.ruling) = (true, uint8(ruling));
        emit Ruling(msg.sender, disputeId, ruling);
    }

    /// @inheritdoc IArbitration
    function conclude(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        uint256 disputeId
    ) external {
        ModelHead head = _usable(modelId);
        Arbiter storage arbiter = _arbitrations().arbiters[modelId];
        Dispute storage stored = _arbitrations().disputes[arbiter.account][disputeId];
        Dispute memory d = stored;
        if (d.subject == 0) revert UnknownDispute(arbiter.account, disputeId);
        if (d.subject != _subject(modelId, challenges.leaf(c))) revert OtherDispute(disputeId);
        if (!d.ruled) _checkTime(d.until);
        delete _arbitrations().disputes[arbiter.account][disputeId];

        uint256 right = d.ruling == 0 ? 0 : challenges.staked(c, d.ruling - 1);
        if (right == 0) {
            _drop(modelId, c, challenges);
        } else {
            bool burns = !arbiter.court || arbiter.account == _registered(modelId).owner;
            _rule(modelId, head, c, challenges, d, burns);
        }
    }

    /// @dev Checks and keeps the arbiter of a new model.
    function _setArbiter(uint256 modelId, BondedOptions memory o) internal {
        bool named = o.arbiter != address(0);
        _checkOption("court", o.court ? 1 : 0, 0, named ? 1 : 0);
        _checkOption("rulingTime", o.rulingTime, named ? 1 : 0, named ? type(uint24).max : 0);
        _checkOption("arbiterData", o.arbiterData.length, 0, o.court ? MAX_DATA : 0);
        if (!named) return;
        // A court that does not answer is none.
        if (o.court) IArbitrator(o.arbiter).arbitrationCost(o.arbiterData);
        _arbitrations().arbiters[modelId] = Arbiter(o.arbiter, o.court, o.rulingTime, o.arbiterData);
    }

    function _arbiter(uint256 modelId) internal view returns (Arbiter memory) {
        return _arbitrations().arbiters[modelId];
    }

    function _checkOption(bytes32 option, uint256 value, uint256 min, uint256 max) internal pure {
        if (value < min || value > max) revert BondedOptionOutOfRange(option, value, min, max);
    }

    /// @dev Creates the dispute of an entry.
    /// @return disputeId Of a referee, which gives no numbers, that of the entry itself.
    function _ask(Arbiter storage arbiter, bytes24 subject, uint256 labels)
        private
        returns (uint256 disputeId, uint256 fee)
    {
        if (!arbiter.court) return (uint192(subject), 0);
        IArbitrator court = IArbitrator(arbiter.account);
        bytes memory data = arbiter.data;
        fee = court.arbitrationCost(data);
        if (msg.value < fee) revert FeeTooSmall(fee, msg.value);
        disputeId = court.createDispute{value: fee}(labels, data);
    }

    /// @dev Closes a contribution with the label that the arbiter found.
    function _rule(
        uint256 modelId,
        ModelHead head,
        Contribution calldata c,
        Challenge[] calldata challenges,
        Dispute memory d,
        bool burns
    ) private {
        uint8 label = d.ruling - 1;
        (uint256[] memory shares, uint256 repaid) = challenges.payouts(c, label, d.fee);
        uint256[] memory amounts = new uint256[](shares.length + 1);
        uint256 burnt;
        for (uint256 i; i < shares.length; ++i) {
            uint256 stake = uint256(c.deposit) << i;
            amounts[i] = burns && shares[i] > stake ? stake : shares[i];
            burnt += shares[i] - amounts[i];
        }
        amounts[shares.length] = repaid;
        _learn(modelId, head, c, challenges, label, amounts);
        _burn(burnt);
        _pay(d.account, repaid);
    }

    function _checkContested(
        uint256 modelId,
        ModelHead head,
        Contribution calldata c,
        Challenge[] calldata challenges
    ) private view {
        BondedState state = _state(head);
        if (!state.hasArbiter()) revert NoArbiter(modelId);
        if (challenges.length != state.maxChallenges()) {
            revert NotContested(challenges.length, state.maxChallenges());
        }
        (, uint256 time) = challenges.last(c);
        uint256 finalAt = time + state.challengeTime();
        if (block.timestamp >= finalAt) revert TooLate(finalAt, block.timestamp);
    }

    function _subject(uint256 modelId, bytes24 leaf) private pure returns (bytes24) {
        return bytes24(keccak256(abi.encode(modelId, leaf)));
    }

    function _arbitrations() private pure returns (Arbitrations storage a) {
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            a.slot := ARBITRATION
        }
    }
}
