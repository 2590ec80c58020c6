// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// What *Deposit, Refund, Take* keeps in a model's head; times are seconds, the weight is gwei:
///
///   143       112 111       88 87             64 63           40 39            0
///   | verified    | refund time | owner claim time | any claim time | deposit weight |
type DepositState is uint176;

using DepositStateLibrary for DepositState global;

library DepositStateLibrary {
    uint256 private constant VERIFIED_AT = 112;
    uint256 private constant REFUND_TIME_AT = 88;
    uint256 private constant OWNER_CLAIM_TIME_AT = 64;
    uint256 private constant ANY_CLAIM_TIME_AT = 40;

    function create(uint24 refundTime_, uint24 ownerClaimTime_, uint24 anyClaimTime_, uint40 depositWeight_)
        internal
        pure
        returns (DepositState)
    {
        uint176 options = (uint176(refundTime_) << uint176(REFUND_TIME_AT))
            | (uint176(ownerClaimTime_) << uint176(OWNER_CLAIM_TIME_AT))
            | (uint176(anyClaimTime_) << uint176(ANY_CLAIM_TIME_AT)) | depositWeight_;
        return DepositState.wrap(options);
    }

    /// @return The state with `count` more verified contributions.
    function addVerified(DepositState s, uint256 count) internal pure returns (DepositState) {
        // No check: there are at most as many as contributions, which are counted in 32 bits too.
        unchecked {
            return DepositState.wrap(DepositState.unwrap(s) + uint176(count << VERIFIED_AT));
        }
    }

    function totalVerified(DepositState s) internal pure returns (uint256) {
        return DepositState.unwrap(s) >> VERIFIED_AT;
    }

    function refundTime(DepositState s) internal pure returns (uint24) {
        return uint24(DepositState.unwrap(s) >> REFUND_TIME_AT);
    }

    function ownerClaimTime(DepositState s) internal pure returns (uint24) {
        return uint24(DepositState.unwrap(s) >> OWNER_CLAIM_TIME_AT);
    }

    function anyClaimTime(DepositState s) internal pure returns (uint24) {
        return uint24(DepositState.unwrap(s) >> ANY_CLAIM_TIME_AT);
    }

    function depositWeight(DepositState s) internal pure returns (uint40) {
        return uint40(DepositState.unwrap(s));
    }
}
