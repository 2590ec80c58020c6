// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// What *Deposit, Refund, Take* with bonds keeps in a model's head:
///
///   105       104 103          96 95          72 71      8 7              0
///   | has arbiter | most challenges | challenge time | deposit | surprise factor |
type BondedState is uint176;

using BondedStateLibrary for BondedState global;

library BondedStateLibrary {
    uint256 private constant ARBITER_AT = 104;
    uint256 private constant MAX_CHALLENGES_AT = 96;
    uint256 private constant CHALLENGE_TIME_AT = 72;
    uint256 private constant DEPOSIT_AT = 8;

    function create(
        uint24 challengeTime_,
        uint64 deposit_,
        uint8 surpriseFactor_,
        uint8 maxChallenges_,
        bool hasArbiter_
    ) internal pure returns (BondedState) {
        uint256 arbiter = hasArbiter_ ? 1 << ARBITER_AT : 0;
        return BondedState.wrap(
            uint176(
                arbiter | (uint256(maxChallenges_) << MAX_CHALLENGES_AT)
                    | (uint256(challengeTime_) << CHALLENGE_TIME_AT) | (uint256(deposit_) << DEPOSIT_AT)
                    | surpriseFactor_
            )
        );
    }

    /// @return Whether the owner named an arbiter when the model was created.
    function hasArbiter(BondedState s) internal pure returns (bool) {
        return BondedState.unwrap(s) >> ARBITER_AT != 0;
    }

    function maxChallenges(BondedState s) internal pure returns (uint8) {
        return uint8(BondedState.unwrap(s) >> MAX_CHALLENGES_AT);
    }

    function challengeTime(BondedState s) internal pure returns (uint24) {
        return uint24(BondedState.unwrap(s) >> CHALLENGE_TIME_AT);
    }

    function deposit(BondedState s) internal pure returns (uint64) {
        return uint64(BondedState.unwrap(s) >> DEPOSIT_AT);
    }

    function surpriseFactor(BondedState s) internal pure returns (uint8) {
        return uint8(BondedState.unwrap(s));
    }

    /// @return The deposit, in wei, of a contribution that the model disagrees with. At most 2^68.
    function surprisePrice(BondedState s) internal pure returns (uint96) {
        return uint96(s.deposit()) * s.surpriseFactor();
    }
}
