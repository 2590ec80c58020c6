// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "../src/interfaces/IClassifier.sol";
import {ICollaborativeTrainer} from "../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {SparseSample} from "../src/libraries/SparseSample.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract ContributeTest is TrainerTest {
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        unknown = bound(unknown, 1, type(uint256).max - 1);
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, unknown));
        trainer.contribute(unknown, 0, one(1));
    }

    function test_reverts_modelIncomplete() public {
        (uint256 incomplete, uint256 required) = createIncompleteModel();
        vm.expectRevert(
            abi.encodeWithSelector(IModels.ModelIncomplete.selector, incomplete, required - 1, required)
        );
        trainer.contribute(incomplete, 0, one(1));
    }

    function test_reverts_emptySample() public {
        expectRejected(0, "", abi.encodeWithSelector(IClassifier.EmptySample.selector));
    }

    function test_reverts_depositTooSmall(uint256 elapsed, uint256 missing) public {
        skip(bound(elapsed, 0, 365 days));
        uint256 required = trainer.price(modelId);
        uint256 value = required - bound(missing, 1, required);
        vm.expectRevert(
            abi.encodeWithSelector(ICollaborativeTrainer.DepositTooSmall.selector, required, value)
        );
        vm.prank(alice);
        trainer.contribute{value: value}(modelId, 0, one(1));
    }

    function test_reverts_sampleMisaligned(bytes calldata sample) public {
        vm.assume(sample.length != 0);
        bytes memory odd = sample.length % 2 == 0 ? sample[1:] : sample;
        expectRejected(0, odd, abi.encodeWithSelector(SparseSample.SampleMisaligned.selector, odd.length));
    }

    /// The first index that is not greater than the one before it is named.
    function test_reverts_indicesNotAscending(uint8 length, uint8 where, uint8 less) public {
        length = uint8(bound(length, 2, 90));
        uint256 position = bound(where, 1, length - 1);
        bytes memory sample = spread(1, length, 1);
        uint256 previous = position; // the index at position - 1
        uint256 index = previous - bound(less, 0, previous);
        sample[2 * position + 1] = bytes1(uint8(index));
        expectRejected(
            0,
            sample,
            abi.encodeWithSelector(SparseSample.IndicesNotAscending.selector, position, previous, index)
        );
    }

    function test_reverts_indexOutOfRange(uint16 index) public {
        index = uint16(bound(index, FEATURES, type(uint16).max));
        bytes memory expected = abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, index, FEATURES);
        expectRejected(0, one(index), expected);
        expectRejected(0, abi.encodePacked(uint16(5), index), expected);
    }

    function test_reverts_sampleTooLong(uint16 length) public {
        length = uint16(bound(length, 2049, 10_000));
        expectRejected(
            0, spread(0, length, 1), abi.encodeWithSelector(SparseSample.SampleTooLong.selector, length, 2048)
        );
    }

    function test_reverts_labelOutOfRange(uint8 label) public {
        label = uint8(bound(label, 2, 255));
        expectRejected(label, one(1), abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, label, 2));
    }

    /// The trainer keeps time in 32 bits: in 2106 it stops taking contributions rather than wrap.
    function test_reverts_afterThe32BitsOfTime() public {
        vm.warp(uint256(type(uint32).max) + 1);
        expectRejected(0, one(1), abi.encodeWithSelector(SafeCastLib.Overflow.selector));
    }

    /// What is recorded, logged, charged and returned.
    function test_contribute(uint256 seed, bool label, uint256 elapsed, uint256 extra) public {
        skip(bound(elapsed, 0, 365 days));
        bytes memory sample = randomSample(seed, FEATURES);
        uint256 deposit = trainer.price(modelId);
        extra = bound(extra, 0, 10 ether);
        uint256 before = alice.balance;

        vm.expectEmit(address(trainer));
        emit IDataHandler.Contributed(
            modelId, 0, alice, label ? 1 : 0, uint32(time()), uint96(deposit), 0, sample
        );
        vm.prank(alice);
        uint256 index = trainer.contribute{value: deposit + extra}(modelId, label ? 1 : 0, sample);

        assertEq(index, 0, "the first contribution is 0");
        assertEq(alice.balance, before - deposit, "the price is paid, the rest comes back");
        assertEq(address(trainer).balance, deposit, "the deposit is here");
        Contribution memory c = newContribution(0, alice, label ? 1 : 0, deposit, sample);
        assertTrue(isOpen(address(trainer), modelId, c), "the entry");
        assertLog(address(trainer), modelId);
        assertEq(trainer.log(modelId).entries, 1, "one contribution");
        assertEq(trainer.incentive(modelId).lastContribution, time(), "the price starts anew");
        assertEq(trainer.incentive(modelId).totalVerified, 0, "nothing is verified");
    }

    /// A sample that the model gets right leaves the model as it is.
    function test_contribute_agreed_changesNoWeight(uint256 seed) public {
        uint256 id = createModel(perceptronOptions(), depositOptions(), int256(seed % 255) - 127);
        bytes memory sample = randomSample(seed, FEATURES);
        bytes memory before = abi.encode(trainer.parameters(id, 0, 4));
        contribute(alice, id, uint8(trainer.predict(id, sample)), sample);
        assertEq(abi.encode(trainer.parameters(id, 0, 4)), before, "the parameters");
    }

    /// A sample that the model gets wrong moves the intercept and its own weights by the learning rate.
    function test_contribute_disagreed_movesTheScore(uint256 seed) public {
        uint256 id = createModel(perceptronOptions(), depositOptions(), int256(seed % 101) - 50);
        bytes memory sample = randomSample(seed, FEATURES);
        uint8 label = uint8(1 - trainer.predict(id, sample));
        int256 before = trainer.score(id, sample);
        contribute(alice, id, label, sample);
        int256 moved = int256(sample.length / 2 + 1) * int256(uint256(RATE));
        assertEq(
            trainer.score(id, sample),
            label == 1 ? before + moved : before - moved,
            "intercept and weights moved"
        );
    }

    function test_contribute_countsUp() public {
        for (uint256 i; i < 5; ++i) {
            (uint256 index,) = contribute(alice, modelId, 0, one(i));
            assertEq(index, i, "the index");
        }
        assertEq(trainer.log(modelId).entries, 5, "five contributions");
    }

    /// A deposit weight of 0 is allowed: contributions are free.
    function test_contribute_free() public {
        uint256 id = createModel(perceptronOptions(), noDeposit(), 0);
        (, Contribution memory c) = contribute(alice, id, 0, one(1));
        assertEq(c.deposit, 0, "no deposit");
    }

    function expectRejected(uint8 label, bytes memory sample, bytes memory expected) private {
        uint256 value = time() < type(uint32).max ? trainer.price(modelId) : 1 ether;
        vm.expectRevert(expected);
        vm.prank(alice);
        trainer.contribute{value: value}(modelId, label, sample);
    }
}
