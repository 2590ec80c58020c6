// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// What is drawn by lot: the halves of the test set, and the order of scoring. The seed is made of the salts of all
/// revealed bundles, which nobody knows before they are revealed, and of the sponsor's, which is committed before; of
/// no block, so that a proposer has no part in it but by keeping a reveal out.
library Lots {
    /// @return The lot after one more bundle is revealed.
    function add(bytes32 lot, bytes32 salt, uint256 bundle) internal pure returns (bytes32) {
        return keccak256(abi.encode(lot, salt, bundle));
    }

    /// @return The seed, with the salt of the test set.
    function seed(bytes32 lot, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(salt, lot));
    }

    /// @return Bit i says which of the test samples 2 i and 2 i + 1 is of the half that pays: so the halves are equal,
    /// and a sample is of either as likely as not.
    function halves(bytes32 seed_) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed_, "halves")));
    }

    /// @dev With r = keccak256(abi.encode(seed)): the offset is (r >> 128) mod count; the multiplier is the first
    /// number that shares no divisor with `count`, from 1 + r mod (count - 1) on, 1 following count - 1.
    /// @return multiplier 1 to count - 1; 1 for a count of 1.
    /// @return offset Below `count`.
    function order(bytes32 seed_, uint256 count) internal pure returns (uint256 multiplier, uint256 offset) {
        if (count == 1) return (1, 0);
        uint256 r = uint256(keccak256(abi.encode(seed_)));
        offset = (r >> 128) % count;
        multiplier = 1 + r % (count - 1);
        while (FixedPointMathLib.gcd(multiplier, count) != 1) multiplier = multiplier % (count - 1) + 1;
    }
}
