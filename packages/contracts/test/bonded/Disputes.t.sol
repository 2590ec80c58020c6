// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DisputeHandler} from "./DisputeHandler.sol";
import {Test} from "../utils/Test.sol";

/// Whatever people do with challenges, pools, duplicates and arbiters: the trainer holds what is staked and what is in
/// pools, to the wei, and all of it comes out again.
contract DisputesInvariants is Test {
    DisputeHandler private handler;

    function setUp() public {
        vm.warp(1_700_000_000);
        handler = DisputeHandler(vm.deployCode("DisputeHandler.sol:DisputeHandler"));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// forge-config: default.invariant.runs = 64
    function invariant_conservation() external view {
        assertEq(handler.balance(), handler.staked() + handler.pooled(), "stakes and pools");
    }

    /// After each run.
    function afterInvariant() external {
        handler.closeOut();
        assertEq(handler.balance(), 0, "nothing is stranded");
    }
}
