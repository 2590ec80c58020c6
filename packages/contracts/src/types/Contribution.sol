// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The whole state of an open contribution. The chain keeps its hash only; claimers bring it in calldata, put
/// together from the events.
struct Contribution {
    /// Who made the contribution and staked the deposit.
    address contributor;
    /// The class that the contributor says the sample has.
    uint8 label;
    /// When it was made, in seconds since 1970.
    uint32 time;
    /// What was staked, in wei.
    uint96 deposit;
    /// What is left of the deposit, in wei.
    uint96 remaining;
    /// Who has taken a share of the deposit already, in that order.
    address[] takers;
    /// The packed sample.
    bytes sample;
}

using ContributionLibrary for Contribution global;

library ContributionLibrary {
    /// @return What the chain keeps of `c`: keccak256(abi.encode(contributor, label, time, deposit, remaining,
    /// keccak256 of the takers, keccak256 of the sample)). Lists enter by their own hash, so that no two
    /// contributions share an encoding.
    function hash(Contribution calldata c) internal pure returns (bytes32) {
        address[] calldata takers = c.takers;
        bytes32 takersHash;
        // takersHash = keccak256(abi.encodePacked(takers))
        assembly ("memory-safe") {
            let m := mload(0x40)
            let size := shl(5, takers.length)
            calldatacopy(m, takers.offset, size)
            takersHash := keccak256(m, size)
        }
        return _hash(c, c.remaining, takersHash);
    }

    /// @return The hash of `c` after `taker` has taken all of it but `remaining`.
    function hashAfterTake(Contribution calldata c, uint96 remaining, address taker)
        internal
        pure
        returns (bytes32)
    {
        return _hash(c, remaining, keccak256(abi.encodePacked(c.takers, uint256(uint160(taker)))));
    }

    /// @return The hash of a contribution that is made in this block: nothing taken yet.
    function hashNew(address contributor, uint8 label, uint96 deposit, bytes calldata sample)
        internal
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                contributor, label, block.timestamp, deposit, deposit, keccak256(""), keccak256(sample)
            )
        );
    }

    function _hash(Contribution calldata c, uint96 remaining, bytes32 takers)
        private
        pure
        returns (bytes32 h)
    {
        bytes calldata sample = c.sample;
        // as `hash` says; the first four fields are copied as they stand in calldata
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, sample.offset, sample.length)
            let sampleHash := keccak256(m, sample.length)
            calldatacopy(m, c, 0x80)
            mstore(add(m, 0x80), remaining)
            mstore(add(m, 0xa0), takers)
            mstore(add(m, 0xc0), sampleHash)
            h := keccak256(m, 0xe0)
        }
    }
}
