// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarket} from "../interfaces/IMarket.sol";

/// What a market keeps beside its head, in six words and one for each hidden piece of the test set.
struct Market {
    address sponsor;
    uint24 openTime;
    uint24 revealTime;
    uint8 drawnPieces;
    IMarket.Loss lossKind;
    uint32 fullImprovement;
    /// The list of hashes, as code.
    address hashes;
    uint96 bounty;
    /// Bitmaps of pieces.
    uint64 drawn;
    uint64 revealed;
    uint48 drawBlock;
    uint32 committedAt;
    uint8 pieces;
    /// The last phase that somebody's call has begun: `Open` stays while time passes.
    IMarket.Phase begun;
    bool withdrawn;
    /// The draw's seed; after each reveal of a hidden piece, xor its salt. So it does not depend on the order of
    /// reveals, and nobody but the sponsor knows it before the last one.
    bytes32 seed;
    Settlement settlement;
    /// Sum of penalties, in wei.
    uint80 penalties;
    /// Sum of the gains that have been claimed.
    uint40 claimedGains;
    /// Contributions claimed after a default.
    uint16 claims;
    uint24 shownSamples;
    /// The hidden pieces that are revealed, as code.
    mapping(uint256 piece => address code) data;
    /// By contribution: keccak256(abi.encode(contributor, gain, penalty)), from scoring until it is claimed.
    mapping(uint256 index => bytes32 hash) results;
}

/// Where scoring stands. Losses are in units of 2^-16: a piece has at most 8,191 test samples, so they stay below
/// 2^36, and what contributions have gained together is `firstLoss` less `loss`.
struct Settlement {
    uint40 firstLoss;
    uint40 loss;
    uint24 hiddenSamples;
    /// Contribution (multiplier * position + offset) mod contributions is scored at `position`.
    uint16 multiplier;
    uint16 offset;
    uint16 position;
    /// The contribution at `position` has been tried on this many test samples, with that loss; the next one begins
    /// at byte `cursor` of `piece`.
    uint24 tried;
    uint40 triedLoss;
    uint8 piece;
    uint16 cursor;
}
