// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBit} from "solady/utils/LibBit.sol";

/// Words of a model that several samples touch one after the other: each is read from storage once, and written once in
/// the end. Were they written after each sample, a word could become 0 and be fresh again each second time.
library HeldWords {
    struct Held {
        /// Where the model's words begin in storage.
        uint256 base;
        /// The words by their index, of which those are held whose bit is set.
        uint256[] values;
        uint256[] bits;
    }

    /// @return None yet of the `count` words of a model.
    function none(uint256 base, uint256 count) internal pure returns (Held memory) {
        return Held(base, new uint256[](count), new uint256[](count / 256 + 1));
    }

    /// @return touched The words with the weights of a sample, `perWord` in each, as StoredWords has them: the
    /// intercept's first.
    function take(Held memory held, bytes calldata sample, uint256 perWord)
        internal
        view
        returns (uint256[] memory touched)
    {
        unchecked {
            uint256 features = sample.length / 2;
            touched = new uint256[](2 * FixedPointMathLib.min(features + 1, held.values.length));
            (touched[0], touched[1]) = (0, _load(held, 0));
            uint256 last;
            uint256 length = 2;
            for (uint256 i; i < features; ++i) {
                uint256 position;
                // the feature, and the intercept before all
                assembly ("memory-safe") {
                    position := add(shr(240, calldataload(add(sample.offset, shl(1, i)))), 1)
                }
                uint256 word = position / perWord;
                if (word == last) continue;
                last = word;
                (touched[length], touched[length + 1]) = (word, _load(held, word));
                length += 2;
            }
            // cut to what it holds
            assembly ("memory-safe") {
                mstore(touched, length)
            }
        }
    }

    /// @dev Keeps what has become of words that were taken.
    function put(Held memory held, uint256[] memory touched) internal pure {
        uint256[] memory values = held.values;
        unchecked {
            for (uint256 i; i < touched.length; i += 2) {
                values[touched[i]] = touched[i + 1];
            }
        }
    }

    /// @dev Writes all that are held back.
    function save(Held memory held) internal {
        uint256 base = held.base;
        unchecked {
            for (uint256 i; i < held.bits.length; ++i) {
                for (uint256 left = held.bits[i]; left != 0; left &= left - 1) {
                    uint256 word = 256 * i + LibBit.ffs(left);
                    uint256 value = held.values[word];
                    // storage[base + word] = value
                    assembly ("memory-safe") {
                        sstore(add(base, word), value)
                    }
                }
            }
        }
    }

    function _load(Held memory held, uint256 word) private view returns (uint256 value) {
        uint256 bits = held.bits[word / 256];
        uint256 bit = 1 << (word % 256);
        if (bits & bit != 0) return held.values[word];
        uint256 base = held.base;
        // storage[base + word]
        assembly ("memory-safe") {
            value := sload(add(base, word))
        }
        held.bits[word / 256] = bits | bit;
        held.values[word] = value;
    }
}
