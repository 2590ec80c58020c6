// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Builds the words of parameters that models are created with, as streams of big-endian numbers.
library Parameters {
    /// `count` numbers of `bytes_` bytes each, number i being `at(i)`'s lowest bytes, filled up to whole words.
    function stream(uint256[] memory values, uint256 bytes_) internal pure returns (uint256[] memory words) {
        uint256 perWord = 32 / bytes_;
        words = new uint256[]((values.length + perWord - 1) / perWord);
        uint256 mask = (1 << (8 * bytes_)) - 1;
        for (uint256 i; i < values.length; ++i) {
            words[i / perWord] |= (values[i] & mask) << (256 - 8 * bytes_ * (i % perWord + 1));
        }
    }

    function join(uint256[] memory a, uint256[] memory b) internal pure returns (uint256[] memory c) {
        c = new uint256[](a.length + b.length);
        for (uint256 i; i < a.length; ++i) {
            c[i] = a[i];
        }
        for (uint256 i; i < b.length; ++i) {
            c[a.length + i] = b[i];
        }
    }

    /// The packed dense sample of `values`.
    function dense(int256[] memory values) internal pure returns (bytes memory sample) {
        sample = new bytes(2 * values.length);
        for (uint256 i; i < values.length; ++i) {
            sample[2 * i] = bytes1(uint8(uint256(values[i]) >> 8));
            sample[2 * i + 1] = bytes1(uint8(uint256(values[i])));
        }
    }
}
