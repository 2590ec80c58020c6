// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// What is drawn by lot: the pieces of the test set that are shown, and the order of scoring.
library Lots {
    /// Serves the hashes of the last 8,191 blocks (EIP-2935), where the chain has it.
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    uint256 private constant RECENT = 256;

    /// @dev Blocks are counted as `block.number` and `blockhash` count them. Where that is the parent chain's number
    /// (Arbitrum), the history has the chain's own blocks by the same numbers, so it is asked only if it has the last
    /// block as `blockhash` has it: otherwise who waits could choose between two hashes.
    /// @return hash The hash of a past block, or 0 when the chain does not know it any more.
    function blockHash(uint256 number) internal view returns (bytes32 hash) {
        if (block.number - number <= RECENT) return blockhash(number);
        uint256 last = block.number - 1;
        if (_inHistory(last) == blockhash(last)) return _inHistory(number);
    }

    /// @dev The first `count` steps of a Fisher-Yates shuffle of 0 to `pieces` - 1; step i swaps i with
    /// i + keccak256(abi.encode(seed, i)) mod (pieces - i). At most 64 pieces, so the modulo favours none by more
    /// than 2^-250.
    /// @return drawn Bit p is set when p is among the first `count`.
    function draw(bytes32 seed, uint256 pieces, uint256 count) internal pure returns (uint256 drawn) {
        uint256[] memory shuffled = new uint256[](pieces);
        unchecked {
            for (uint256 i; i < pieces; ++i) {
                shuffled[i] = i;
            }
            for (uint256 i; i < count; ++i) {
                uint256 j = i + uint256(keccak256(abi.encode(seed, i))) % (pieces - i);
                (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
                drawn |= 1 << shuffled[i];
            }
        }
    }

    /// @dev With r = keccak256(abi.encode(seed)): the offset is (r >> 128) mod count; the multiplier is the first
    /// number that shares no divisor with `count`, from 1 + r mod (count - 1) on, 1 following count - 1.
    /// @return multiplier 1 to count - 1; 1 for a count of 1.
    /// @return offset Below `count`.
    function order(bytes32 seed, uint256 count) internal pure returns (uint256 multiplier, uint256 offset) {
        if (count == 1) return (1, 0);
        uint256 r = uint256(keccak256(abi.encode(seed)));
        offset = (r >> 128) % count;
        multiplier = 1 + r % (count - 1);
        while (FixedPointMathLib.gcd(multiplier, count) != 1) multiplier = multiplier % (count - 1) + 1;
    }

    /// @return hash What the chain's history has for a block, or 0.
    function _inHistory(uint256 number) private view returns (bytes32 hash) {
        (bool ok, bytes memory answer) = HISTORY.staticcall(abi.encode(number));
        if (ok && answer.length == 32) hash = bytes32(answer);
    }
}
