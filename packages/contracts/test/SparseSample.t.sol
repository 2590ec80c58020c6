// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparseSample} from "../src/libraries/SparseSample.sol";
import {Test} from "./utils/Test.sol";

/// The check of sixteen indices at once against one by one.
contract SparseSampleTest is Test {
    /// Any bytes.
    function test_ascends_anyBytes(bytes calldata data) public view {
        bytes memory sample = data.length % 2 == 0 ? data : data[1:];
        assertTrue(this.ascends(sample, sample.length) == naive(sample), "as one by one");
    }

    /// Ascending samples, followed by other bytes, that one changed index may spoil.
    function test_ascends_oneIndexChanged(uint256 seed, uint16 length, uint16 changed, uint16 value)
        public
        view
    {
        bytes memory sample = ascending(seed, bound(length, 1, 300));
        if (seed % 4 != 0) {
            uint256 i = bound(changed, 0, sample.length / 2 - 1);
            // near its neighbours, where mistakes would hide
            if (seed % 4 != 1) value = uint16(uint256(indexAt(sample, i)) + 65_536 + value % 5 - 2);
            (sample[2 * i], sample[2 * i + 1]) = (bytes1(uint8(value >> 8)), bytes1(uint8(value)));
        }
        bool expected = naive(sample);
        assertTrue(seed % 4 != 0 || expected, "an ascending sample ascends");
        bytes memory followed = abi.encodePacked(sample, keccak256(abi.encode(seed)));
        assertTrue(this.ascends(followed, sample.length) == expected, "as one by one");
    }

    /// Every place in a sample of every small length: equal neighbours are found.
    function test_ascends_findsEachRepetition() public view {
        for (uint256 length = 2; length <= 40; ++length) {
            for (uint256 i = 1; i < length; ++i) {
                bytes memory sample = ascending(length, length);
                (sample[2 * i], sample[2 * i + 1]) = (sample[2 * i - 2], sample[2 * i - 1]);
                assertTrue(!this.ascends(sample, sample.length), "a repeated index");
            }
        }
    }

    function test_check_extremes() public view {
        this.check("", 1);
        this.check(hex"0000", 1);
        this.check(hex"ffff", 65_536);
        this.check(hex"0000ffff", 65_536);
        this.check(ascending(1, 2048), 65_536);
    }

    function ascends(bytes calldata data, uint256 size) external pure returns (bool) {
        return SparseSample.ascends(data[:size]);
    }

    function check(bytes calldata sample, uint256 featureCount) external pure {
        SparseSample.check(sample, featureCount);
    }

    function ascending(uint256 seed, uint256 length) private pure returns (bytes memory sample) {
        sample = new bytes(2 * length);
        uint256 step = 65_536 / length;
        uint256 index = uint256(keccak256(abi.encode(seed))) % step;
        for (uint256 i; i < length; ++i) {
            (sample[2 * i], sample[2 * i + 1]) = (bytes1(uint8(index >> 8)), bytes1(uint8(index)));
            index += 1 + uint256(keccak256(abi.encode(seed, i))) % step;
            if (index > 65_536 - (length - i)) index = 65_536 - (length - i) + 1;
        }
    }

    function naive(bytes memory sample) private pure returns (bool) {
        for (uint256 i = 1; i < sample.length / 2; ++i) {
            if (indexAt(sample, i) <= indexAt(sample, i - 1)) return false;
        }
        return true;
    }

    function indexAt(bytes memory sample, uint256 i) private pure returns (uint16) {
        return uint16(uint8(sample[2 * i])) << 8 | uint8(sample[2 * i + 1]);
    }
}
