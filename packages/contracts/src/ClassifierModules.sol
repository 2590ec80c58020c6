// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The classifiers of a trainer, fixed when it is built: in its code, so that finding one costs no storage. Solidity
/// has no immutable arrays.
abstract contract ClassifierModules {
    error ModuleCountOutOfRange(uint256 modules, uint256 max);
    error NotAModule(address module);
    error UnknownClassifier(uint256 classifier, uint256 classifiers);

    uint256 private constant MAX_MODULES = 12;

    uint256 private immutable _MODULE_COUNT;
    address private immutable _MODULE_0;
    address private immutable _MODULE_1;
    address private immutable _MODULE_2;
    address private immutable _MODULE_3;
    address private immutable _MODULE_4;
    address private immutable _MODULE_5;
    address private immutable _MODULE_6;
    address private immutable _MODULE_7;
    address private immutable _MODULE_8;
    address private immutable _MODULE_9;
    address private immutable _MODULE_10;
    address private immutable _MODULE_11;

    constructor(address[] memory modules) {
        uint256 count = modules.length;
        if (count == 0 || count > MAX_MODULES) revert ModuleCountOutOfRange(count, MAX_MODULES);
        for (uint256 i; i < count; ++i) {
            if (modules[i].code.length == 0) revert NotAModule(modules[i]);
        }
        _MODULE_COUNT = count;
        _MODULE_0 = modules[0];
        _MODULE_1 = count > 1 ? modules[1] : address(0);
        _MODULE_2 = count > 2 ? modules[2] : address(0);
        _MODULE_3 = count > 3 ? modules[3] : address(0);
        _MODULE_4 = count > 4 ? modules[4] : address(0);
        _MODULE_5 = count > 5 ? modules[5] : address(0);
        _MODULE_6 = count > 6 ? modules[6] : address(0);
        _MODULE_7 = count > 7 ? modules[7] : address(0);
        _MODULE_8 = count > 8 ? modules[8] : address(0);
        _MODULE_9 = count > 9 ? modules[9] : address(0);
        _MODULE_10 = count > 10 ? modules[10] : address(0);
        _MODULE_11 = count > 11 ? modules[11] : address(0);
    }

    /// @return How many classifiers there are; their numbers are 0 to this less one.
    function classifierCount() external view returns (uint256) {
        return _MODULE_COUNT;
    }

    /// @return module Where the classifier's code is. Reverts on a number that no classifier has.
    function classifierModule(uint256 classifier) public view returns (address module) {
        if (classifier >= _MODULE_COUNT) revert UnknownClassifier(classifier, _MODULE_COUNT);
        return _module(classifier);
    }

    /// @param classifier A number that one has.
    function _module(uint256 classifier) internal view returns (address) {
        if (classifier < 4) {
            if (classifier < 2) return classifier == 0 ? _MODULE_0 : _MODULE_1;
            return classifier == 2 ? _MODULE_2 : _MODULE_3;
        }
        if (classifier < 8) {
            if (classifier < 6) return classifier == 4 ? _MODULE_4 : _MODULE_5;
            return classifier == 6 ? _MODULE_6 : _MODULE_7;
        }
        if (classifier < 10) return classifier == 8 ? _MODULE_8 : _MODULE_9;
        return classifier == 10 ? _MODULE_10 : _MODULE_11;
    }
}
