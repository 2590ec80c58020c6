// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PackedWeights} from "../src/libraries/PackedWeights.sol";
import {StoredWords} from "../src/libraries/StoredWords.sol";
import {Test} from "./utils/Test.sol";

/// The packed functions against plain Solidity, at every width.
contract PackedWeightsTest is Test {
    uint256 private constant MAX_POSITIONS = 65_537;

    /// No words of a model begin at slot 0.
    uint256 private _first = 1;
    uint256[4097] private _words;
    /// The words before a change, without the weights at the positions of the sample.
    mapping(uint256 index => uint256) private _before;
    /// The positions of the sample.
    uint256[] private _positions;

    function test_maxWeight() public pure {
        for (uint256 bits = 8; bits <= 16; ++bits) {
            assertEq(PackedWeights.maxWeight(bits), 2 ** bits / 2 - 1, "half the range, less one");
        }
    }

    function test_wordsFor(uint24 count, uint8 bits) public pure {
        bits = uint8(bound(bits, 8, 16));
        uint256 words = PackedWeights.wordsFor(count, bits);
        uint256 perWord = 256 / bits;
        assertTrue(words * perWord >= count, "all weights have room");
        assertTrue(words == 0 || (words - 1) * perWord < count, "no word is empty");
    }

    function test_sum(uint256 seed, uint8 bits, uint16 from, uint8 length, uint16 step) public {
        bits = uint8(bound(bits, 8, 16));
        (bytes memory data, uint16[] memory features) = randomSample(seed, from, length, step);
        fill(seed, bits);
        int256 expected = weightAt(0, bits);
        for (uint256 i; i < features.length; ++i) {
            expected += weightAt(uint256(features[i]) + 1, bits);
        }
        (int256 total, uint256[] memory touched) = this.sum(data, 2 * features.length, bits);
        assertEq(total, expected, "the sum");
        for (uint256 i; i < touched.length; i += 2) {
            assertEq(touched[i + 1], _words[touched[i]], "a word that is touched");
            assertTrue(i == 0 ? touched[0] == 0 : touched[i] > touched[i - 2], "they ascend");
        }
        uint256[] memory same;
        (total, same) = this.sumGiven(touched, data, 2 * features.length, bits);
        assertEq(total, expected, "the sum of what is given");
        assertEq(abi.encode(same), abi.encode(touched), "the same words");
    }

    /// What is given must be what is touched: no word less, none in another place, none more.
    function test_sum_reverts_given(uint256 seed, uint8 bits, uint16 from, uint8 length, uint8 place) public {
        bits = uint8(bound(bits, 8, 16));
        (bytes memory data, uint16[] memory features) = randomSample(seed, from, length, 500);
        (, uint256[] memory touched) = this.sum(data, 2 * features.length, bits);
        uint256 i = bound(place, 0, touched.length / 2 - 1);

        uint256[] memory other = new uint256[](touched.length + 2);
        for (uint256 j; j < touched.length; ++j) {
            other[j < 2 * i ? j : j + 2] = touched[j];
        }
        (other[2 * i], other[2 * i + 1]) = (5000, 1);
        vm.expectRevert(abi.encodeWithSelector(StoredWords.WordMissing.selector, touched[2 * i]));
        this.sumGiven(other, data, 2 * features.length, bits);

        for (uint256 j = 2 * i + 2; j < touched.length; ++j) {
            other[j - 2] = touched[j];
        }
        assembly ("memory-safe") {
            mstore(other, sub(mload(touched), 2))
        }
        vm.expectRevert(abi.encodeWithSelector(StoredWords.WordMissing.selector, touched[2 * i]));
        this.sumGiven(other, data, 2 * features.length, bits);

        other = new uint256[](touched.length + 2);
        for (uint256 j; j < touched.length; ++j) {
            other[j] = touched[j];
        }
        other[touched.length] = place;
        vm.expectRevert(abi.encodeWithSelector(StoredWords.WordNotNeeded.selector, place));
        this.sumGiven(other, data, 2 * features.length, bits);
    }

    function test_add(uint256 seed, uint8 bits, uint16 from, uint8 length, uint16 step, uint16 rate) public {
        bits = uint8(bound(bits, 8, 16));
        (bytes memory data, uint16[] memory features) = randomSample(seed, from, length, step);
        fill(seed, bits);
        int256 max = int256(PackedWeights.maxWeight(bits));
        int256 change = int256(bound(rate, 1, uint256(max))) * (seed % 2 == 0 ? int256(1) : -1);

        int256[] memory expected = new int256[](features.length + 1);
        for (uint256 i; i < expected.length; ++i) {
            int256 weight = weightAt(i == 0 ? 0 : uint256(features[i - 1]) + 1, bits) + change;
            expected[i] = weight > max ? max : weight < -max ? -max : weight;
        }
        this.add(data, 2 * features.length, bits, change);

        for (uint256 i; i < expected.length; ++i) {
            uint256 position = i == 0 ? 0 : uint256(features[i - 1]) + 1;
            assertEq(weightAt(position, bits), expected[i], "the weight");
            clear(position, bits);
        }
        // All that the sample does not name is as it was: the words without these positions are the same.
        for (uint256 i; i < features.length; ++i) {
            uint256 index = (uint256(features[i]) + 1) / (256 / bits);
            assertEq(_words[index], _before[index], "the other weights of the word");
        }
        assertEq(_words[0], _before[0], "the other weights of the first word");
    }

    /// Up and down from every weight of the narrowest and the widest kind, by the least and the greatest step.
    function test_add_saturates() public {
        saturates(8, 1);
        saturates(8, 127);
        saturates(11, 1000);
        saturates(16, 32_767);
    }

    function test_upload(uint256 seed, uint8 bits, uint16 count, uint8 offset) public {
        bits = uint8(bound(bits, 8, 16));
        count = uint16(bound(count, 1, 2000));
        uint256 words = PackedWeights.wordsFor(count, bits);
        uint256[] memory chunk = new uint256[](words - bound(offset, 0, words));
        uint256 first = words - chunk.length;
        uint256 perWord = 256 / bits;
        for (uint256 i; i < chunk.length; ++i) {
            uint256 left = count - (first + i) * perWord;
            uint256 unused = 256 - bits * (left < perWord ? left : perWord);
            chunk[i] = uint256(keccak256(abi.encode(seed, i))) << unused >> unused;
        }
        this.upload(first, chunk, count, bits);
        for (uint256 i; i < chunk.length; ++i) {
            assertEq(_words[first + i], chunk[i], "the word");
        }
    }

    function test_upload_reverts_wordNotCanonical(uint8 bits, uint16 count, uint256 dirt) public {
        bits = uint8(bound(bits, 8, 16));
        count = uint16(bound(count, 1, 2000));
        uint256 perWord = 256 / bits;
        uint256[] memory chunk = new uint256[](PackedWeights.wordsFor(count, bits));
        uint256 last = chunk.length - 1;
        uint256 used = bits * (count - last * perWord);
        if (used == 256) return;
        chunk[last] = bound(dirt, 1, type(uint256).max >> used) << used;
        vm.expectRevert(abi.encodeWithSelector(PackedWeights.WordNotCanonical.selector, last, chunk[last]));
        this.upload(0, chunk, count, bits);
    }

    /// The first `size` bytes of `data` are the sample; what follows must not matter.
    function sum(bytes calldata data, uint256 size, uint256 bits)
        external
        view
        returns (int256, uint256[] memory)
    {
        return PackedWeights.sum(base(), new uint256[](0), data[:size], bits);
    }

    function sumGiven(uint256[] memory given, bytes calldata data, uint256 size, uint256 bits)
        external
        view
        returns (int256, uint256[] memory)
    {
        return PackedWeights.sum(0, given, data[:size], bits);
    }

    function add(bytes calldata data, uint256 size, uint256 bits, int256 step) external {
        (, uint256[] memory touched) = PackedWeights.sum(base(), new uint256[](0), data[:size], bits);
        PackedWeights.add(touched, data[:size], bits, step);
        StoredWords.save(base(), touched);
    }

    function upload(uint256 offset, uint256[] calldata words, uint256 count, uint256 bits) external {
        PackedWeights.upload(base(), offset, words, count, bits);
    }

    function saturates(uint256 bits, int256 step) private {
        int256 max = int256(PackedWeights.maxWeight(bits));
        int256 stride = max < 200 ? int256(1) : max / 100;
        for (int256 weight = -max - 1; weight <= max; weight += stride) {
            _words[0] = (uint256(weight) & (2 ** bits - 1)) << bits;
            this.add(hex"0000", 2, bits, step);
            assertEq(weightAt(1, bits), weight + step > max ? max : weight + step, "up");
            _words[0] = (uint256(weight) & (2 ** bits - 1)) << bits;
            this.add(hex"0000", 2, bits, -step);
            assertEq(weightAt(1, bits), weight - step < -max ? -max : weight - step, "down");
        }
    }

    /// Random words at the positions of the sample, with the bits above the last weight of each word 0.
    function fill(uint256 seed, uint256 bits) private {
        uint256 perWord = 256 / bits;
        uint256 unused = 256 - bits * perWord;
        for (uint256 i; i < _positions.length; ++i) {
            uint256 index = _positions[i] / perWord;
            _words[index] = uint256(keccak256(abi.encode(seed, index))) << unused >> unused;
            _before[index] = _words[index];
        }
        for (uint256 i; i < _positions.length; ++i) {
            _before[_positions[i] / perWord] &= ~((2 ** bits - 1) << (bits * (_positions[i] % perWord)));
        }
    }

    /// A sample of up to 255 features, followed by other bytes.
    function randomSample(uint256 seed, uint256 from, uint256 length, uint256 step)
        private
        returns (bytes memory data, uint16[] memory features)
    {
        step = bound(step, 1, step % 3 == 0 ? 500 : 5);
        uint16[] memory found = new uint16[](length);
        uint256 count;
        _positions.push(0);
        for (uint256 next = from; count < length && next < MAX_POSITIONS - 1; ++count) {
            found[count] = uint16(next);
            _positions.push(next + 1);
            data = abi.encodePacked(data, uint16(next));
            next += 1 + uint256(keccak256(abi.encode(seed, next))) % step;
        }
        features = new uint16[](count);
        for (uint256 i; i < count; ++i) {
            features[i] = found[i];
        }
        data = abi.encodePacked(data, keccak256(abi.encode(seed)));
    }

    function weightAt(uint256 position, uint256 bits) private view returns (int256) {
        uint256 perWord = 256 / bits;
        uint256 lane = (_words[position / perWord] >> (bits * (position % perWord))) % 2 ** bits;
        return lane >= 2 ** (bits - 1) ? int256(lane) - int256(2 ** bits) : int256(lane);
    }

    function clear(uint256 position, uint256 bits) private {
        uint256 perWord = 256 / bits;
        _words[position / perWord] &= ~((2 ** bits - 1) << (bits * (position % perWord)));
    }

    function base() private pure returns (uint256 slot) {
        assembly {
            slot := _words.slot
        }
    }
}
