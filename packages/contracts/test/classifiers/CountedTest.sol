// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ConformanceTest} from "./ConformanceTest.sol";
import {OpenClassesTest} from "./OpenClassesTest.sol";
import {SparseConformanceTest} from "./SparseConformanceTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {CodePages} from "../../src/libraries/CodePages.sol";

/// What the two classifiers that count features must do, with the counts kept in plain arrays beside the model.
abstract contract CountedTest is SparseConformanceTest, OpenClassesTest {
    uint256 internal constant CLASSES = 4;

    /// Plain counts of a model: uploaded and trained ones of each class and feature, and samples of each class.
    struct Reference {
        uint256 features;
        uint256 classes;
        uint256 max;
        uint256 weight;
        uint256[][] uploaded;
        uint256[][] trained;
        uint256[] samples;
    }

    /// The smoothing of the models here, in 256ths.
    function smoothing() internal pure virtual returns (uint256);

    /// The highest sample weight that the classifier takes.
    function maxWeight() internal pure virtual returns (uint256);

    function maxLength() internal pure override returns (uint256) {
        return 448;
    }

    function model(CountedClasses.CountOptions memory o, uint256[] memory samples, uint256[] memory counts)
        internal
        pure
        returns (Blank memory b)
    {
        uint256[] memory head = new uint256[](o.uploadedClasses + 1);
        head[0] = smoothing();
        for (uint256 c; c < samples.length; ++c) {
            head[c + 1] = samples[c];
        }
        b.options = abi.encode(o);
        b.words = Parameters.stream(head, 4);
        b.head = b.words.length;
        b.classes = o.uploadedClasses;
        if (b.classes == 0) return b;
        // whole features to a page of 8,192 counts
        uint256 perPage = 8192 / b.classes * b.classes;
        uint256 pages = o.featureCount * b.classes / perPage;
        uint256 rest = o.featureCount * b.classes % perPage;
        uint256[] memory padded = new uint256[](8192 * pages + rest);
        for (uint256 i; i < counts.length; ++i) {
            padded[i / perPage * 8192 + i % perPage] = counts[i];
        }
        b.words = Parameters.join(b.words, Parameters.stream(padded, 2));
    }

    function options(uint256 features, uint256 classes, uint256 max, uint256 bits, uint256 perWord)
        internal
        pure
        returns (CountedClasses.CountOptions memory)
    {
        return CountedClasses.CountOptions(
            uint24(features), uint8(classes), uint8(max), false, uint8(bits), uint8(perWord), 0
        );
    }

    function blank() internal pure override returns (Blank memory) {
        return model(options(FEATURES, CLASSES, CLASSES + 1, 8, 2), new uint256[](0), new uint256[](0));
    }

    function empty(uint256 max, bool open) internal pure override returns (Blank memory) {
        CountedClasses.CountOptions memory o = options(FEATURES, 0, max, 8, 2);
        o.openClasses = open;
        return model(o, new uint256[](0), new uint256[](0));
    }

    function manyClasses(uint256 classes, uint256 features) private pure returns (Blank memory) {
        uint256[] memory samples = new uint256[](classes);
        for (uint256 c; c < classes; ++c) {
            samples[c] = 1000;
        }
        uint256 perWord = classes / 4;
        return model(options(features, classes, classes, 8, perWord), samples, new uint256[](0));
    }

    /// 32 classes in four words for each feature, 376 features that share none, on as many pages as there may be.
    /// States that others can bring about later are in test/dearest.
    function largest() internal pure override returns (Blank memory b, bytes memory sample) {
        return (manyClasses(32, 16_384), spread(376, 42));
    }

    /// The same for 64 classes, whose samples are shorter.
    function test_the_dearest_sample_of_many_classes() public {
        checkDearest(manyClasses(64, 8192), spread(192, 42));
    }

    /// A sample whose features have no words in common, and whose counts all pass their low halves at once.
    function test_the_dearest_sample_when_all_counts_carry() public {
        uint256[] memory samples = new uint256[](2);
        (samples[0], samples[1]) = (1000, 1000);
        uint256 modelId = create(model(options(16_384, 2, 2, 4, 2), samples, new uint256[](0)));
        bytes memory sample = spread(384, 42);
        for (uint256 i; i < 15; ++i) {
            train(modelId, 0, sample);
        }
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, sample);
        checkGas("carrying: add");
        refund(alice, modelId, c);
        checkGas("carrying: refund");
        contribute(alice, modelId, 0, sample);
        checkGas("carried: add");
    }

    function example(uint256 label, uint256 seed)
        internal
        view
        override(ConformanceTest, SparseConformanceTest)
        returns (bytes memory)
    {
        return SparseConformanceTest.example(label, seed);
    }

    function malformed()
        internal
        view
        override(ConformanceTest, SparseConformanceTest)
        returns (bytes[] memory samples, bytes[] memory errors)
    {
        return SparseConformanceTest.malformed();
    }

    /// A model with random counts, and the same in plain arrays.
    function randomModel(uint256 seed, CountedClasses.CountOptions memory o, uint256 highest)
        internal
        returns (uint256 modelId, Reference memory r)
    {
        r.features = o.featureCount;
        r.classes = o.uploadedClasses;
        r.max = (1 << (2 * o.countBits)) - 1;
        r.weight = o.sampleWeight;
        r.samples = new uint256[](r.classes);
        (r.uploaded, r.trained) = (new uint256[][](r.classes), new uint256[][](r.classes));
        uint256[] memory counts = new uint256[](r.features * r.classes);
        for (uint256 c; c < r.classes; ++c) {
            r.samples[c] = 1 + random(seed, c) % 5000;
            (r.uploaded[c], r.trained[c]) = (new uint256[](r.features), new uint256[](r.features));
            for (uint256 f; f < r.features; ++f) {
                counts[f * r.classes + c] = random(seed, 100 + f * r.classes + c) % (highest + 1);
                r.uploaded[c][f] = counts[f * r.classes + c];
            }
        }
        modelId = create(model(o, r.samples, counts));
    }

    function countOf(Reference memory r, uint256 c, uint256 f) internal pure returns (uint256) {
        return r.uploaded[c][f] + r.trained[c][f];
    }

    /// Trains the model and the plain arrays.
    function trainBoth(uint256 modelId, Reference memory r, uint256 label, bytes memory sample) internal {
        train(modelId, label, sample);
        ++r.samples[label];
        uint256[] memory features = unpack(sample);
        uint256 n = features.length;
        uint256 sum;
        for (uint256 i; i < n; ++i) {
            sum += features[i];
        }
        uint256 given = n == 0 ? 0 : sum % 65_535 % n;
        for (uint256 i; i < n; ++i) {
            uint256 share = r.weight == 0 ? 1 : (given + r.weight) / n - given / n;
            given += r.weight;
            uint256 count = r.trained[label][features[i]] + share;
            r.trained[label][features[i]] = count < r.max ? count : r.max;
        }
    }

    function check(uint256 modelId, Reference memory r, bytes memory sample) internal view virtual;

    function testFuzz_agrees_with_plain_arithmetic(uint256 seed) public {
        uint256 bits = 4 + random(seed, 1) % 5;
        uint256 perWord = 2 << (random(seed, 2) % 4);
        uint256 classes = 1 + random(seed, 3) % 4;
        uint256 features = 1 + random(seed, 4) % 90;
        CountedClasses.CountOptions memory o = options(features, classes, 4, bits, perWord);
        if (seed % 3 != 0 && maxWeight() != 0) {
            o.sampleWeight = uint16(1 + random(seed, 6) % (seed % 3 == 1 ? 40 : maxWeight()));
        }
        (uint256 modelId, Reference memory r) = randomModel(seed, o, random(seed, 5) % 3 == 0 ? 65_535 : 20);
        for (uint256 i; i < 6; ++i) {
            bytes memory sample = randomSample(uint256(keccak256(abi.encode(seed, i))), features);
            check(modelId, r, sample);
            trainBoth(modelId, r, random(seed, i) % classes, sample);
        }
    }

    /// Features on either side of the border between two pages; three classes do not fill a page.
    function test_counts_on_several_pages() public {
        uint256 perPage = 8192 / uint256(3);
        (uint256 modelId, Reference memory r) = randomModel(1, options(2 * perPage + 5, 3, 3, 8, 2), 9);
        bytes memory sample = abi.encodePacked(
            uint16(0), uint16(perPage - 1), uint16(perPage), uint16(2 * perPage), uint16(2 * perPage + 4)
        );
        check(modelId, r, sample);
        for (uint256 i; i < 4; ++i) {
            trainBoth(modelId, r, i % 3, sample);
        }
        check(modelId, r, sample);
    }

    /// Past 15 the high half begins, at 255 the count is full; some features stay behind, in the same word.
    function test_full_counts_stay_and_never_wrap() public {
        (uint256 modelId, Reference memory r) = randomModel(1, options(40, 2, 2, 4, 2), 65_535);
        bytes memory sample = hex"0000000500060014";
        for (uint256 i; i < 270; ++i) {
            trainBoth(modelId, r, i % 9 == 0 ? 1 : 0, i % 3 == 1 ? bytes(hex"00050027") : sample);
            if (i == 20 || i == 40 || i > 265) check(modelId, r, hex"0000000400050006001300140015");
        }
        for (uint256 i; i < 40; ++i) {
            trainBoth(modelId, r, 0, sample);
        }
        assertEq(r.trained[0][5], 255, "the count is full");
        assertTrue(r.trained[0][6] < 255, "another one of its word is not");
        check(modelId, r, hex"0004000500060013001400150026");
    }

    /// All classes and features of several words, past the low half.
    function test_counts_past_the_low_half() public {
        (uint256 modelId, Reference memory r) = randomModel(7, options(70, 3, 4, 4, 4), 9);
        for (uint256 i; i < 150; ++i) {
            bytes memory sample = spread(1 + random(9, i) % 35, 1 + random(10, i) % 2);
            trainBoth(modelId, r, random(8, i) % 3, sample);
            if (i % 30 == 29) check(modelId, r, sample);
        }
        check(modelId, r, spread(70, 1));
    }

    function test_a_class_of_4194303_samples_is_settled() public {
        uint256[] memory samples = new uint256[](2);
        (samples[0], samples[1]) = (4_194_302, 4_194_303);
        uint256 modelId = create(model(options(9, 2, 2, 8, 2), samples, new uint256[](18)));
        for (uint256 i; i < 3; ++i) {
            train(modelId, 0, hex"0001");
            train(modelId, 1, hex"0001");
        }
        (uint256 count, uint256 total) = CountedClasses(address(trainer)).classState(modelId, 0);
        assertEq(count, 4_194_303, "one more sample");
        assertEq(total, 1, "and its feature");
        (count, total) = CountedClasses(address(trainer)).classState(modelId, 1);
        assertEq(count, 4_194_303, "no more samples");
        assertEq(total, 0, "and no feature");
    }

    function test_options_out_of_range_revert() public {
        bytes memory e = abi.encodeWithSelector(CountedClasses.FeatureCountOutOfRange.selector, 0, 65_536);
        expectBad(options(0, 2, 2, 8, 2), e);
        e = abi.encodeWithSelector(CountedClasses.FeatureCountOutOfRange.selector, 65_537, 65_536);
        expectBad(options(65_537, 2, 2, 8, 2), e);
        e = abi.encodeWithSelector(CountedClasses.CountBitsOutOfRange.selector, 3, 4, 8);
        expectBad(options(9, 2, 2, 3, 2), e);
        e = abi.encodeWithSelector(CountedClasses.CountBitsOutOfRange.selector, 9, 4, 8);
        expectBad(options(9, 2, 2, 9, 2), e);
        e = abi.encodeWithSelector(CountedClasses.ModelTooLarge.selector, 65_536 * 9, 1 << 19);
        expectBad(options(65_536, 9, 9, 8, 8), e);
        e = abi.encodeWithSelector(CountedClasses.ClassesPerWordOutOfRange.selector, 2, 3, 16);
        expectBad(options(9, 2, 9, 8, 2), e);
        e = abi.encodeWithSelector(CountedClasses.ClassesPerWordOutOfRange.selector, 1, 2, 16);
        expectBad(options(9, 2, 2, 8, 1), e);
        e = abi.encodeWithSelector(CountedClasses.ClassesPerWordOutOfRange.selector, 3, 2, 16);
        expectBad(options(9, 2, 2, 8, 3), e);
        e = abi.encodeWithSelector(CountedClasses.ClassesPerWordOutOfRange.selector, 32, 2, 16);
        expectBad(options(9, 2, 2, 4, 32), e);
        CountedClasses.CountOptions memory o = options(9, 2, 2, 4, 2);
        o.sampleWeight = uint16(maxWeight() + 1);
        e = abi.encodeWithSelector(
            CountedClasses.SampleWeightOutOfRange.selector, o.sampleWeight, maxWeight()
        );
        expectBad(o, e);
    }

    function expectBad(CountedClasses.CountOptions memory o, bytes memory error_) private {
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        vm.expectRevert(error_);
        trainer.createModel(ONLY, abi.encode(o), incentive, 0, METADATA, new uint256[](0));
    }

    function test_malformed_parameters_revert() public {
        Blank memory b = blank();
        b.words[0] |= 1 << 64;
        expectBadWords(b, abi.encodeWithSelector(CountedClasses.WordNotCanonical.selector, 0, b.words[0]));
        b = blank();
        b.words[0] |= uint256(1 << 22) << 160;
        expectBadWords(
            b, abi.encodeWithSelector(CountedClasses.SampleCountTooLarge.selector, 1, 1 << 22, (1 << 22) - 1)
        );
        // 3 * 43 counts: the ninth word has one
        b = model(options(43, 3, 3, 8, 2), new uint256[](0), new uint256[](0));
        b.words[9] = 1 << 239;
        expectBadWords(b, abi.encodeWithSelector(CountedClasses.WordNotCanonical.selector, 9, b.words[9]));
        // a page of three classes has 8,190 counts
        b = model(options(3000, 3, 3, 8, 2), new uint256[](0), new uint256[](0));
        b.words[512] = 1;
        expectBadWords(b, abi.encodeWithSelector(CountedClasses.WordNotCanonical.selector, 512, 1));
    }

    function expectBadWords(Blank memory b, bytes memory error_) private {
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        vm.expectRevert(error_);
        trainer.createModel(ONLY, b.options, incentive, 0, METADATA, b.words);
    }

    /// The ancestor's reupload-double-counts and its index-aliasing: a chunk sent twice is refused, and a feature has
    /// one name.
    function test_fault_reupload_double_counts() public {
        Blank memory b = model(options(9000, 2, 2, 8, 2), new uint256[](2), new uint256[](0));
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        b.words[1] = uint256(7) << 240;
        vm.startPrank(owner);
        uint256 modelId = trainer.createModel(ONLY, b.options, incentive, 0, METADATA, slice(b.words, 0, 513));
        uint256[] memory again = slice(b.words, 1, 513);
        vm.expectRevert(
            abi.encodeWithSelector(
                bytes4(keccak256("UnexpectedOffset(uint256,uint256,uint256)")), modelId, 513, 1
            )
        );
        trainer.uploadParameters(modelId, 1, again);
        trainer.uploadParameters(modelId, 513, slice(b.words, 513, b.words.length));
        vm.stopPrank();
        (, uint256 total) = CountedClasses(address(trainer)).classState(modelId, 0);
        assertTrue(total == 7 || total == 49, "the count is in the total once");
    }

    function test_chunks_must_end_where_a_page_ends() public {
        Blank memory b = model(options(9000, 2, 2, 8, 2), new uint256[](2), new uint256[](0));
        bytes memory incentive = abi.encode(uint24(0), uint24(0), uint24(0), uint40(1));
        uint256[] memory part = slice(b.words, 0, 512);
        vm.expectRevert(abi.encodeWithSelector(CodePages.ChunkNotAligned.selector, 511, 512));
        trainer.createModel(ONLY, b.options, incentive, 0, METADATA, part);
    }
}
