// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BundleTest} from "./BundleTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";

interface StorageVm {
    function store(address target, bytes32 slot, bytes32 value) external;
}

/// Counted classes: low words that are new, or full, or full with high words that are, too.
abstract contract CountedBundlesTest is BundleTest {
    enum Counts {
        New,
        LowFull,
        AllFull
    }

    struct Model {
        uint256 features;
        uint256 uploaded;
        uint256 classes;
        uint256 bits;
        uint256 perWord;
        uint256 weight;
    }

    uint256 private constant STATE_WORDS = 22;
    uint256 private constant TO_HIGH = 1 << 18;
    uint256 private constant HAS_HIGH = 1 << 255;

    function name() internal pure virtual returns (string memory);

    function smoothing() internal pure virtual returns (uint256);

    /// In all groups by turns.
    function labelOf(uint256 i, uint256 classes) internal pure override returns (uint256) {
        return (17 * i + 1) % classes;
    }

    function check(string memory what, Model memory m, Shape memory s, Counts counts) internal {
        create(m);
        fill(m, counts);
        learnMost(what, s, m.classes);
    }

    /// Each feature has a low word that is there, and needs a high word that is not.
    function test_dearest() public {
        Model memory m = Model(16_384, 0, 2, 8, 2, 0);
        create(m);
        fill(m, Counts.LowFull);
        learnDearest("dearest", Shape(50, 15, 750, 20), 2);
    }

    function checkAll(string memory what, Model memory m, Shape memory s) internal {
        check(string.concat(what, ", new"), m, s, Counts.New);
        check(string.concat(what, ", low full"), m, s, Counts.LowFull);
        check(string.concat(what, ", all full"), m, s, Counts.AllFull);
    }

    function create(Model memory m) internal {
        uint256[] memory head = new uint256[](m.uploaded + 1);
        head[0] = smoothing();
        bytes memory options = abi.encode(
            CountedClasses.CountOptions(
                uint24(m.features),
                uint8(m.uploaded),
                uint8(m.classes),
                true,
                uint8(m.bits),
                uint8(m.perWord),
                uint16(m.weight)
            )
        );
        make(name(), options);
        (, uint256 required,) = classifier.create(options);
        uint256[] memory words = Parameters.stream(head, 4);
        uint256 first = words.length;
        words = Parameters.join(words, new uint256[](required - words.length));
        make(name(), options, words, first);
        for (uint256 c = m.uploaded; c < m.classes; ++c) {
            classifier.extend(MODEL, settings, true);
        }
    }

    /// Words of all features in all groups, but for one that has states.
    function fill(Model memory m, Counts counts) private {
        if (counts == Counts.New) return;
        uint256 width = m.bits * m.perWord;
        uint256 span = 255 / width * width;
        uint256 words = (m.features * width + span - 1) / span + 3;
        uint256 groups = (m.classes + m.perWord - 1) / m.perWord;
        bool two = m.classes == 2;
        uint256 first = base() + (two ? 1 : STATE_WORDS);
        for (uint256 i; i < words * groups; ++i) {
            put(first + i, counts == Counts.AllFull ? type(uint256).max : HAS_HIGH - 1);
            if (counts == Counts.AllFull) put(first + i + TO_HIGH, type(uint256).max);
        }
    }

    function put(uint256 slot, uint256 value) private {
        StorageVm(address(vm)).store(address(host), bytes32(slot), bytes32(value));
    }

    function test_two_classes_of_text() public {
        // 20 samples of 100 features each
        create(Model(1000, 2, 2, 8, 2, 0));
        assertTrue(admits(Shape(100, 10, 0, 20), 20, 2), "plain");
        create(Model(1000, 0, 2, 4, 2, 0));
        assertTrue(admits(Shape(100, 10, 0, 20), 20, 2), "few bits");
    }

    function test_new_words() public {
        checkAll("new words", Model(16_384, 0, 2, 8, 2, 0), Shape(50, 15, 750, 20));
    }

    function test_groups() public {
        checkAll("words of all groups", Model(16_384, 0, 64, 8, 16, 0), Shape(100, 1, 0, 1000));
    }

    function test_few_bits() public {
        checkAll("few bits", Model(1200, 0, 5, 4, 2, 0), Shape(40, 30, 0, 1000));
    }

    function test_words_again() public {
        checkAll("the same words", Model(3000, 0, 2, 8, 2, 0), Shape(200, 15, 0, 1000));
    }

    function test_features_again() public {
        checkAll("the same features", Model(448, 0, 2, 4, 2, 0), Shape(448, 1, 0, 1000));
    }

    function test_short_samples() public {
        checkAll("short samples", Model(100, 0, 64, 8, 16, 0), Shape(1, 1, 0, 3000));
    }

    function test_pages() public {
        checkAll("many pages", Model(8192, 64, 64, 8, 16, 0), Shape(64, 128, 0, 1000));
    }
}

contract NaiveBayesBundlesTest is CountedBundlesTest {
    function name() internal pure override returns (string memory) {
        return "NaiveBayes";
    }

    function smoothing() internal pure override returns (uint256) {
        return 256;
    }

    function test_weights() public {
        create(Model(1000, 2, 2, 8, 2, 100));
        assertTrue(admits(Shape(100, 10, 0, 20), 20, 2), "20 samples of 100 features");
        checkAll("weights, new words", Model(16_384, 0, 2, 8, 2, 448), Shape(50, 15, 750, 20));
        checkAll("weights, short samples", Model(100, 0, 64, 8, 16, 448), Shape(1, 1, 0, 3000));
        checkAll("weights, the same features", Model(448, 0, 2, 4, 2, 448), Shape(448, 1, 0, 1000));
        checkAll("weights, the same words", Model(3000, 0, 2, 8, 2, 300), Shape(200, 15, 0, 1000));
        checkAll("weights, few bits", Model(16_384, 0, 2, 4, 2, 448), Shape(28, 32, 1, 1000));
    }
}

contract SparseNearestCentroidBundlesTest is CountedBundlesTest {
    function name() internal pure override returns (string memory) {
        return "SparseNearestCentroid";
    }

    function smoothing() internal pure override returns (uint256) {
        return 0;
    }
}
