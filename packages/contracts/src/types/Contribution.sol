// SPDX-License-Identifier: MIT
// A contribution and what its entry is the hash of are one idea.
// solhint-disable one-contract-per-file
pragma solidity ^0.8.31;

/// The whole state of an open contribution. The chain keeps its hash only; claimers bring it in calldata, put
/// together from the events.
struct Contribution {
    /// Who made the contribution and staked the deposit.
    address contributor;
    /// The position of the entry with which it was made.
    uint32 index;
    /// The class that the contributor says the sample has.
    uint8 label;
    /// Under points: whether the model said something else before it learnt from it. Elsewhere false.
    bool surprising;
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

/// What an entry is the hash of, in memory: the words of abi.encode(contributor, index, label, surprising, time,
/// deposit, remaining, keccak256 of the takers, keccak256 of the sample). Lists enter by their own hash, so that no two
/// contributions share an encoding.
type Preimage is uint256;

using PreimageLibrary for Preimage global;

library ContributionLibrary {
    /// @return What the log has of `c`.
    function leaf(Contribution calldata c) internal pure returns (bytes24) {
        (Preimage p,,) = c.preimage();
        return p.leaf();
    }

    /// @return p The preimage of its entry.
    /// @return takers Its lists.
    /// @return sample The same.
    function preimage(Contribution calldata c)
        internal
        pure
        returns (Preimage p, address[] calldata takers, bytes calldata sample)
    {
        takers = c.takers;
        sample = c.sample;
        // The first seven fields are copied as they stand in calldata. What is behind the preimage is not kept.
        assembly ("memory-safe") {
            p := mload(0x40)
            let rest := add(p, 0x120)
            mstore(0x40, rest)
            calldatacopy(p, c, 0xe0)
            let size := shl(5, takers.length)
            calldatacopy(rest, takers.offset, size)
            mstore(add(p, 0xe0), keccak256(rest, size))
            calldatacopy(rest, sample.offset, sample.length)
            mstore(add(p, 0x100), keccak256(rest, sample.length))
        }
    }

    /// @return The entry of a contribution that the caller makes in this block: nothing taken yet.
    function leafOfNew(uint256 index, uint8 label, bool surprising, uint96 deposit, bytes calldata sample)
        internal
        view
        returns (bytes24)
    {
        bytes32 takers = keccak256("");
        Preimage p;
        // The preimage, which is not kept.
        assembly ("memory-safe") {
            p := mload(0x40)
            calldatacopy(p, sample.offset, sample.length)
            let sampleHash := keccak256(p, sample.length)
            mstore(p, caller())
            mstore(add(p, 0x20), index)
            mstore(add(p, 0x40), and(label, 0xff))
            mstore(add(p, 0x60), iszero(iszero(surprising)))
            mstore(add(p, 0x80), timestamp())
            mstore(add(p, 0xa0), shr(160, shl(160, deposit)))
            mstore(add(p, 0xc0), shr(160, shl(160, deposit)))
            mstore(add(p, 0xe0), takers)
            mstore(add(p, 0x100), sampleHash)
        }
        return p.leaf();
    }
}

/// The fields of a preimage. Once its entry was found in the log they are what that contribution began with, or what
/// was taken since: within their types, with nothing above them.
library PreimageLibrary {
    function leaf(Preimage p) internal pure returns (bytes24) {
        bytes32 h;
        // of its nine words
        assembly ("memory-safe") {
            h := keccak256(p, 0x120)
        }
        return bytes24(h);
    }

    /// @dev Turns the preimage into that of the contribution after `taker`, who is behind `takers`, has taken all of it
    /// but `remaining`.
    function take(Preimage p, uint256 remaining_, address[] calldata takers, address taker) internal pure {
        bytes32 takersHash = keccak256(abi.encodePacked(takers, uint256(uint160(taker))));
        // the words of what remains and of the takers
        assembly ("memory-safe") {
            mstore(add(p, 0xc0), remaining_)
            mstore(add(p, 0xe0), takersHash)
        }
    }

    function contributor(Preimage p) internal pure returns (address) {
        return address(uint160(_word(p, 0x00)));
    }

    function index(Preimage p) internal pure returns (uint256) {
        return _word(p, 0x20);
    }

    function label(Preimage p) internal pure returns (uint256) {
        return _word(p, 0x40);
    }

    function time(Preimage p) internal pure returns (uint256) {
        return _word(p, 0x80);
    }

    function deposit(Preimage p) internal pure returns (uint256) {
        return _word(p, 0xa0);
    }

    function remaining(Preimage p) internal pure returns (uint256) {
        return _word(p, 0xc0);
    }

    function _word(Preimage p, uint256 offset) private pure returns (uint256 word) {
        // loads it
        assembly ("memory-safe") {
            word := mload(add(p, offset))
        }
    }
}
