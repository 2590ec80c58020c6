// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositState, DepositStateLibrary} from "../src/types/DepositState.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {Test} from "./utils/Test.sol";

/// Each field comes back as it was set, and setting one leaves the others.
contract DepositStateTest is Test {
    function test_create(uint24 refundTime, uint24 ownerTime, uint24 anyTime, uint40 weight, uint32 now_)
        public
    {
        vm.warp(now_);
        DepositState s = DepositStateLibrary.create(refundTime, ownerTime, anyTime, weight);
        assertOptions(s, refundTime, ownerTime, anyTime, weight);
        assertEq(s.lastContribution(), now_, "last contribution");
        assertEq(s.totalVerified(), 0, "verified");
    }

    function test_changes(uint24[3] calldata times, uint40 weight, uint32 now_, uint8 verified) public {
        DepositState s = DepositStateLibrary.create(times[0], times[1], times[2], weight);
        for (uint256 i; i < verified; ++i) {
            s = s.addVerified();
        }
        vm.warp(now_);
        s = s.contributedNow();
        assertOptions(s, times[0], times[1], times[2], weight);
        assertEq(s.lastContribution(), now_, "last contribution");
        assertEq(s.totalVerified(), verified, "verified");
        s = s.addVerified();
        assertEq(s.lastContribution(), now_, "last contribution after one more");
        assertEq(s.totalVerified(), uint256(verified) + 1, "one more verified");
    }

    /// The count fills its 32 bits and no more.
    function test_addVerified_last(uint24[3] calldata times, uint40 weight) public view {
        DepositState s = DepositStateLibrary.create(times[0], times[1], times[2], weight);
        uint256 almost = uint256(type(uint32).max) - 1;
        s = DepositState.wrap(DepositState.unwrap(s) | uint176(almost << 112));
        uint256 last = s.lastContribution();
        s = s.addVerified();
        assertEq(s.totalVerified(), type(uint32).max, "the most");
        assertEq(s.lastContribution(), last, "last contribution");
        assertOptions(s, times[0], times[1], times[2], weight);
        s = s.contributedNow();
        assertEq(s.totalVerified(), type(uint32).max, "the most, after a contribution");
        assertOptions(s, times[0], times[1], times[2], weight);
    }

    function test_contributedNow_reverts_after2106(uint256 later) public {
        DepositState s = DepositStateLibrary.create(0, 0, 0, 0);
        vm.warp(bound(later, uint256(type(uint32).max) + 1, type(uint64).max));
        vm.expectRevert(SafeCastLib.Overflow.selector);
        this.contributedNow(s);
    }

    function contributedNow(DepositState s) external view returns (DepositState) {
        return s.contributedNow();
    }

    function assertOptions(DepositState s, uint24 refundTime, uint24 ownerTime, uint24 anyTime, uint40 weight)
        private
        pure
    {
        assertEq(uint256(s.refundTime()), refundTime, "refund time");
        assertEq(uint256(s.ownerClaimTime()), ownerTime, "owner claim time");
        assertEq(uint256(s.anyClaimTime()), anyTime, "any claim time");
        assertEq(uint256(s.depositWeight()), weight, "deposit weight");
    }
}
