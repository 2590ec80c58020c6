// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../src/interfaces/IClassifier.sol";
import {SparseLinear} from "../src/classifiers/SparseLinear.sol";
import {SparsePerceptron} from "../src/classifiers/SparsePerceptron.sol";
import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {PackedWeights} from "../src/libraries/PackedWeights.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract CreateModelTest is TrainerTest {
    uint256[] private none;

    function test_reverts_featureCountOutOfRange(uint24 featureCount) public {
        SparsePerceptron.PerceptronOptions memory o = perceptronOptions();
        o.featureCount = featureCount <= 65_536 ? 0 : featureCount;
        expectRejected(o, SparseLinear.FeatureCountOutOfRange.selector, abi.encode(o.featureCount, 65_536));
    }

    function test_reverts_weightBitsOutOfRange(uint8 bits) public {
        SparsePerceptron.PerceptronOptions memory o = perceptronOptions();
        o.weightBits = bits >= 8 && bits <= 16 ? bits - 8 : bits;
        if (o.weightBits == 8) o.weightBits = 17;
        expectRejected(o, SparseLinear.WeightBitsOutOfRange.selector, abi.encode(o.weightBits, 8, 16));
    }

    function test_reverts_learningRateOutOfRange(uint8 bits, uint16 rate) public {
        SparsePerceptron.PerceptronOptions memory o = perceptronOptions();
        o.weightBits = uint8(bound(bits, 8, 16));
        uint256 max = 2 ** (o.weightBits - 1) - 1;
        o.learningRate = rate <= max ? 0 : rate;
        expectRejected(o, SparseLinear.LearningRateOutOfRange.selector, abi.encode(o.learningRate, max));
    }

    function test_reverts_claimTimesNotAscending(uint24 refundTime, uint24 ownerTime, uint24 anyTime) public {
        vm.assume(refundTime > ownerTime || ownerTime > anyTime);
        IDeposits.DepositOptions memory o = IDeposits.DepositOptions(refundTime, ownerTime, anyTime, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDeposits.ClaimTimesNotAscending.selector, refundTime, ownerTime, anyTime)
        );
        trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), 0, METADATA, none);
    }

    function test_reverts_truncatedOptions(uint256 length) public {
        bytes memory classifier = abi.encode(perceptronOptions());
        bytes memory incentive = abi.encode(depositOptions());
        length = bound(length, 0, classifier.length - 1);
        vm.expectRevert(bytes(""));
        trainer.createModel(0, cut(classifier, length), incentive, 0, METADATA, none);
        vm.expectRevert(bytes(""));
        trainer.createModel(0, classifier, cut(incentive, length), 0, METADATA, none);
    }

    function test_reverts_optionsWiderThanTheirTypes(uint256 dirt) public {
        dirt = bound(dirt, 1, type(uint256).max >> 40);
        bytes memory incentive = abi.encode(depositOptions());
        vm.expectRevert(bytes(""));
        trainer.createModel(0, abi.encode(dirt << 24 | FEATURES, 8, RATE), incentive, 0, METADATA, none);
        vm.expectRevert(bytes(""));
        trainer.createModel(0, abi.encode(FEATURES, dirt << 8 | 8, RATE), incentive, 0, METADATA, none);
        vm.expectRevert(bytes(""));
        trainer.createModel(
            0, abi.encode(perceptronOptions()), abi.encode(0, 0, 0, dirt << 40 | 1), 0, METADATA, none
        );
    }

    function test_reverts_tooManyWords(uint8 extra) public {
        uint256 given = 4 + bound(extra, 1, 100);
        vm.expectRevert(abi.encodeWithSelector(IModels.TooManyWords.selector, 0, 4, given));
        create(perceptronOptions(), new uint256[](given));
    }

    function test_reverts_wordNotCanonical(uint8 bits, uint256 dirt) public {
        SparsePerceptron.PerceptronOptions memory o = perceptronOptions();
        o.weightBits = uint8(bound(bits, 8, 16));
        uint256[] memory words = filledWords(FEATURES + 1, o.weightBits, -1);
        uint256 used = o.weightBits * ((FEATURES + 1) % (256 / o.weightBits));
        uint256 last = words.length - 1;
        words[last] |= bound(dirt, 1, type(uint256).max >> used) << used;
        vm.expectRevert(abi.encodeWithSelector(PackedWeights.WordNotCanonical.selector, last, words[last]));
        create(o, words);
    }

    /// Every option comes back from the views, and the model is ready when all words are there.
    function test_createModel(
        uint24 featureCount,
        uint8 bits,
        uint16 rate,
        uint24[3] calldata times,
        uint40 weight,
        uint256 uploaded
    ) public {
        SparsePerceptron.PerceptronOptions memory o;
        o.featureCount = uint24(bound(featureCount, 1, 3000));
        o.weightBits = uint8(bound(bits, 8, 16));
        o.learningRate = uint16(bound(rate, 1, 2 ** (o.weightBits - 1) - 1));
        IDeposits.DepositOptions memory d;
        d.refundTime = uint24(bound(times[0], 0, type(uint24).max));
        d.ownerClaimTime = uint24(bound(times[1], d.refundTime, type(uint24).max));
        d.anyClaimTime = uint24(bound(times[2], d.ownerClaimTime, type(uint24).max));
        d.depositWeight = weight;
        uint16 cap = rate;
        uint256[] memory words = filledWords(uint256(o.featureCount) + 1, o.weightBits, 1);
        uint256 required = words.length;
        words = firstOf(words, bound(uploaded, 0, required));

        vm.expectEmit(address(trainer));
        emit IModels.ModelCreated(0, owner, 0, 0, abi.encode(o), abi.encode(d), cap, METADATA);
        vm.expectEmit(address(trainer));
        emit IModels.ParametersUploaded(0, 0, required, words);
        vm.prank(owner);
        uint256 modelId = trainer.createModel(0, abi.encode(o), abi.encode(d), cap, METADATA, words);

        assertEq(modelId, 0, "the first model is 0");
        assertEq(trainer.modelCount(), 1, "there is one model");
        IModels.ModelView memory m = trainer.model(modelId);
        assertEq(m.owner, owner, "the owner");
        assertEq(m.createdAt, time(), "the time");
        assertEq(m.classifier, 0, "the classifier");
        assertTrue(m.ready == (words.length == required), "ready when all is uploaded");
        assertEq(m.uploadedWords, words.length, "what is uploaded");
        assertEq(m.requiredWords, required, "what is required");
        assertEq(m.maxFeatures, cap, "the most features of a sample");
        assertEq(trainer.log(modelId).entries, 0, "no contribution yet");
        assertEq(abi.encode(trainer.classifierOptions(modelId)), abi.encode(o), "the classifier's options");
        IDeposits.IncentiveView memory i = trainer.incentive(modelId);
        assertEq(abi.encode(i.options), abi.encode(d), "the mechanism's options");
        assertEq(i.lastContribution, time(), "the price falls from the creation on");
        assertEq(i.totalVerified, 0, "nothing is verified");
        assertEq(
            abi.encode(trainer.parameters(modelId, 0, words.length)), abi.encode(words), "the parameters"
        );
    }

    /// An account's models are found one from the other, whoever else creates some.
    function test_newestModel(bool[8] calldata byOwner) public {
        uint256 previous;
        for (uint256 i; i < byOwner.length; ++i) {
            address creator = byOwner[i] ? owner : alice;
            if (byOwner[i]) {
                vm.expectEmit(true, true, true, true, address(trainer));
                emit IModels.ModelCreated(
                    i,
                    owner,
                    ONLY,
                    previous,
                    abi.encode(perceptronOptions()),
                    abi.encode(depositOptions()),
                    0,
                    METADATA
                );
                previous = i + 1;
            }
            vm.prank(creator);
            create(perceptronOptions(), none);
            (bool exists, uint256 modelId) = trainer.newestModel(owner);
            assertTrue(exists == (previous != 0), "whether there is one");
            if (exists) assertEq(modelId, previous - 1, "the last one");
        }
    }

    function test_modelsDoNotShareParameters() public {
        uint256 first = createModel(perceptronOptions(), depositOptions(), 1);
        uint256 second = createModel(perceptronOptions(), depositOptions(), -1);
        assertEq(second, first + 1, "ids count up");
        assertEq(trainer.predict(first, one(7)), 1, "the first model says 1");
        assertEq(trainer.predict(second, one(7)), 0, "the second says 0");
    }

    function test_views_reverts_unknownModel(uint256 modelId) public {
        bytes memory expected = abi.encodeWithSelector(IModels.UnknownModel.selector, modelId);
        vm.expectRevert(expected);
        trainer.model(modelId);
        vm.expectRevert(expected);
        trainer.classifierOptions(modelId);
        vm.expectRevert(expected);
        trainer.incentive(modelId);
        vm.expectRevert(expected);
        trainer.parameters(modelId, 0, 0);
    }

    function test_parameters_reverts_wordsOutOfRange(uint256 offset, uint256 count) public {
        uint256 modelId = createModel();
        uint256 required = 4;
        if (offset <= required && count <= required - offset) count = required - offset + 1;
        vm.expectRevert(abi.encodeWithSelector(IClassifier.WordsOutOfRange.selector, offset, count, required));
        trainer.parameters(modelId, offset, count);
    }

    function expectRejected(
        SparsePerceptron.PerceptronOptions memory o,
        bytes4 selector,
        bytes memory arguments
    ) private {
        vm.expectRevert(bytes.concat(selector, arguments));
        create(o, none);
    }

    function create(SparsePerceptron.PerceptronOptions memory o, uint256[] memory words) private {
        trainer.createModel(0, abi.encode(o), abi.encode(depositOptions()), 0, METADATA, words);
    }

    function cut(bytes memory data, uint256 length) private pure returns (bytes memory) {
        assembly ("memory-safe") {
            mstore(data, length)
        }
        return data;
    }

    function firstOf(uint256[] memory words, uint256 count) private pure returns (uint256[] memory) {
        assembly ("memory-safe") {
            mstore(words, count)
        }
        return words;
    }
}
