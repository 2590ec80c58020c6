// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {Mirror} from "./LogMirror.sol";
import {Test, Vm} from "./Test.sol";

/// Follows the logs of all trainers by their events, as a client does, and makes the proofs that claims need.
abstract contract LogTest is Test {
    mapping(address trainer => mapping(uint256 modelId => Mirror)) private _mirrors;
    mapping(address trainer => mapping(uint256 modelId => mapping(uint256 index => bool))) private
        _surprising;

    constructor() {
        vm.recordLogs();
    }

    /// What the log of a model has of `c`.
    function leafOf(Contribution memory c) internal pure returns (bytes24) {
        bytes32 takers = keccak256(abi.encodePacked(c.takers));
        return bytes24(
            keccak256(
                abi.encode(
                    c.contributor,
                    c.index,
                    c.label,
                    c.surprising,
                    c.time,
                    c.deposit,
                    c.remaining,
                    takers,
                    keccak256(c.sample)
                )
            )
        );
    }

    /// What the log of a model under bonds has of `c` with its challenges.
    function leafOf(Contribution memory c, Challenge[] memory challenges)
        internal
        pure
        returns (bytes24 leaf)
    {
        leaf = leafOf(c);
        for (uint256 i; i < challenges.length; ++i) {
            Challenge memory each = challenges[i];
            leaf = bytes24(keccak256(abi.encode(leaf, each.account, each.label, each.time)));
        }
    }

    /// A proof that `c` stands in the log; one that fails when it does not.
    function proofOf(address trainer, uint256 modelId, Contribution memory c)
        internal
        returns (bytes memory)
    {
        return proofOf(trainer, modelId, leafOf(c));
    }

    function proofOf(address trainer, uint256 modelId, Contribution memory c, Challenge[] memory challenges)
        internal
        returns (bytes memory)
    {
        return proofOf(trainer, modelId, leafOf(c, challenges));
    }

    /// One proof of contributions that stand in the log one after another.
    function proofOf(address trainer, uint256 modelId, Contribution[] memory list)
        internal
        returns (bytes memory)
    {
        Mirror storage mirror = mirrorOf(trainer, modelId);
        return mirror.proof(mirror.find(leafOf(list[0])), list.length);
    }

    function proofOf(address trainer, uint256 modelId, bytes24 leaf) internal returns (bytes memory) {
        Mirror storage mirror = mirrorOf(trainer, modelId);
        uint256 count = mirror.count();
        if (count == 0) return abi.encodePacked(uint8(4), uint32(0), bytes24(0));
        uint256 position = mirror.find(leaf);
        return mirror.proof(position < count ? position : 0, 1);
    }

    /// A proof of each.
    function proofsOf(address trainer, uint256 modelId, Contribution[] memory list)
        internal
        returns (bytes[] memory proofs)
    {
        proofs = new bytes[](list.length);
        for (uint256 i; i < list.length; ++i) {
            proofs[i] = proofOf(trainer, modelId, list[i]);
        }
    }

    /// Whether the model did not know a contribution when it was made under points.
    function wasSurprising(address trainer, uint256 modelId, uint256 index) internal returns (bool) {
        readLogs();
        return _surprising[trainer][modelId][index];
    }

    /// Whether `c` stands in the log as it is, and is not closed.
    function isOpen(address trainer, uint256 modelId, Contribution memory c) internal returns (bool) {
        return isOpen(trainer, modelId, leafOf(c));
    }

    function isOpen(address trainer, uint256 modelId, bytes24 leaf) internal returns (bool) {
        Mirror storage mirror = mirrorOf(trainer, modelId);
        uint256 position = mirror.find(leaf);
        return position < mirror.count() && !isTouched(trainer, modelId, position);
    }

    /// Whether the entry at `position` was claimed, or its state has changed.
    function isTouched(address trainer, uint256 modelId, uint256 position) internal view returns (bool) {
        (, uint64 touched) = IDataHandler(trainer).page(modelId, position / 64);
        return (touched >> (position % 64)) & 1 != 0;
    }

    /// The log of a model is what its events say.
    function assertLog(address trainer, uint256 modelId) internal {
        Mirror storage mirror = mirrorOf(trainer, modelId);
        IDataHandler.LogView memory log = IDataHandler(trainer).log(modelId);
        assertEq(log.entries, mirror.count(), "entries of the log");
        assertEq(log.running, mirror.running(mirror.count()), "running hash of the log");
    }

    function mirrorOf(address trainer, uint256 modelId) internal returns (Mirror storage) {
        readLogs();
        return _mirrors[trainer][modelId];
    }

    /// Takes in what was emitted since the last time.
    function readLogs() internal returns (Vm.Log[] memory logs) {
        logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            _readLog(logs[i]);
        }
    }

    function _readLog(Vm.Log memory each) private {
        bytes32 topic = each.topics.length == 0 ? bytes32(0) : each.topics[0];
        if (topic == IDataHandler.Contributed.selector) {
            _readContributed(each);
        } else if (topic == IDataHandler.Changed.selector) {
            (bytes24 before, bytes24 leaf) = abi.decode(each.data, (bytes24, bytes24));
            _append(each, uint256(each.topics[2]), before, leaf);
        } else if (topic == IPoints.Judged.selector) {
            bool surprising = abi.decode(each.data, (bool));
            _surprising[each.emitter][uint256(each.topics[1])][uint256(each.topics[2])] = surprising;
        }
    }

    function _readContributed(Vm.Log memory each) private {
        (uint8 label, uint32 time, uint96 deposit, bytes24 before, bytes memory sample) =
            abi.decode(each.data, (uint8, uint32, uint96, bytes24, bytes));
        uint256 index = uint256(each.topics[2]);
        Contribution memory c = Contribution({
            contributor: address(uint160(uint256(each.topics[3]))),
            index: uint32(index),
            label: label,
            surprising: _surprising[each.emitter][uint256(each.topics[1])][index],
            time: time,
            deposit: deposit,
            remaining: deposit,
            takers: new address[](0),
            sample: sample
        });
        _append(each, index, before, leafOf(c));
    }

    /// @dev What was undone (a call that reverted, a state gone back to) is followed by other entries at its place.
    function _append(Vm.Log memory each, uint256 position, bytes24 before, bytes24 leaf) private {
        Mirror storage mirror = _mirrors[each.emitter][uint256(each.topics[1])];
        mirror.truncate(position);
        assertEq(mirror.count(), position, "entries of a log follow one another");
        assertEq(mirror.running(position), before, "the running hash in an event");
        mirror.append(leaf);
    }
}
