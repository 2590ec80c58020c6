// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ClassifierModules} from "../src/ClassifierModules.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// The modules that a trainer is made with, by their numbers.
contract ClassifierModulesTest is TrainerTest {
    uint256 private constant MOST = 12;

    function test_every_number_has_its_module(uint256 count) public {
        count = bound(count, 1, MOST);
        address[] memory modules = some(count);
        ClassifierModules made = ClassifierModules(deployTrainer("Deposits", modules));
        assertEq(made.classifierCount(), count, "the count");
        for (uint256 i; i < count; ++i) {
            assertEq(made.classifierModule(i), modules[i], "the module");
        }
        vm.expectRevert(abi.encodeWithSelector(ClassifierModules.UnknownClassifier.selector, count, count));
        made.classifierModule(count);
    }

    function test_reverts_none_orTooMany() public {
        refuses(0);
        refuses(MOST + 1);
    }

    /// An account without code would let everything through.
    function test_reverts_notAModule(uint256 which) public {
        address[] memory modules = some(MOST);
        modules[which % MOST] = named("nobody");
        vm.expectRevert();
        this.deploy(modules);
    }

    function refuses(uint256 count) private {
        address[] memory modules = some(count);
        vm.expectRevert();
        this.deploy(modules);
    }

    function deploy(address[] calldata modules) external returns (address) {
        return deployTrainer("Deposits", modules);
    }

    /// Contracts, each at an address of its own.
    function some(uint256 count) private returns (address[] memory modules) {
        modules = new address[](count);
        for (uint256 i; i < count; ++i) {
            modules[i] = address(uint160(0xc0de0000 + i));
            vm.etch(modules[i], hex"00");
        }
    }
}
