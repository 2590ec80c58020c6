// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarket} from "../interfaces/IMarket.sol";
import {Bundle} from "./Bundle.sol";

/// What a model's market keeps: the present one, or the last.
struct Market {
    IMarket.MarketOptions options;
    address sponsor;
    uint96 bounty;
    /// What is left of the bounty, with what bundles lost.
    uint96 pot;
    uint32 openedAt;
    uint32 firstBundle;
    uint32 bundles;
    uint32 revealed;
    /// How many bundles wait to be paid, once it is known that they do.
    uint32 unpaid;
    /// After a default, what each revealed bundle gets beside its stake and fee.
    uint96 share;
    uint8 pages;
    uint8 published;
    /// The last phase that somebody's call has begun: `Committing` stays while time passes.
    IMarket.Phase begun;
    /// Chained over the salts of the revealed bundles; from the first published page on the seed of the lot.
    bytes32 lot;
    /// Of the test set, from the first published page on.
    bytes32 salt;
    Settlement settlement;
    /// What the sponsor committed to, and what was published, as code.
    mapping(uint256 page => bytes32 hash) hashes;
    mapping(uint256 page => address code) data;
    mapping(uint256 bundle => Bundle word) words;
}

/// Where scoring stands. Losses are in units of 2^-16, each over the half of the test set that it is named after, which
/// has 256 samples at most.
struct Settlement {
    uint32 firstPayLoss;
    uint32 firstKeepLoss;
    /// The bundle with the number (multiplier * position + offset) mod revealed is scored at `position`.
    uint32 multiplier;
    uint32 offset;
    uint32 position;
    /// Of the model with all bundles that were kept so far.
    uint32 payLoss;
    uint32 keepLoss;
    /// The bundle at `position` has been tried on this many test samples, with these losses; the next one begins at
    /// byte `cursor` of `page`. While the test set is published: how many test samples there are.
    uint16 tested;
    uint8 page;
    uint32 triedPayLoss;
    uint32 triedKeepLoss;
    uint16 cursor;
}
