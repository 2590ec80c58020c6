// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassCounts, Counts} from "./ClassCounts.sol";
import {Logarithm} from "./Logarithm.sol";

/// Adds up the counts of a sample's features, for the class that ClassCounts has selected and the next one in one pass.
library CountSums {
    /// As ClassCounts has it; assembly takes plain numbers only.
    uint256 private constant TO_HIGH = 1 << 18;
    /// Ten features, whose product is below 2^256, have two bytes each.
    uint256 private constant FACTOR_BYTES = 20;
    /// A pair is a number for the class in the upper half of a word, and one for the next class in the lower half: here
    /// of ones.
    uint256 private constant PAIR = (1 << 128) | 1;

    /// @return total Σ count over the features at hand.
    /// @return another The same of the next class.
    function sum(Counts t) internal view returns (uint256 total, uint256 another) {
        t.openHigh();
        // Finds each feature as CountIncrements does. The scratch space holds the end and `top`. A function with
        // `leave` is not inlined, and so has the whole stack for its own variables.
        assembly ("memory-safe") {
            function run(p, i) -> a, b {
                let width := mload(add(p, 0x100))
                let bits := mload(add(p, 0xe0))
                let mask := sub(shl(bits, 1), 1)
                let word := mload(add(p, 0x140))
                let base := mload(add(p, 0x180))
                for {} 1 { i := add(i, 2) } {
                    if iszero(lt(i, mload(0x00))) { leave }
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), base)
                    if gt(shift, mload(0x20)) {
                        shift := add(add(shift, base), mload(add(p, 0x60)))
                        let slot := div(shift, mload(add(p, 0x120)))
                        base := mul(slot, mload(add(p, 0x120)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x60)))
                        slot := add(mload(add(p, 0x40)), slot)
                        word := sload(slot)
                        if slt(word, 0) { mstore(add(p, 0x160), sload(add(slot, TO_HIGH))) }
                    }
                    if slt(word, 0) {
                        let half := shr(shift, mload(add(p, 0x160)))
                        a := add(a, shl(bits, and(half, mask)))
                        b := add(b, shl(bits, and(shr(bits, half), mask)))
                    }
                    shift := shr(shift, word)
                    feature := mload(add(mload(p), mul(mload(add(p, 0xc0)), feature)))
                    a := add(a, add(and(shift, mask), and(shr(16, feature), 0xffff)))
                    b := add(b, add(and(shr(bits, shift), mask), and(feature, 0xffff)))
                }
            }
            mstore(0x00, mload(add(t, 0x20)))
            mstore(0x20, mload(add(t, 0x80)))
            total, another := run(t, mload(add(t, 0xa0)))
        }
    }

    /// @param logs Where Logarithm's table stands in memory.
    /// @return total Σ log2(Π (256 * count + smoothing)), each product over ten of the features at hand, in units of
    /// 2^-32 as Logarithm.log2 rounds them. A factor is at most 256 * (2^17 - 2) + 65,535 < 2^25.1.
    /// @return another The same of the next class.
    function logSums(Counts t, uint256 smoothing, uint256 logs)
        internal
        view
        returns (uint256 total, uint256 another)
    {
        unchecked {
            t.openHigh();
            uint256 to = t.get(ClassCounts.TO);
            for (uint256 from = t.get(ClassCounts.FROM); from < to; from += FACTOR_BYTES) {
                uint256 stop = from + FACTOR_BYTES;
                (uint256 p, uint256 q) = _products(t, from, stop < to ? stop : to, smoothing * PAIR);
                total += Logarithm.log2(logs, p);
                another += Logarithm.log2(logs, q);
            }
        }
    }

    /// @dev Goes on with the low word that was at hand before.
    /// @param smoothing A pair.
    /// @return product Π (256 * count + smoothing) over the features in calldata from `from` to `to`.
    /// @return another The same of the next class.
    function _products(Counts t, uint256 from, uint256 to, uint256 smoothing)
        private
        view
        returns (uint256 product, uint256 another)
    {
        // as in `sum`; 256 times a count is the count eight bits up; the scratch space holds `to` and the smoothing
        assembly ("memory-safe") {
            function run(p, i) -> a, b {
                let width := mload(add(p, 0x100))
                let bits := mload(add(p, 0xe0))
                let mask := sub(shl(bits, 1), 1)
                let word := mload(add(p, 0x140))
                let base := mload(add(p, 0x180))
                a := 1
                b := 1
                for {} 1 { i := add(i, 2) } {
                    if iszero(lt(i, mload(0x00))) {
                        mstore(add(p, 0x140), word)
                        mstore(add(p, 0x180), base)
                        leave
                    }
                    let feature := shr(240, calldataload(i))
                    let shift := sub(mul(width, feature), base)
                    if gt(shift, mload(add(p, 0x80))) {
                        shift := add(add(shift, base), mload(add(p, 0x60)))
                        let slot := div(shift, mload(add(p, 0x120)))
                        base := mul(slot, mload(add(p, 0x120)))
                        shift := sub(shift, base)
                        base := sub(base, mload(add(p, 0x60)))
                        slot := add(mload(add(p, 0x40)), slot)
                        word := sload(slot)
                        if slt(word, 0) { mstore(add(p, 0x160), sload(add(slot, TO_HIGH))) }
                    }
                    feature := mload(add(mload(p), mul(mload(add(p, 0xc0)), feature)))
                    feature := or(shl(112, and(feature, 0xffff0000)), and(feature, 0xffff))
                    if slt(word, 0) {
                        let half := shr(shift, mload(add(p, 0x160)))
                        half := or(shl(128, and(half, mask)), and(shr(bits, half), mask))
                        feature := add(feature, shl(bits, half))
                    }
                    shift := shr(shift, word)
                    feature := add(feature, or(shl(128, and(shift, mask)), and(shr(bits, shift), mask)))
                    feature := add(shl(8, feature), mload(0x20))
                    a := mul(a, shr(128, feature))
                    b := mul(b, shr(128, shl(128, feature)))
                }
            }
            mstore(0x00, to)
            mstore(0x20, smoothing)
            product, another := run(t, from)
        }
    }
}
