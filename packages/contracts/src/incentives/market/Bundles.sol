// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BUNDLE} from "../../interfaces/IClassifier.sol";
import {ICollaborativeTrainer} from "../../interfaces/ICollaborativeTrainer.sol";
import {IMarket} from "../../interfaces/IMarket.sol";
import {EntryLog} from "../../libraries/EntryLog.sol";
import {Bundle, BundleLibrary} from "../../types/Bundle.sol";
import {LogWord} from "../../types/LogWord.sol";
import {Market} from "../../types/Market.sol";
import {ModelHead} from "../../types/ModelHead.sol";
import {Lots} from "./Lots.sol";
import {MarketState} from "./MarketState.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// The contributors' side: bundles are committed, revealed, and paid.
abstract contract Bundles is MarketState {
    /// @inheritdoc IMarket
    function commitmentOf(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        address contributor,
        bytes32 salt
    ) external view returns (bytes32) {
        ModelHead head = _usable(modelId);
        _checkSize(_market(modelId), labels, samples);
        _checkAdmitted(head, BUNDLE);
        return _commitmentOf(modelId, labels, samples, contributor, salt);
    }

    /// @inheritdoc IMarket
    function commit(uint256 modelId, bytes32[] calldata commitments)
        external
        payable
        returns (uint256 first)
    {
        (, Market storage m) = _inPhase(modelId, Phase.Committing);
        uint256 count = commitments.length;
        if (count == 0) revert NoBundle();
        uint256 expected = count * _price(m);
        if (msg.value != expected) revert ValueMismatch(expected, msg.value);
        first = uint256(m.firstBundle) + m.bundles;
        SafeCastLib.toUint32(first + count);
        for (uint256 i; i < count; ++i) {
            m.words[first + i] = BundleLibrary.committed(BundleLibrary.hashOf(msg.sender, commitments[i]));
            emit BundleCommitted(modelId, first + i, msg.sender, commitments[i]);
        }
        m.bundles += uint32(count);
    }

    /// @inheritdoc IMarket
    function reveal(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        uint256 bundle_,
        bytes32 salt
    ) external {
        (ModelHead head, Market storage m) = _inPhase(modelId, Phase.Revealing);
        Bundle b = _bundleIn(modelId, m, bundle_, BundleStatus.Committed);
        _checkSize(m, labels, samples);
        _admitBatch(head, BUNDLE);
        bytes26 hash =
            BundleLibrary.hashOf(msg.sender, _commitmentOf(modelId, labels, samples, msg.sender, salt));
        _checkHash(b, bundle_, hash);
        uint256 number = m.revealed++;
        m.words[bundle_] = BundleLibrary.revealed(hash, number);
        m.lot = Lots.add(m.lot, salt, bundle_);
        uint256 first = _recordAll(modelId, labels, samples);
        emit BundleRevealed(modelId, bundle_, msg.sender, number, first, samples.length, salt);
    }

    /// @inheritdoc IMarket
    function claim(uint256 modelId, uint256 bundle_) external {
        _usable(modelId);
        Market storage m = _market(modelId);
        Bundle b = _bundleIn(modelId, m, bundle_, BundleStatus.Settled);
        _pay(modelId, m, bundle_, b.contributor(), b.amount());
    }

    /// @inheritdoc IMarket
    function claimBack(uint256 modelId, uint256 bundle_, address contributor, bytes32 commitment) external {
        _usable(modelId);
        Market storage m = _market(modelId);
        Phase phase = m.begun;
        bool defaulted = phase == Phase.Defaulted;
        if (!defaulted && phase != Phase.Cancelled) revert WrongPhase(modelId, _phase(m));
        Bundle b = _bundleIn(modelId, m, bundle_, defaulted ? BundleStatus.Revealed : BundleStatus.Committed);
        _checkHash(b, bundle_, BundleLibrary.hashOf(contributor, commitment));
        _pay(modelId, m, bundle_, contributor, _price(m) + m.share);
    }

    /// @return What `contributor` commits to, of a bundle whose size is checked.
    function _commitmentOf(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        address contributor,
        bytes32 salt
    ) internal pure returns (bytes32) {
        uint256[] memory words = new uint256[](2 * samples.length);
        uint256 last;
        for (uint256 i; i < samples.length; ++i) {
            uint256 hash = uint256(keccak256(samples[i]));
            if (hash <= last) revert SamplesNotAscending(i);
            last = hash;
            (words[2 * i], words[2 * i + 1]) = (hash, labels[i]);
        }
        return keccak256(abi.encode(modelId, contributor, salt, keccak256(abi.encodePacked(words))));
    }

    function _recordAll(uint256 modelId, uint8[] calldata labels, bytes[] calldata samples)
        private
        returns (uint256 first)
    {
        EntryLog.Log storage log_ = _log(modelId);
        LogWord word = log_.word;
        first = word.entries();
        for (uint256 i; i < samples.length; ++i) {
            word = _record(modelId, word, labels[i], false, 0, samples[i]);
        }
        log_.word = word;
    }

    /// @dev Pays the last that there is to pay of a bundle.
    function _pay(uint256 modelId, Market storage m, uint256 bundle_, address contributor, uint256 amount)
        private
    {
        m.words[bundle_] = BundleLibrary.NOTHING;
        --m.unpaid;
        emit Claimed(modelId, bundle_, contributor, amount);
        SafeTransferLib.forceSafeTransferETH(contributor, amount);
    }

    function _checkSize(Market storage m, uint8[] calldata labels, bytes[] calldata samples) private view {
        uint256 count = samples.length;
        if (count < m.options.minSamples || count > m.options.maxSamples) {
            revert BundleSizeOutOfRange(count, m.options.minSamples, m.options.maxSamples);
        }
        if (labels.length != count) revert ICollaborativeTrainer.LengthMismatch(labels.length, count);
    }
}
