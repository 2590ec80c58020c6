// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketSettlement} from "./market/MarketSettlement.sol";
import {Sponsorship} from "./market/Sponsorship.sol";

/// @dev The *blind prediction market*; docs/prediction-market.md has the rules. The contributors' side stands in
/// Bundles.sol, the sponsor's in Sponsorship.sol, scoring in MarketSettlement.sol. The model learns when a bundle is
/// settled, and only from those that do not make it worse.
abstract contract MarketIncentive is Sponsorship, MarketSettlement {}
