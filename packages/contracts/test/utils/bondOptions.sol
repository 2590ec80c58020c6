// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../../src/interfaces/IBonded.sol";

/// Without an arbiter.
function bondOptions(uint24 challengeTime, uint64 deposit, uint8 surpriseFactor, uint8 maxChallenges)
    pure
    returns (IBonded.BondedOptions memory)
{
    return IBonded.BondedOptions({
        challengeTime: challengeTime,
        deposit: deposit,
        surpriseFactor: surpriseFactor,
        maxChallenges: maxChallenges,
        arbiter: address(0),
        court: false,
        rulingTime: 0,
        arbiterData: ""
    });
}
