// SPDX-License-Identifier: MIT
// A contribution and what its record is the hash of are one idea.
// solhint-disable one-contract-per-file
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

/// What a record is the hash of, in memory: the words of abi.encode(contributor, label, time, deposit, remaining,
/// keccak256 of the takers, keccak256 of the sample). Lists enter by their own hash, so that no two contributions
/// share an encoding.
type Preimage is uint256;

using PreimageLibrary for Preimage global;

library ContributionLibrary {
    /// @return What the chain keeps of `c`: the hash of its preimage.
    function hash(Contribution calldata c) internal pure returns (bytes32) {
        (Preimage p,,) = c.preimage();
        return p.hash();
    }

    /// @return p The preimage of its record.
    /// @return takers Its lists.
    /// @return sample The same.
    function preimage(Contribution calldata c)
        internal
        pure
        returns (Preimage p, address[] calldata takers, bytes calldata sample)
    {
        takers = c.takers;
        sample = c.sample;
        // The first five fields are copied as they stand in calldata. What is behind the preimage is not kept.
        assembly ("memory-safe") {
            p := mload(0x40)
            let rest := add(p, 0xe0)
            mstore(0x40, rest)
            calldatacopy(p, c, 0xa0)
            let size := shl(5, takers.length)
            calldatacopy(rest, takers.offset, size)
            mstore(add(p, 0xa0), keccak256(rest, size))
            calldatacopy(rest, sample.offset, sample.length)
            mstore(add(p, 0xc0), keccak256(rest, sample.length))
        }
    }

    /// @return h The hash of a contribution that is made in this block: nothing taken yet.
    function hashNew(address contributor, uint8 label, uint96 deposit, bytes calldata sample)
        internal
        view
        returns (bytes32 h)
    {
        bytes32 takers = keccak256("");
        // The preimage, which is not kept.
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, sample.offset, sample.length)
            let sampleHash := keccak256(m, sample.length)
            mstore(m, shr(96, shl(96, contributor)))
            mstore(add(m, 0x20), and(label, 0xff))
            mstore(add(m, 0x40), timestamp())
            mstore(add(m, 0x60), shr(160, shl(160, deposit)))
            mstore(add(m, 0x80), shr(160, shl(160, deposit)))
            mstore(add(m, 0xa0), takers)
            mstore(add(m, 0xc0), sampleHash)
            h := keccak256(m, 0xe0)
        }
    }
}

/// The fields of a preimage. Once its hash was found in a record they are what that contribution began with, or what
/// was taken since: within their types, with nothing above them.
library PreimageLibrary {
    function hash(Preimage p) internal pure returns (bytes32 h) {
        // of its seven words
        assembly ("memory-safe") {
            h := keccak256(p, 0xe0)
        }
    }

    /// @dev Turns the preimage into that of the contribution after `taker`, who is behind `takers`, has taken all of it
    /// but `remaining`.
    function take(Preimage p, uint256 remaining_, address[] calldata takers, address taker) internal pure {
        bytes32 takersHash = keccak256(abi.encodePacked(takers, uint256(uint160(taker))));
        // the words of what remains and of the takers
        assembly ("memory-safe") {
            mstore(add(p, 0x80), remaining_)
            mstore(add(p, 0xa0), takersHash)
        }
    }

    function contributor(Preimage p) internal pure returns (address) {
        return address(uint160(_word(p, 0x00)));
    }

    function label(Preimage p) internal pure returns (uint256) {
        return _word(p, 0x20);
    }

    function time(Preimage p) internal pure returns (uint256) {
        return _word(p, 0x40);
    }

    function deposit(Preimage p) internal pure returns (uint256) {
        return _word(p, 0x60);
    }

    function remaining(Preimage p) internal pure returns (uint256) {
        return _word(p, 0x80);
    }

    function _word(Preimage p, uint256 offset) private pure returns (uint256 word) {
        // loads it
        assembly ("memory-safe") {
            word := mload(add(p, offset))
        }
    }
}
