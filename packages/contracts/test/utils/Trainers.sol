// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {LogTest} from "./LogTest.sol";

/// Trainers as they ship (compiled through IR, on their own), by the names of their contracts. Not `new`: the compiler
/// would put them, and optimise them, into each test contract.
abstract contract Trainers is LogTest {
    /// The number of the classifier in trainers of one classifier.
    uint256 internal constant ONLY = 0;

    /// A trainer of one classifier, number 0.
    function deployTrainer(string memory mechanism, string memory classifier) internal returns (address) {
        string[] memory classifiers = new string[](1);
        classifiers[0] = classifier;
        return deployTrainer(mechanism, classifiers);
    }

    function deployTrainer(string memory mechanism, string[] memory classifiers) internal returns (address) {
        address[] memory modules = new address[](classifiers.length);
        for (uint256 i; i < modules.length; ++i) {
            modules[i] = vm.deployCode(string.concat(classifiers[i], "Module.sol:", classifiers[i], "Module"));
        }
        return deployTrainer(mechanism, modules);
    }

    function deployTrainer(string memory mechanism, address[] memory modules) internal returns (address) {
        string memory name = string.concat(mechanism, "Trainer");
        return vm.deployCode(string.concat(name, ".sol:", name), abi.encode(modules));
    }
}
