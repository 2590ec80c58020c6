// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../src/interfaces/IClassifier.sol";
import {ICollaborativeTrainer} from "../src/interfaces/ICollaborativeTrainer.sol";
import {Trainer} from "./utils/Trainer.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// An owner may say how many features a contributed sample has at most.
contract MaxFeaturesTest is TrainerTest {
    function create(uint16 cap) private returns (uint256 modelId) {
        bytes memory options = abi.encode(perceptronOptions());
        uint256[] memory words = filledWords(FEATURES + 1, perceptronOptions().weightBits, 0);
        vm.prank(owner);
        modelId = trainer.createModel(0, options, abi.encode(noDeposit()), cap, METADATA, words);
        assertEq(trainer.model(modelId).maxFeatures, cap, "the view");
    }

    function refuse(uint256 features, uint256 cap) private {
        vm.expectRevert(abi.encodeWithSelector(IClassifier.TooManyFeatures.selector, features, cap));
    }

    function test_longer_samples_are_refused(uint16 cap, uint16 features) public {
        cap = uint16(bound(cap, 0, 60));
        features = uint16(bound(features, 1, 80));
        uint256 modelId = create(cap);
        bytes memory sample = spread(1, features, 1);
        assertEq(trainer.predict(modelId, sample), 0, "predictions are not limited");
        bool tooMany = cap != 0 && features > cap;
        if (tooMany) refuse(features, cap);
        trainer.contribute(modelId, 1, sample);
        assertEq(trainer.log(modelId).entries, tooMany ? 0 : 1, "the record");
    }

    /// Limits of whole 256ths count as all others do.
    function test_limit_of_256() public {
        bytes memory options = abi.encode(1000, 8, 1);
        uint256[] memory words = filledWords(1001, 8, 0);
        vm.prank(owner);
        uint256 modelId = trainer.createModel(0, options, abi.encode(noDeposit()), 256, METADATA, words);
        trainer.contribute(modelId, 1, spread(1, 256, 1));
        refuse(257, 256);
        trainer.contribute(modelId, 1, spread(1, 257, 1));
    }

    function test_batches_with_a_longer_sample_are_refused_as_a_whole() public {
        uint256 modelId = create(3);
        uint8[] memory labels = new uint8[](2);
        bytes[] memory samples = new bytes[](2);
        (samples[0], samples[1]) = (spread(1, 3, 1), spread(1, 4, 1));
        refuse(4, 3);
        trainer.contributeBatch(modelId, labels, samples);
        samples[1] = samples[0];
        trainer.contributeBatch(modelId, labels, samples);
        assertEq(trainer.log(modelId).entries, 2, "the record");
    }

    /// Malformed ones are still told what is wrong.
    function test_other_errors_stay() public {
        uint256 modelId = create(3);
        vm.expectRevert(IClassifier.EmptySample.selector);
        trainer.contribute(modelId, 0, "");
    }

    function test_reverts_maxFeaturesNotOffered(uint16 cap) public {
        cap = uint16(bound(cap, 1, type(uint16).max));
        Trainer dense = Trainer(address(deployTrainer("Deposits", "DensePerceptron")));
        bytes memory options = abi.encode(uint24(3), uint32(1));
        vm.expectRevert(abi.encodeWithSelector(ICollaborativeTrainer.MaxFeaturesNotOffered.selector, 0));
        dense.createModel(0, options, abi.encode(noDeposit()), cap, METADATA, new uint256[](4));
    }
}
