// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositState, DepositStateLibrary} from "../src/types/DepositState.sol";
import {Test} from "./utils/Test.sol";

/// Each field comes back as it was set, and setting one leaves the others.
contract DepositStateTest is Test {
    function test_create(uint24 refundTime, uint24 ownerTime, uint24 anyTime, uint40 weight) public pure {
        DepositState s = DepositStateLibrary.create(refundTime, ownerTime, anyTime, weight);
        assertOptions(s, refundTime, ownerTime, anyTime, weight);
        assertEq(s.totalVerified(), 0, "verified");
    }

    function test_addVerified(uint24[3] calldata times, uint40 weight, uint32[3] calldata counts)
        public
        pure
    {
        DepositState s = DepositStateLibrary.create(times[0], times[1], times[2], weight);
        uint256 sum;
        for (uint256 i; i < counts.length; ++i) {
            s = s.addVerified(counts[i]);
            sum += counts[i];
            assertEq(s.totalVerified(), sum, "verified");
        }
        assertOptions(s, times[0], times[1], times[2], weight);
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
