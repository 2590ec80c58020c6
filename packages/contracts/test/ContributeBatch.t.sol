// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../src/interfaces/IClassifier.sol";
import {ICollaborativeTrainer} from "../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {SparseSample} from "../src/libraries/SparseSample.sol";
import {Mirror} from "./utils/LogMirror.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract ContributeBatchTest is TrainerTest {
    uint256 private constant TOP_PRICE = uint256(DEPOSIT_WEIGHT) * 3600 gwei;

    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
        skip(1 hours);
    }

    function test_reverts_emptyBatch() public {
        vm.expectRevert(ICollaborativeTrainer.EmptyBatch.selector);
        trainer.contributeBatch(modelId, new uint8[](0), new bytes[](0));
    }

    function test_reverts_lengthMismatch(uint8 labels, uint8 samples) public {
        labels = uint8(bound(labels, 0, 50));
        samples = uint8(bound(samples, 1, 50));
        vm.assume(labels != samples);
        vm.expectRevert(
            abi.encodeWithSelector(ICollaborativeTrainer.LengthMismatch.selector, labels, samples)
        );
        trainer.contributeBatch(modelId, new uint8[](labels), new bytes[](samples));
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        unknown = bound(unknown, 1, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, unknown));
        trainer.contributeBatch(unknown, new uint8[](1), new bytes[](1));
    }

    function test_reverts_modelIncomplete() public {
        (uint256 incomplete, uint256 required) = createIncompleteModel();
        vm.expectRevert(
            abi.encodeWithSelector(IModels.ModelIncomplete.selector, incomplete, required - 1, required)
        );
        trainer.contributeBatch(incomplete, new uint8[](1), new bytes[](1));
    }

    /// The second sample costs the top price, as it follows the first in the same second.
    function test_reverts_depositTooSmall(uint256 missing) public {
        uint256 first = trainer.price(modelId);
        missing = bound(missing, 1, TOP_PRICE);
        (uint8[] memory labels, bytes[] memory samples) = batch(2, 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICollaborativeTrainer.DepositTooSmall.selector, TOP_PRICE, TOP_PRICE - missing
            )
        );
        vm.prank(alice);
        trainer.contributeBatch{value: first + TOP_PRICE - missing}(modelId, labels, samples);
    }

    /// One bad sample, and none of the batch counts.
    function test_reverts_badSample() public {
        (uint8[] memory labels, bytes[] memory samples) = batch(3, 0);
        bytes memory good = samples[2];
        samples[2] = "";
        expectRejected(labels, samples, abi.encodeWithSelector(IClassifier.EmptySample.selector));
        samples[2] = one(FEATURES);
        expectRejected(
            labels, samples, abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, FEATURES, FEATURES)
        );
        (samples[2], labels[2]) = (good, 2);
        expectRejected(labels, samples, abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, 2, 2));
        assertEq(trainer.log(modelId).entries, 0, "nothing was recorded");
    }

    /// A batch leaves what the same contributions one after the other leave: records, weights, price, money, logs.
    function test_contributeBatch_isTheSameAsOneByOne(uint256 seed, uint8 count, uint256 extra) public {
        uint256 other = createModel();
        skip(1 hours);
        count = uint8(bound(count, 1, 12));
        extra = bound(extra, 0, 1 ether);
        (uint8[] memory labels, bytes[] memory samples) = batch(count, seed);

        uint256 before = bob.balance;
        for (uint256 i; i < count; ++i) {
            contribute(bob, other, labels[i], samples[i]);
        }
        uint256 paid = before - bob.balance;

        before = bob.balance;
        bytes24 running;
        for (uint256 i; i < count; ++i) {
            uint256 deposit = i == 0 ? trainer.price(modelId) : TOP_PRICE;
            vm.expectEmit(address(trainer));
            emit IDataHandler.Contributed(
                modelId, i, bob, labels[i], uint32(time()), uint96(deposit), running, samples[i]
            );
            bytes24 leaf = leafOf(newContribution(i, bob, labels[i], deposit, samples[i]));
            running = bytes24(keccak256(abi.encodePacked(running, leaf)));
        }
        vm.prank(bob);
        uint256 first = trainer.contributeBatch{value: paid + extra}(modelId, labels, samples);

        assertEq(first, 0, "the first index");
        // The other model is an hour younger, so its first deposit was dearer.
        assertEq(
            before - bob.balance, paid - firstDeposit(other) + firstDeposit(modelId), "the sum of deposits"
        );
        assertEq(
            abi.encode(trainer.parameters(modelId, 0, 4)),
            abi.encode(trainer.parameters(other, 0, 4)),
            "the parameters"
        );
        for (uint256 i = 1; i < count; ++i) {
            Mirror storage log = mirrorOf(address(trainer), modelId);
            assertEq(log.leaves[i], mirrorOf(address(trainer), other).leaves[i], "the entry");
        }
        assertEq(trainer.log(modelId).entries, count, "the count");
        assertLog(address(trainer), modelId);
        assertEq(trainer.price(modelId), trainer.price(other), "the price after it");
    }

    function test_contributeBatch_followsEarlierContributions() public {
        contribute(alice, modelId, 0, one(1));
        (uint8[] memory labels, bytes[] memory samples) = batch(2, 0);
        vm.prank(alice);
        assertEq(
            trainer.contributeBatch{value: 1 ether}(modelId, labels, samples),
            1,
            "the first index of the batch"
        );
        assertEq(trainer.log(modelId).entries, 3, "the count");
    }

    function firstDeposit(uint256 id) private view returns (uint256) {
        uint256 age = id == modelId ? 2 hours : 1 hours;
        uint256 root = 1;
        while ((root + 1) * (root + 1) <= age) ++root;
        return TOP_PRICE / root;
    }

    function batch(uint256 count, uint256 seed)
        private
        pure
        returns (uint8[] memory labels, bytes[] memory samples)
    {
        labels = new uint8[](count);
        samples = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            (labels[i], samples[i]) = (uint8(seed % 2), randomSample(seed, FEATURES));
        }
    }

    function expectRejected(uint8[] memory labels, bytes[] memory samples, bytes memory expected) private {
        vm.expectRevert(expected);
        vm.prank(alice);
        trainer.contributeBatch{value: 10 ether + 3 * TOP_PRICE}(modelId, labels, samples);
    }
}
