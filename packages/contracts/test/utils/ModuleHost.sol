// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../../src/interfaces/IClassifier.sol";

/// Models of a classifier and nothing else: its functions work on this contract's storage, as on a trainer's.
contract ModuleHost {
    address private immutable MODULE;

    constructor(address module) {
        MODULE = module;
    }

    fallback() external {
        _delegate(msg.data);
        // what the module has returned
        assembly ("memory-safe") {
            let free := mload(0x40)
            returndatacopy(free, 0x00, returndatasize())
            return(free, returndatasize())
        }
    }

    /// Learns from all samples, as a settlement does.
    /// @return gas What that takes.
    function learn(uint256 modelId, uint56 settings, uint8[] calldata labels, bytes[] calldata samples)
        external
        returns (uint256 gas)
    {
        gas = gasleft();
        _delegate(abi.encodeCall(IClassifier.updateAll, (modelId, settings, labels, samples)));
        gas -= gasleft();
    }

    function _delegate(bytes memory request) private {
        (bool ok, bytes memory result) = MODULE.delegatecall(request);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }
}
