// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {LogWord} from "../../src/types/LogWord.sol";

/// Two logs, to be called from outside.
contract EntryLogHarness {
    using EntryLog for EntryLog.Log;

    EntryLog.Log[2] private _logs;

    function append(uint256 model, bytes24[] calldata leaves) external {
        EntryLog.Log storage log = _logs[model];
        LogWord word = log.word;
        for (uint256 i; i < leaves.length; ++i) {
            word = log.append(word, leaves[i]);
        }
        log.word = word;
    }

    function claim(uint256 model, bytes24[] calldata leaves, bytes calldata proof)
        external
        returns (uint256)
    {
        return _logs[model].claim(leaves, proof);
    }

    function proveOpen(uint256 model, bytes24[] calldata leaves, bytes calldata proof)
        external
        view
        returns (uint256)
    {
        return _logs[model].proveOpen(leaves, proof);
    }

    function pin(uint256 model) external {
        _logs[model].setPin();
    }

    function page(uint256 model, uint256 index) external view returns (uint256) {
        return _logs[model].pages[index];
    }
}
