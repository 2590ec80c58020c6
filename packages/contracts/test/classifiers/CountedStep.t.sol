// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Parameters} from "../utils/Parameters.sol";
import {Test} from "../utils/Test.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {NaiveBayes} from "../../src/classifiers/NaiveBayes.sol";
import {SparseNearestCentroid} from "../../src/classifiers/SparseNearestCentroid.sol";
import {StoredWords} from "../../src/libraries/StoredWords.sol";

/// A classifier with models of its own, whose steps can be done from its storage, or from words that are given.
abstract contract CountedSteps is CountedClasses {
    function step(
        uint256 modelId,
        uint56 settings,
        bool stored,
        uint256[] calldata given,
        bytes calldata sample,
        uint256 label
    ) external view returns (uint256[] memory touched, bool moved) {
        return _step(modelId, settings, stored ? _base(modelId) : 0, given, sample, label);
    }

    function judge(
        uint256 modelId,
        uint56 settings,
        bool stored,
        uint256[] calldata given,
        bytes calldata sample
    ) external view returns (uint256 predicted, uint256[] memory touched) {
        return _judge(modelId, settings, stored ? _base(modelId) : 0, given, sample);
    }

    function base(uint256 modelId) external view returns (uint256) {
        return _base(modelId);
    }
}

contract NaiveBayesSteps is CountedSteps, NaiveBayes {}

contract SparseNearestCentroidSteps is CountedSteps, SparseNearestCentroid {}

