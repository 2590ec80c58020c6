// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../interfaces/IClassifier.sol";
import {CentroidState, CentroidStateLibrary} from "../types/CentroidState.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {DenseSample} from "./DenseSample.sol";
import {DenseVectors} from "./DenseVectors.sol";
import {StoredWords} from "./StoredWords.sol";

/// A sample that is compared with the classes of a model, or learned.
struct Query {
    /// The sample spread for multiplication.
    uint256 lanes;
    int256 total;
    /// Words of a mean; the sums of a class have twice as many.
    uint256 words;
    /// Where the mean of class 0 is in memory, or would be.
    uint256 means;
    /// Where the model's words are loaded from (StoredWords), and where in memory the next one is to stand.
    uint256 base;
    uint256[] given;
    uint256 next;
    /// Where the first word of states is; and for the label that the sample is to be learned for: its word of states,
    /// its sums unless the class is settled, and x·Σx.
    uint256 states;
    uint256 state;
    uint256 sums;
    int256 product;
}

using Centroids for Query global;

/// The words of a nearest-centroid model in memory: states, two classes to a word, then for each class the 32-bit sums
/// of what was contributed. Σx = initialCount * uploaded mean + these sums.
/// @dev While words are loaded, no memory is allocated: a query is made, then `openLabel`, or `nearest`, or
/// `openStates` and `distance`, then `close`. Words that are not needed are not loaded: sums that are known to be 0,
/// unless they are to be learned, and classes that were never taught.
library Centroids {
    /// Words of states, for 64 classes.
    uint256 internal constant SUMS = 32;
    /// The top sixteen bits of the first word of states: above the class count, how many classes are taught. Classes
    /// from that on have no samples, and predictions do not look at them.
    uint256 internal constant CLASS_COUNT_AT = 240;
    uint256 internal constant TAUGHT_AT = 248;
    /// No label: the sample is only compared.
    uint256 internal constant NONE = type(uint256).max;

    /// @param means Uploaded means: of all classes that have one, or of `label` only.
    function query(
        uint256 base,
        uint256[] memory given,
        bytes calldata sample,
        uint256[] memory means,
        uint256 label
    ) internal pure returns (Query memory q) {
        (q.lanes, q.total) = DenseSample.spread(sample);
        unchecked {
            q.words = (sample.length + 31) / 32;
            q.means = _start(means) - 32 * q.words * label;
        }
        q.base = base;
        q.given = given;
        q.next = StoredWords.begin(base, given);
    }

    /// @dev Loads all that is needed for learning the sample.
    function openLabel(Query memory q, uint256 label) internal view {
        q.states = _load(q, 0, 1);
        _checkLabel(StoredWords.read(q.states), label);
        q.state = label < 2 ? q.states : _load(q, label / 2, 1);
        CentroidState s = CentroidStateLibrary.within(StoredWords.read(q.state), label);
        if (!s.settled()) q.product = _dot(q, s, label, true);
    }

    /// @dev Loads the states of the first `classes` classes.
    function openStates(Query memory q, uint256 classes) internal view {
        q.states = _load(q, 0, (classes + 1) / 2);
    }

    /// @return numerator ‖Σx‖² - 2 n x·Σx of class `c`, in units of 2^-30.
    /// @return count n of the class.
    function distance(Query memory q, uint256 c) internal view returns (int256 numerator, uint256 count) {
        CentroidState s = _stateOf(q, c);
        return _distance(s, s.count() == 0 ? int256(0) : _dot(q, s, c, false));
    }

    /// @param label NONE, or the one that the sample is to be learned for.
    /// @return best The class whose centroid is nearest to the sample.
    function nearest(Query memory q, uint256 label) internal view returns (uint256 best) {
        q.states = _load(q, 0, 1);
        uint256 word = StoredWords.read(q.states);
        uint256 classes = word >> TAUGHT_AT;
        if (label != NONE) {
            _checkLabel(word, label);
            classes = FixedPointMathLib.max(classes, label + 1);
            q.state = StoredWords.skip(q.states, label / 2);
        }
        if (classes > 2) _load(q, 1, (classes - 1) / 2);
        int256 lowest;
        int256 square;
        // |numerator| < 2^91 and n² < 2^32.
        unchecked {
            for (uint256 c; c < classes; ++c) {
                CentroidState s = _stateOf(q, c);
                bool learned = c == label && !s.settled();
                uint256 n = s.count();
                if (n == 0 && !learned) continue;
                int256 product = _dot(q, s, c, learned);
                if (learned) q.product = product;
                if (n == 0) continue;
                (int256 numerator,) = _distance(s, product);
                if (square == 0 || numerator * square < lowest * int256(n * n)) {
                    (best, lowest, square) = (c, numerator, int256(n * n));
                }
            }
        }
    }

    /// @dev No more words are loaded.
    /// @return touched Those that were, as they now are and will be after `learn`.
    function close(Query memory q) internal pure returns (uint256[] memory touched) {
        return StoredWords.end(q.base, q.given, q.next);
    }

    /// @dev Learns the sample for the label that the query was opened with.
    /// @return Whether words have changed: a settled class takes no more.
    function learn(Query memory q, bytes calldata sample, uint256 label) internal pure returns (bool) {
        uint256 word = StoredWords.read(q.state);
        CentroidState s = CentroidStateLibrary.within(word, label);
        if (s.settled()) return false;
        // ‖Σx + x‖² = ‖Σx‖² + 2 x·Σx + ‖x‖²; only all three together are not negative
        int256 norm = int256(s.squaredNorm()) + 2 * q.product + int256(DenseSample.squaredNorm(sample));
        s = CentroidStateLibrary.create(s.initialCount(), s.count() + 1, uint256(norm));
        StoredWords.write(q.state, s.into(word, label));
        word = StoredWords.read(q.states);
        if (label >= word >> TAUGHT_AT) StoredWords.write(q.states, withTaught(word, label + 1));
        DenseVectors.addToSums(q.sums, sample);
        return true;
    }

    /// @dev Writes back what `learn` has changed.
    function save(Query memory q) internal {
        StoredWords.save(q.base, q.states, 1);
        if (q.state != q.states) StoredWords.save(q.base, q.state, 1);
        StoredWords.save(q.base, q.sums, 2 * q.words);
    }

    /// @return The first word of states when all classes before `count` may have samples.
    function withTaught(uint256 word, uint256 count) internal pure returns (uint256) {
        return (count << TAUGHT_AT) | uint248(word);
    }

    function _distance(CentroidState s, int256 product)
        private
        pure
        returns (int256 numerator, uint256 count)
    {
        count = s.count();
        // |numerator| < 2^91
        unchecked {
            numerator = int256(s.squaredNorm()) - 2 * int256(count) * product;
        }
    }

    /// @param learned Whether the sample is to be learned for the class.
    /// @return result x·Σx of class `c`; parts that are known to be 0 are not looked at.
    function _dot(Query memory q, CentroidState s, uint256 c, bool learned)
        private
        view
        returns (int256 result)
    {
        unchecked {
            uint256 initial = s.initialCount();
            bool contributed = s.count() != initial;
            uint256 sums = q.next;
            if (contributed || learned) _load(q, SUMS + 2 * q.words * c, 2 * q.words);
            if (learned) q.sums = sums;
            if (initial != 0) {
                uint256 mean = q.means + 32 * q.words * c;
                result = int256(initial) * DenseVectors.dot(mean, q.words, q.lanes, q.total);
            }
            if (contributed) result += DenseVectors.dotSums(sums, q.words, q.lanes, q.total);
        }
    }

    /// @return cursor Where the `count` words from `first` on now stand.
    function _load(Query memory q, uint256 first, uint256 count) private view returns (uint256 cursor) {
        cursor = q.next;
        q.next = StoredWords.load(q.base, q.given, cursor, first, count);
    }

    function _stateOf(Query memory q, uint256 c) private pure returns (CentroidState) {
        return CentroidStateLibrary.within(StoredWords.read(StoredWords.skip(q.states, c / 2)), c);
    }

    /// @param word The first word of states.
    function _checkLabel(uint256 word, uint256 label) private pure {
        uint256 classes = uint8(word >> CLASS_COUNT_AT);
        if (label >= classes) revert IClassifier.LabelOutOfRange(label, classes);
    }

    function _start(uint256[] memory words) private pure returns (uint256 pointer) {
        // behind the length of the list
        assembly ("memory-safe") {
            pointer := add(words, 0x20)
        }
    }
}
