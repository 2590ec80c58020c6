// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {Mirror} from "../utils/LogMirror.sol";
import {Test} from "../utils/Test.sol";
import {EntryLogHarness} from "./EntryLogHarness.sol";

contract EntryLogTest is Test {
    EntryLogHarness private _log;
    Mirror private _mirror;
    uint256 private _seed;
    uint256 private _pinned;
    mapping(uint256 position => bool) private _touched;

    function setUp() external {
        _log = new EntryLogHarness();
        vm.warp(1_800_000_000);
    }

    function testFuzz_every_end_decides_as_the_rule_says(uint256 seed) external {
        _seed = seed;
        uint256 target = _random(200) + 1;
        while (_mirror.count() < target) {
            _append(_random(12) + 1);
            if (_random(4) == 0) _pin();
            _check(_random(_mirror.count()));
            if (_random(3) == 0) _change(_random(_mirror.count()));
        }
        for (uint256 i; i < 8; ++i) {
            _check(_random(_mirror.count()));
        }
        _checkPages();
    }

    function testFuzz_forgeries_fail(uint256 seed) external {
        _seed = seed;
        _append(_random(200) + 1);
        uint256 n = _mirror.count();
        uint256 position = _random(n);
        uint256 own = 1 + _random(_min(n - position, 11));
        bytes24[] memory leaves = _leaves(position, own);
        bytes memory right = _best(position, own);
        _same(_passes(0, leaves, right), true, "right");
        _same(_passes(1, leaves, right), false, "other model");

        // Any bit in the proof or in a leaf. Not the end: where a chunk is complete, the running hash and a peak may
        // be the same hash, so that the other end proves the same.
        for (uint256 i; i < 12; ++i) {
            bytes memory forged = bytes.concat(right);
            uint256 place = 1 + _random(forged.length - 1);
            forged[place] ^= bytes1(uint8(1 << _random(8)));
            _same(_passes(0, leaves, forged), false, "bit of the proof");
        }
        uint256 wrong = _random(own);
        leaves[wrong] ^= bytes24(uint192(1 << _random(192)));
        _same(_passes(0, leaves, right), false, "bit of a leaf");
        leaves = _leaves(position, own);
        _same(_passes(0, leaves, bytes.concat(right, hex"00")), false, "one byte more");
        _same(_passes(0, leaves, _cut(right, 1)), false, "one byte less");
        _same(_passes(0, leaves, _cut(right, right.length)), false, "nothing");
        _same(_passes(0, leaves, bytes.concat(right, bytes24(0))), false, "one hash more");

        // The same hashes for the neighbours' places.
        for (uint256 p = position > 9 ? position - 9 : 0; p < position + 9; ++p) {
            if (p == position) continue;
            bytes memory shifted = bytes.concat(right);
            for (uint256 i; i < 4; ++i) {
                shifted[1 + i] = bytes4(uint32(p))[i];
            }
            _same(_passes(0, leaves, shifted), false, "shifted");
        }
    }

    /// A node has no place in the chain, nor a chunk's hash as a leaf.
    function test_a_node_is_no_entry_and_an_entry_no_node() external {
        _append(64);
        bytes24[] memory leaf = new bytes24[](1);
        for (uint256 height; height < 3; ++height) {
            leaf[0] = _mirror.tree(1, height);
            for (uint8 end; end < 6; ++end) {
                bytes memory proof = abi.encodePacked(end, uint32(63), _mirror.tree(0, height));
                _same(_passes(0, leaf, proof), false, "node as entry");
            }
        }
    }

    function test_bits_that_were_set_in_an_open_page_stay() external {
        _append(20);
        bytes24[] memory leaf = _leaves(3, 1);
        assertEq(_log.claim(0, leaf, _mirror.lineProof(4, 3, 1, 20)), 3, "position");
        _append(60);
        _touched[3] = true;
        _checkPages();
        bytes memory proof = _mirror.treeProof(3, 3, 1);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, 3));
        _log.claim(0, leaf, proof);
    }

    function test_a_pin_stands_for_ten_minutes_and_as_long_as_nobody_replaces_it() external {
        vm.expectRevert(EntryLog.NothingToPin.selector);
        _log.pin(0);
        _append(5);
        _log.pin(0);
        _append(100);
        bytes memory proof = _mirror.lineProof(5, 2, 1, 5);
        _same(_passes(0, _leaves(2, 1), proof), true, "pinned");
        vm.warp(1_800_000_599);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.PinStands.selector, 1_800_000_600, 1_800_000_599));
        _log.pin(0);
        vm.warp(1_800_000_600);
        _same(_passes(0, _leaves(2, 1), proof), true, "still pinned");
        _log.pin(0);
        _same(_passes(0, _leaves(2, 1), proof), false, "replaced");
    }

    /// All six ends for a segment that begins at `position`, each against the rule in plain words.
    function _check(uint256 position) private {
        uint256 n = _mirror.count();
        uint256 own = 1 + _random(_min(n - position, 10));
        bool open = true;
        for (uint256 i; i < own; ++i) {
            if (_touched[position + i]) open = false;
        }
        bytes24[] memory leaves = _leaves(position, own);
        uint256 last = (position + own - 1) / 8;
        for (uint8 end; end < 4; ++end) {
            uint256 trees = (last >> end) + 1;
            // Enough leaves for the path.
            if (8 * (trees << end) > n) continue;
            // The newest left tree of that height has the peak.
            bool holds = end == 3 || (trees % 2 == 1 && 8 * ((trees + 2) << end) > n);
            bytes memory proof = _mirror.treeProof(end, position, own);
            _same(_passes(0, leaves, proof), open && holds, "tree");
        }
        _same(_passes(0, leaves, _mirror.lineProof(4, position, own, n)), open, "running");
        if (n > position + own) {
            _same(_passes(0, leaves, _mirror.lineProof(4, position, own, n - 1)), false, "outrun");
        }
        if (_pinned >= position + own) {
            _same(_passes(0, leaves, _mirror.lineProof(5, position, own, _pinned)), open, "pin");
        }
        if (!open || _random(2) == 0) return;
        assertEq(_log.claim(0, leaves, _best(position, own)), position, "position");
        for (uint256 i; i < own; ++i) {
            _touched[position + i] = true;
        }
        _same(_passes(0, leaves, _best(position, own)), false, "claimed twice");
    }

    /// The old entry is touched, the new state appended.
    function _change(uint256 position) private {
        if (_touched[position]) return;
        _log.claim(0, _leaves(position, 1), _best(position, 1));
        _touched[position] = true;
        _append(1);
        _same(_passes(0, _leaves(position, 1), _best(position, 1)), false, "claimed after a change");
    }

    function _pin() private {
        vm.warp(block.timestamp + 600);
        _log.pin(0);
        _pinned = _mirror.count();
    }

    function _checkPages() private view {
        uint256 n = _mirror.count();
        assertEq(_log.page(0, n / 64) >> 64, 0, "open page");
        for (uint256 p; p <= n / 64; ++p) {
            uint256 word = _log.page(0, p);
            if (p < n / 64) assertEq(word >> 64, uint192(_mirror.tree(p, 3)), "root");
            for (uint256 i; i < 64; ++i) {
                _same((word >> i) & 1 != 0, _touched[64 * p + i], "bit");
            }
        }
    }

    /// A proof that holds now.
    function _best(uint256 position, uint256 own) private view returns (bytes memory) {
        uint256 n = _mirror.count();
        if ((position + own - 1) / 64 < n / 64) return _mirror.treeProof(3, position, own);
        return _mirror.lineProof(4, position, own, n);
    }

    function _append(uint256 count) private {
        bytes24[] memory leaves = new bytes24[](count);
        for (uint256 i; i < count; ++i) {
            leaves[i] = bytes24(keccak256(abi.encode(_seed, _mirror.count())));
            _mirror.append(leaves[i]);
        }
        _log.append(0, leaves);
        bytes24[] memory others = new bytes24[](count);
        _log.append(1, others);
    }

    function _leaves(uint256 position, uint256 count) private view returns (bytes24[] memory leaves) {
        leaves = new bytes24[](count);
        for (uint256 i; i < count; ++i) {
            leaves[i] = _mirror.leaves[position + i];
        }
    }

    function _passes(uint256 model, bytes24[] memory leaves, bytes memory proof) private view returns (bool) {
        try _log.proveOpen(model, leaves, proof) returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }

    function _cut(bytes memory data, uint256 bytes_) private pure returns (bytes memory cut) {
        cut = bytes.concat(data);
        uint256 length = data.length - bytes_;
        // shortens it
        assembly ("memory-safe") {
            mstore(cut, length)
        }
    }

    function _same(bool actual, bool expected, string memory what) private pure {
        assertEq(uint256(actual ? 1 : 0), uint256(expected ? 1 : 0), what);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function _random(uint256 below) private returns (uint256) {
        _seed = uint256(keccak256(abi.encode(_seed)));
        return _seed % below;
    }
}
