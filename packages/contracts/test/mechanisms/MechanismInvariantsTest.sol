// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind} from "./Kinds.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {Test} from "../utils/Test.sol";

/// Whatever people do, in whatever order: each model holds what it owes, and gives all of it out in the end. The handler
/// checks who may do what, and when.
abstract contract MechanismInvariantsTest is Test {
    uint256 private constant START = 1_700_000_000;

    MechanismHandler internal handler;

    function setUp() public {
        vm.warp(START);
        // Not `new`: the compiler would put the handler into each test contract.
        string memory artefact = string.concat(handlerName(), ".sol:", handlerName());
        handler = MechanismHandler(vm.deployCode(artefact, abi.encode(kind())));
    }

    function handlerName() internal pure virtual returns (string memory);

    /// The classifier of the trainer.
    function kind() internal pure virtual returns (Kind);

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
