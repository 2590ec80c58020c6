// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "../../interfaces/ICollaborativeTrainer.sol";
import {IMarket} from "../../interfaces/IMarket.sol";
import {Bundle, BundleLibrary} from "../../types/Bundle.sol";
import {Market, Settlement} from "../../types/Market.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {Bundles} from "./Bundles.sol";
import {Lots} from "./Lots.sol";
import {Payout} from "./Payout.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

/// Scoring, in steps that anybody may make. A bundle is tried in a call that the contract makes to itself, and that
/// reverts with the result unless the bundle is kept, so that what does not stay was never there. A bundle and one test
/// sample always fit a transaction (EIP-7825: 2^24 gas): both are bounded by the words of storage that they touch.
abstract contract MarketSettlement is Bundles {
    /// The five words of `Tried`, and its selector.
    uint256 private constant TRIED_LENGTH = 164;

    /// @inheritdoc IMarket
    function nextNumber(uint256 modelId) external view returns (uint256) {
        (, Market storage m) = _inPhase(modelId, Phase.Settling);
        return _numberAt(m.settlement, m.revealed);
    }

    /// @inheritdoc IMarket
    function settle(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        uint256 bundle_,
        address contributor,
        bytes32 salt,
        uint256 tests
    ) external {
        (, Market storage m) = _inPhase(modelId, Phase.Settling);
        if (tests == 0) revert NothingToSettle();
        if (labels.length != samples.length) {
            revert ICollaborativeTrainer.LengthMismatch(labels.length, samples.length);
        }
        Settlement memory s = m.settlement;
        Bundle b = _bundleIn(modelId, m, bundle_, BundleStatus.Revealed);
        uint256 number = _numberAt(s, m.revealed);
        if (b.number() != number) revert NotNext(modelId, number, b.number());
        bytes32 commitment = _commitmentOf(modelId, labels, samples, contributor, salt);
        _checkHash(b, bundle_, BundleLibrary.hashOf(contributor, commitment));

        uint256 before = s.tested;
        tests = FixedPointMathLib.min(tests, m.options.testSamples - before);
        bool kept = _try(modelId, m, s, labels, samples, tests);
        bool refused = !kept && s.triedKeepLoss > _mostKept(m, s);
        uint256 rest;
        if (kept || refused) rest = _score(modelId, m, s, bundle_, contributor, kept);
        else emit BundleTried(modelId, bundle_, s.tested, s.triedPayLoss, s.triedKeepLoss);
        m.settlement = s;
        _payOut(m, before, kept || refused ? m.options.testSamples : s.tested, rest);
    }

    /// @inheritdoc IMarket
    function trial(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        uint256 first,
        uint256 page,
        uint256 cursor,
        uint256 tests,
        uint256 limit
    ) external returns (uint256 payLoss, uint256 keepLoss, uint256 made) {
        if (msg.sender != address(this)) revert NotTheTrainer(msg.sender);
        ModelHead head = _usable(modelId);
        Market storage m = _market(modelId);
        _updateAll(modelId, head, labels, samples);
        uint256 halves = Lots.halves(m.lot);
        bool quadratic = m.options.loss == Loss.Quadratic;
        while (true) {
            bytes memory data = SSTORE2.read(m.data[page], cursor);
            (uint256 pays, uint256 keeps, uint256 count, uint256 end) =
                _testLoss(modelId, head, quadratic, data, 0, tests - made, first + made, halves);
            payLoss += pays;
            keepLoss += keeps;
            made += count;
            cursor += end;
            if (made == tests) break;
            (page, cursor) = (page + 1, 0);
        }
        if (first + made != m.options.testSamples || keepLoss > limit) {
            revert Tried(payLoss, keepLoss, made, page, cursor);
        }
    }

    /// @dev Tries the bundle on the next `tests` test samples. After the last one, what the model has learned from it
    /// stays if the loss on the half that decides allows it.
    /// @return kept Whether it stays.
    function _try(
        uint256 modelId,
        Market storage m,
        Settlement memory s,
        uint8[] calldata labels,
        bytes[] calldata samples,
        uint256 tests
    ) private returns (bool kept) {
        // A bundle that has come so far was not refused.
        uint256 limit = _mostKept(m, s) - s.triedKeepLoss;
        bytes memory request =
            abi.encodeCall(this.trial, (modelId, labels, samples, s.tested, s.page, s.cursor, tests, limit));
        bytes memory result;
        // solhint-disable-next-line avoid-low-level-calls
        (kept, result) = address(this).call(request);
        if (!kept && !_isTried(result)) revert TrialFailed(tests, gasleft());
        (uint256 payLoss, uint256 keepLoss, uint256 made, uint256 page, uint256 cursor) = (0, 0, 0, 0, 0);
        // the words after the length, and after the selector of an error; where to go on is of errors only
        assembly ("memory-safe") {
            let words := add(result, add(0x20, shl(2, iszero(kept))))
            payLoss := mload(words)
            keepLoss := mload(add(words, 0x20))
            made := mload(add(words, 0x40))
            if iszero(kept) {
                page := mload(add(words, 0x60))
                cursor := mload(add(words, 0x80))
            }
        }
        s.triedPayLoss += uint32(payLoss);
        s.triedKeepLoss += uint32(keepLoss);
        s.tested += uint16(made);
        (s.page, s.cursor) = (uint8(page), uint16(cursor));
    }

    /// @dev Scores the bundle that was tried, and goes to the next position.
    /// @return rest What is left for the sponsor, with the last bundle.
    function _score(
        uint256 modelId,
        Market storage m,
        Settlement memory s,
        uint256 bundle_,
        address contributor,
        bool kept
    ) private returns (uint256 rest) {
        uint256 amount = m.options.stake;
        if (kept) {
            amount = _earn(m, s.payLoss, s.triedPayLoss, amount);
            (s.payLoss, s.keepLoss) = (s.triedPayLoss, s.triedKeepLoss);
        }
        if (amount == 0) {
            m.words[bundle_] = BundleLibrary.NOTHING;
            --m.unpaid;
        } else {
            m.words[bundle_] = BundleLibrary.settled(contributor, amount);
        }
        emit BundleSettled(
            modelId, bundle_, contributor, kept, s.tested, s.triedPayLoss, s.triedKeepLoss, amount
        );
        (s.tested, s.page, s.cursor, s.triedPayLoss, s.triedKeepLoss) = (0, 0, 0, 0, 0);
        if (++s.position == m.revealed) {
            rest = m.pot;
            (m.pot, m.begun) = (0, Phase.Settled);
            emit MarketSettled(modelId, s.payLoss, s.keepLoss, rest);
        }
    }

    /// @dev Moves what a kept bundle earns or loses between its stake and the pot.
    /// @return amount What its contributor can claim.
    function _earn(Market storage m, uint256 before, uint256 after_, uint256 stake)
        private
        returns (uint256 amount)
    {
        uint256 half = m.options.testSamples / 2;
        if (after_ <= before) {
            uint256 pay = Payout.pay(m.options.value, before - after_, half);
            pay = FixedPointMathLib.min(pay, m.pot);
            m.pot -= uint96(pay);
            return stake + pay;
        }
        uint256 penalty = Payout.penalty(m.options.value, after_ - before, half);
        penalty = FixedPointMathLib.min(penalty, stake);
        m.pot += uint96(penalty);
        return stake - penalty;
    }

    /// @dev Pays whoever made this step, and the sponsor after the last one.
    function _payOut(Market storage m, uint256 before, uint256 after_, uint256 rest) private {
        uint256 fee = m.options.fee;
        uint256 all = m.options.testSamples;
        uint256 part = fee * after_ / all - fee * before / all;
        address sponsor = m.sponsor;
        if (part != 0) SafeTransferLib.forceSafeTransferETH(msg.sender, part);
        if (rest != 0) SafeTransferLib.forceSafeTransferETH(sponsor, rest);
    }

    /// @return The most that the loss on the half that decides may be with the bundle that is next.
    function _mostKept(Market storage m, Settlement memory s) private view returns (uint256) {
        return s.keepLoss + Payout.tolerated(m.options.tolerance, m.options.testSamples / 2);
    }

    /// @return Whether a trial that was reverted came to its end; only `trial` itself reverts so.
    function _isTried(bytes memory result) private pure returns (bool) {
        return result.length == TRIED_LENGTH && bytes4(result) == Tried.selector;
    }

    function _numberAt(Settlement memory s, uint256 revealed) private pure returns (uint256) {
        return (uint256(s.multiplier) * s.position + s.offset) % revealed;
    }
}
