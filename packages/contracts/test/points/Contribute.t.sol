// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PointsTest} from "./PointsTest.sol";
import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {ReferencePerceptron} from "../utils/ReferencePerceptron.sol";

contract PointsContributeTest is PointsTest {
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createModel();
    }

    function test_events(bool label) public {
        vm.expectEmit(address(trainer));
        emit IPoints.Judged(modelId, 0, label);
        vm.expectEmit(address(trainer));
        emit IDataHandler.Contributed(modelId, 0, alice, label ? 1 : 0, uint32(time()), 0, 0, one(3));
        contribute(alice, modelId, label ? 1 : 0, one(3));
        assertTrue(wasSurprising(address(trainer), modelId, 0) == label, "the model says class 0");
    }

    /// Free; what is sent comes back.
    function test_valueComesBack(uint64 value) public {
        uint256 before = alice.balance;
        vm.prank(alice);
        trainer.contribute{value: value}(modelId, 1, one(3));
        assertEq(alice.balance, before, "all of it");
        assertEq(address(trainer).balance, 0, "none stays");
    }

    /// A contribution is surprising when the model, with all that it has learnt before, says something else; one
    /// after another or in a batch.
    /// forge-config: default.fuzz.runs = 64
    function testFuzz_surprising(uint256 seed, bool batch) public {
        ReferencePerceptron plain = new ReferencePerceptron(FEATURES, 8, RATE);
        uint256 count = 1 + seed % 300;
        (uint8[] memory labels, bytes[] memory samples) = (new uint8[](count), new bytes[](count));
        bool[] memory expected = new bool[](count);
        for (uint256 i; i < count; ++i) {
            uint256 r = uint256(keccak256(abi.encode(seed, i)));
            uint16[] memory features = new uint16[](1);
            features[0] = uint16(r % 5);
            (labels[i], samples[i]) = (uint8((r >> 128) % 2), one(features[0]));
            expected[i] = plain.predict(features) != labels[i];
            plain.update(features, labels[i]);
            if (!batch) contribute(alice, modelId, labels[i], samples[i]);
        }
        if (batch) trainer.contributeBatch(modelId, labels, samples);
        for (uint256 i; i < count; ++i) {
            assertTrue(wasSurprising(address(trainer), modelId, i) == expected[i], "surprising");
        }
        assertTrue(!wasSurprising(address(trainer), modelId, count), "none was made after them");
        assertTrue(!wasSurprising(address(trainer), modelId + 1, 0), "nor to another model");
    }

    function test_reverts_emptySample() public {
        vm.expectRevert(IClassifier.EmptySample.selector);
        trainer.contribute(modelId, 1, "");
    }

    function test_reverts_labelOutOfRange(uint8 label) public {
        label = uint8(bound(label, 2, 255));
        vm.expectRevert(abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, label, 2));
        trainer.contribute(modelId, label, one(1));
    }

    /// Later, records could not be claimed any more.
    function test_reverts_after2106() public {
        vm.warp(uint256(type(uint32).max) + 1);
        vm.expectRevert(SafeCastLib.Overflow.selector);
        trainer.contribute(modelId, 1, one(1));
    }
}