/// What a classifier that counts does on storage can be done again, without it, on the words that were needed; and on
/// no others. Uploaded counts are read from the pages, which are code.
abstract contract CountedStepTest is Test {
    uint256 private constant MODEL = 7;
    uint256[] private none;

    CountedSteps private steps;
    uint56 private settings;

    function newSteps() internal virtual returns (CountedSteps);

    function smoothing() internal pure virtual returns (uint256);

    function maxWeight() internal pure virtual returns (uint256);

    function setUp() public {
        steps = newSteps();
    }

    function testFuzz_steps_again(uint256 seed) public {
        uint256 max = 2 + random(seed, 1) % 9;
        uint256 perWord = 2 << (random(seed, 2) % 4);
        while (4 * perWord < max) perWord *= 2;
        uint256 uploaded = random(seed, 3) % (max + 1);
        uint256 weight = maxWeight() == 0 || seed % 3 == 0 ? 0 : 1 + random(seed, 6) % maxWeight();
        create(seed, 1 + random(seed, 4) % 90, uploaded, max, 4 + random(seed, 5) % 5, perWord, weight);
        for (uint256 i; i < 20; ++i) {
            again(randomSample(seed, i, 1 + random(seed, 4) % 90), random(seed, 10 + i) % 2);
        }
        again(randomSample(seed, 30, 1 + random(seed, 4) % 90), max - 1);
    }

    /// A sample whose counts all carry, then are full, on two pages: a word that has features of both is needed once to
    /// learn, and once for each page to predict.
    function test_steps_again_over_pages_until_counts_are_full() public {
        uint256 perPage = 8192 / uint256(3);
        create(1, perPage + 50, 3, 3, 4, 4, 0);
        bytes memory sample = abi.encodePacked(
            uint16(1), uint16(perPage - 2), uint16(perPage - 1), uint16(perPage), uint16(perPage + 1)
        );
        for (uint256 i; i < 260; ++i) {
            if (i % 15 < 2 || i > 252) again(sample, 2);
            else steps.update(MODEL, settings, sample, 2);
        }
    }

    function create(
        uint256 seed,
        uint256 features,
        uint256 uploaded,
        uint256 max,
        uint256 bits,
        uint256 perWord,
        uint256 weight
    ) private {
        CountedClasses.CountOptions memory o = CountedClasses.CountOptions(
            uint24(features), uint8(uploaded), uint8(max), true, uint8(bits), uint8(perWord), uint16(weight)
        );
        uint256 required;
        (settings, required,) = steps.create(abi.encode(o));
        uint256[] memory head = new uint256[](uploaded + 1);
        head[0] = smoothing();
        for (uint256 c; c < uploaded; ++c) {
            head[c + 1] = random(seed, 50 + c) % 20;
        }
        uint256[] memory words = Parameters.stream(head, 4);
        uint256[] memory counts = new uint256[](required - words.length);
        // some counts of the first features
        if (counts.length != 0 && features * uploaded > 16) {
            counts[0] = random(seed, 60) & (0xff * (type(uint256).max / 0xffff));
        }
        steps.store(MODEL, settings, 0, Parameters.join(words, counts));
        for (uint256 c = uploaded; c < max; ++c) {
            steps.extend(MODEL, settings, true);
        }
    }

    /// Predicts and learns: from storage, and again without.
    function again(bytes memory sample, uint256 label) private {
        (uint256 predicted, uint256[] memory needed) = steps.judge(MODEL, settings, true, none, sample);
        vm.record();
        (uint256 same, uint256[] memory touched) = steps.judge(MODEL, settings, false, needed, sample);
        (bytes32[] memory reads,) = vm.accesses(address(steps));
        assertEq(reads.length, 0, "no storage is read");
        assertEq(same, predicted, "the class");
        assertEq(same, steps.recall(MODEL, settings, sample), "the class that the model gives");
        assertEq(abi.encode(touched), abi.encode(needed), "predicting changes no word");
        refuses(abi.encodeCall(steps.judge, (MODEL, settings, false, shortened(needed), sample)));
        refuses(abi.encodeCall(steps.judge, (MODEL, settings, false, extended(needed), sample)));
        if (needed.length > 2 && needed[0] != needed[2]) {
            refuses(abi.encodeCall(steps.judge, (MODEL, settings, false, swapped(needed), sample)));
        }
        learnAgain(sample, label);
    }

    function learnAgain(bytes memory sample, uint256 label) private {
        (uint256[] memory after_, bool moved) = steps.step(MODEL, settings, true, none, sample, label);
        assertTrue(moved, "the model learns");
        uint256 base = steps.base(MODEL);
        uint256[] memory needed = new uint256[](after_.length);
        for (uint256 i; i < needed.length; i += 2) {
            needed[i] = after_[i];
            needed[i + 1] = uint256(vm.load(address(steps), bytes32(base + after_[i])));
        }
        vm.record();
        (uint256[] memory touched,) = steps.step(MODEL, settings, false, needed, sample, label);
        (bytes32[] memory reads,) = vm.accesses(address(steps));
        assertEq(reads.length, 0, "no storage is read");
        assertEq(abi.encode(touched), abi.encode(after_), "the words that learning leaves");
        refuses(abi.encodeCall(steps.step, (MODEL, settings, false, shortened(needed), sample, label)));
        refuses(abi.encodeCall(steps.step, (MODEL, settings, false, extended(needed), sample, label)));
        if (needed.length > 2) {
            refuses(abi.encodeCall(steps.step, (MODEL, settings, false, swapped(needed), sample, label)));
        }
        vm.record();
        steps.update(MODEL, settings, sample, label);
        (, bytes32[] memory writes) = vm.accesses(address(steps));
        assertEq(2 * writes.length, after_.length, "no other word is written");
        for (uint256 i; i < after_.length; i += 2) {
            assertEq(uint256(vm.load(address(steps), bytes32(base + after_[i]))), after_[i + 1], "in storage");
        }
    }

    function refuses(bytes memory data) private view {
        (bool ok, bytes memory reason) = address(steps).staticcall(data);
        assertTrue(!ok, "other words are refused");
        bytes4 selector = bytes4(reason);
        assertTrue(
            selector == StoredWords.WordMissing.selector || selector == StoredWords.WordNotNeeded.selector,
            "for what they are"
        );
    }

    function shortened(uint256[] memory words) private pure returns (uint256[] memory) {
        return part(words, words.length - 2);
    }

    /// With one word more, of no use.
    function extended(uint256[] memory words) private pure returns (uint256[] memory) {
        return part(words, words.length + 2);
    }

    /// With the first two words the other way round.
    function swapped(uint256[] memory words) private pure returns (uint256[] memory other) {
        other = part(words, words.length);
        (other[0], other[1], other[2], other[3]) = (words[2], words[3], words[0], words[1]);
    }

    function part(uint256[] memory words, uint256 length) private pure returns (uint256[] memory result) {
        result = new uint256[](length);
        for (uint256 i; i < length && i < words.length; ++i) {
            result[i] = words[i];
        }
    }

    function randomSample(uint256 seed, uint256 number, uint256 features)
        private
        pure
        returns (bytes memory sample)
    {
        for (uint256 f; f < features; ++f) {
            if (random(random(seed, 1000 + number), f) % 4 == 0) {
                sample = abi.encodePacked(sample, uint16(f));
            }
        }
        if (sample.length == 0) sample = abi.encodePacked(uint16(features - 1));
    }

    function random(uint256 seed, uint256 index) private pure returns (uint256) {
        unchecked {
            return uint256(keccak256(abi.encode(seed, index)));
        }
    }
}

contract NaiveBayesStepTest is CountedStepTest {
    function newSteps() internal override returns (CountedSteps) {
        return new NaiveBayesSteps();
    }

    function maxWeight() internal pure override returns (uint256) {
        return 448;
    }

    function smoothing() internal pure override returns (uint256) {
        return 256;
    }
}

contract SparseNearestCentroidStepTest is CountedStepTest {
    function newSteps() internal override returns (CountedSteps) {
        return new SparseNearestCentroidSteps();
    }

    function maxWeight() internal pure override returns (uint256) {
        return 0;
    }

    function smoothing() internal pure override returns (uint256) {
        return 0;
    }
}
