// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismHandler} from "./MechanismHandler.sol";
import {Test} from "../utils/Test.sol";

/// Whatever people do, in whatever order: each model holds what it owes, and gives all of it out in the end.
abstract contract MechanismInvariantsTest is Test {
    uint256 private constant START = 1_700_000_000;

    MechanismHandler internal handler;

    function setUp() public {
        vm.warp(START);
        handler = newHandler();
    }

    function newHandler() internal virtual returns (MechanismHandler);

    /// The contracts whose functions forge calls.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_conservation() external view {
        uint256 sum = handler.forced();
        for (uint256 modelId; modelId < handler.MODELS(); ++modelId) {
            assertEq(handler.held(modelId), handler.owed(modelId), "a model holds what it owes");
            sum += handler.held(modelId);
        }
        assertEq(handler.balance(), sum, "the trainer holds what its models hold");
        assertEq(handler.money(), handler.total(), "no ether appears or disappears");
    }

    /// After each run.
    function afterInvariant() external {
        handler.closeOut();
        assertEq(handler.balance(), handler.forced(), "nothing is stranded");
    }
}
