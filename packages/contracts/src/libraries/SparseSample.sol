// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The set of features that a sample has, packed: strictly ascending indices, two bytes each, big-endian. So no
/// feature can stand twice, or under two names.
library SparseSample {
    /// More features than this no sample may have, so that all that is accepted can also be claimed within the
    /// gas of one transaction (EIP-7825).
    uint256 internal constant MAX_LENGTH = 2048;

    /// Eight lanes of 32 bits: the low half of each, and the bit above the low half.
    uint256 private constant LOW = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
    uint256 private constant GUARD = 0x0001000000010000000100000001000000010000000100000001000000010000;

    error SampleMisaligned(uint256 bytesGiven);
    error SampleTooLong(uint256 features, uint256 max);
    error IndicesNotAscending(uint256 position, uint256 previous, uint256 index);
    error IndexOutOfRange(uint256 index, uint256 featureCount);

    /// @dev Reverts unless `sample` is well formed for a model of `featureCount`. No features at all is well formed.
    function check(bytes calldata sample, uint256 featureCount) internal pure {
        check(sample, featureCount, MAX_LENGTH);
    }

    /// @dev The same for a classifier that allows `maxLength` features in a sample.
    function check(bytes calldata sample, uint256 featureCount, uint256 maxLength) internal pure {
        if (sample.length % 2 != 0) revert SampleMisaligned(sample.length);
        uint256 length = sample.length / 2;
        if (length > maxLength) revert SampleTooLong(length, maxLength);
        if (length == 0) return;
        if (!ascends(sample)) _revertNotAscending(sample);
        uint256 last = _at(sample, length - 1);
        if (last >= featureCount) revert IndexOutOfRange(last, featureCount);
    }

    /// @return ok Whether every index is greater than the one before it.
    function ascends(bytes calldata sample) internal pure returns (bool ok) {
        // for every 16 indices a: are a[1] > a[0], a[3] > a[2], … and, read two bytes on, a[2] > a[1], a[4] > a[3],
        // …? A lane of `greater` keeps its guard bit where second + 2^16 - first - 1 >= 2^16. Lanes that reach past
        // the end of the sample are set to pass.
        assembly ("memory-safe") {
            function greater(pairs, bytesLeft) -> lanes {
                let first := and(shr(16, pairs), LOW)
                let second := or(and(pairs, LOW), GUARD)
                let past := shr(shl(3, and(bytesLeft, not(3))), not(0))
                lanes := or(sub(sub(second, first), shr(16, GUARD)), past)
            }
            let lanes := GUARD
            let cursor := sample.offset
            for { let left := sample.length } gt(left, 2) { left := sub(left, 32) } {
                lanes := and(lanes, greater(calldataload(cursor), left))
                lanes := and(lanes, greater(calldataload(add(cursor, 2)), sub(left, 2)))
                if lt(left, 33) { break }
                cursor := add(cursor, 32)
            }
            ok := eq(lanes, GUARD)
        }
    }

    function _revertNotAscending(bytes calldata sample) private pure {
        for (uint256 i = 1;; ++i) {
            uint256 previous = _at(sample, i - 1);
            uint256 index = _at(sample, i);
            if (index <= previous) revert IndicesNotAscending(i, previous, index);
        }
    }

    function _at(bytes calldata sample, uint256 i) private pure returns (uint256) {
        return uint16(bytes2(sample[2 * i:]));
    }
}
