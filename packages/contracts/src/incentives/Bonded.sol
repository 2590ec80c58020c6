// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../interfaces/IBonded.sol";
import {JUDGE, LEARN_LATER} from "../interfaces/IClassifier.sol";
import {EntryLog} from "../libraries/EntryLog.sol";
import {BondedState, BondedStateLibrary} from "../types/BondedState.sol";
import {Challenge, ChallengeLibrary} from "../types/Challenge.sol";
import {Contribution} from "../types/Contribution.sol";
import {LogWord} from "../types/LogWord.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {Arbitration} from "./bonded/Arbitration.sol";
import {PooledBonds} from "./bonded/PooledBonds.sol";

/// @dev docs/bonded.md has the rules on one page, docs/threat-model.md what they do not protect from.
abstract contract Bonded is PooledBonds, Arbitration {
    using ChallengeLibrary for Challenge[];
    using EntryLog for EntryLog.Log;

    /// Below this a bond could be one's own for next to nothing.
    uint256 private constant MIN_DEPOSIT = 1e12;
    uint256 private constant MAX_SURPRISE_FACTOR = 16;
    uint256 private constant MIN_CHALLENGES = 2;
    uint256 private constant MAX_CHALLENGES = 4;

    /// @inheritdoc IBonded
    function incentive(uint256 modelId) external view returns (BondedView memory v) {
        _registered(modelId);
        BondedState s = _state(_head(modelId));
        Arbiter memory arbiter = _arbiter(modelId);
        v.options = BondedOptions({
            challengeTime: s.challengeTime(),
            deposit: s.deposit(),
            surpriseFactor: s.surpriseFactor(),
            maxChallenges: s.maxChallenges(),
            arbiter: arbiter.account,
            court: arbiter.court,
            rulingTime: arbiter.rulingTime,
            arbiterData: arbiter.data
        });
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
        uint256 bond = _challenge(modelId, c, challenges, label, proof, msg.sender, msg.value);
        _pay(msg.sender, msg.value - bond);
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
        BondedState state = _state(head);
        _checkTime(time + state.challengeTime());
        if (challenges.length >= state.maxChallenges()) {
            _drop(modelId, c, challenges);
        } else {
            (uint256[] memory amounts,) = challenges.payouts(c, label, 0);
            _learn(modelId, head, c, challenges, label, amounts);
        }
    }

    /// @inheritdoc IBonded
    function dropDuplicate(
        uint256 modelId,
        Contribution calldata c,
        Challenge[] calldata challenges,
        bytes calldata proof,
        Original calldata original,
        bytes calldata originalProof
    ) external {
        ModelHead head = _usable(modelId);
        if (original.index >= c.index) revert NotEarlier(original.index, c.index);
        _checkOriginal(modelId, c, original, originalProof);
        _touch(modelId, challenges.leaf(c), proof);

        bool known = c.time >= uint256(original.time) + _state(head).challengeTime();
        uint256[] memory amounts = challenges.stakes(c);
        uint256 reward;
        if (known) {
            amounts[0] = 0;
            uint256 half = c.deposit / 2;
            if (challenges.length == 0) reward = half;
            else amounts[1] += half;
            _burn(c.deposit - half);
        }
        emit DuplicateFound(modelId, c.index, msg.sender, original.index, reward);
        emit Dropped(modelId, c.index, c.contributor, amounts);
        _payAll(modelId, c, challenges, amounts);
        _pay(msg.sender, reward);
    }

    function _createIncentive(uint256 modelId, uint256, bytes calldata options)
        internal
        override
        returns (uint176)
    {
        BondedOptions memory o = abi.decode(options, (BondedOptions));
        _checkOption("challengeTime", o.challengeTime, 1, type(uint24).max);
        _checkOption("deposit", o.deposit, MIN_DEPOSIT, type(uint64).max);
        _checkOption("surpriseFactor", o.surpriseFactor, 1, MAX_SURPRISE_FACTOR);
        _checkOption("maxChallenges", o.maxChallenges, MIN_CHALLENGES, MAX_CHALLENGES);
        _setArbiter(modelId, o);
        return BondedState.unwrap(
            BondedStateLibrary.create(
                o.challengeTime, o.deposit, o.surpriseFactor, o.maxChallenges, o.arbiter != address(0)
            )
        );
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

    /// @dev Reverts unless `original` was made with the sample of `c`.
    function _checkOriginal(
        uint256 modelId,
        Contribution calldata c,
        Original calldata original,
        bytes calldata proof
    ) private view {
        bytes24[] memory leaves = new bytes24[](1);
        // as Contribution has it: nothing is taken yet
        leaves[0] = bytes24(
            keccak256(
                abi.encode(
                    original.contributor,
                    original.index,
                    original.label,
                    false,
                    original.time,
                    original.deposit,
                    original.deposit,
                    keccak256(""),
                    keccak256(c.sample)
                )
            )
        );
        _log(modelId).prove(leaves, proof);
    }
}
