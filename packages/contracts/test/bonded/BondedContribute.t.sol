// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../../src/types/Contribution.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {BondedTest} from "./BondedTest.sol";

contract BondedContributeTest is BondedTest {
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createBonded();
    }

    /// What is recorded, logged, charged and returned; the model waits.
    function test_contribute(uint256 seed, bool label, uint256 elapsed, uint256 extra) public {
        skip(bound(elapsed, 0, 365 days));
        bytes memory sample = randomSample(seed, FEATURES);
        uint256 deposit = label ? uint256(DEPOSIT) * FACTOR : DEPOSIT;
        assertEq(bonded.priceOf(modelId, label ? 1 : 0, sample), deposit, "the exact price");
        extra = bound(extra, 0, 10 ether);
        uint256 before = alice.balance;
        bytes32 parameters = keccak256(abi.encode(trainer.parameters(modelId, 0, 4)));

        vm.expectEmit(address(trainer));
        emit IDataHandler.Contributed(
            modelId, 0, alice, label ? 1 : 0, uint32(time()), uint96(deposit), 0, sample
        );
        vm.prank(alice);
        trainer.contribute{value: deposit + extra}(modelId, label ? 1 : 0, sample);

        assertEq(alice.balance, before - deposit, "the deposit is paid, the rest comes back");
        assertEq(address(trainer).balance, deposit, "the deposit is here");
        Contribution memory c = newContribution(0, alice, label ? 1 : 0, deposit, sample);
        assertTrue(isOpen(address(trainer), modelId, c), "the entry");
        assertEq(trainer.log(modelId).entries, 1, "one contribution");
        assertEq(
            keccak256(abi.encode(trainer.parameters(modelId, 0, 4))), parameters, "nothing is learned yet"
        );
    }

    /// A batch is priced sample by sample, all by the model as it is.
    function test_contributeBatch() public {
        uint8[] memory labels = new uint8[](3);
        bytes[] memory samples = new bytes[](3);
        for (uint256 i; i < 3; ++i) {
            (labels[i], samples[i]) = (uint8(i % 2), one(i));
        }
        uint256 before = alice.balance;
        vm.prank(alice);
        trainer.contributeBatch{value: 1 ether}(modelId, labels, samples);
        assertEq(before - alice.balance, 2 * uint256(DEPOSIT) + uint256(DEPOSIT) * FACTOR, "the sum");
        for (uint256 i; i < 3; ++i) {
            uint256 deposit = i == 1 ? uint256(DEPOSIT) * FACTOR : DEPOSIT;
            Contribution memory c = newContribution(i, alice, labels[i], deposit, samples[i]);
            assertTrue(isOpen(address(trainer), modelId, c), "an entry");
        }
    }

    function test_factor1_hasOnePrice(bool label) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.surpriseFactor = 1;
        uint256 id = createBonded(perceptronOptions(), o, 0);
        assertEq(bonded.priceOf(id, label ? 1 : 0, one(1)), DEPOSIT, "the price");
        assertEq(bonded.price(id), DEPOSIT, "the top price");
    }

    function test_reverts_depositTooSmall(bool label, uint256 missing) public {
        uint256 required = label ? uint256(DEPOSIT) * FACTOR : DEPOSIT;
        uint256 value = required - bound(missing, 1, required);
        vm.expectRevert(
            abi.encodeWithSelector(ICollaborativeTrainer.DepositTooSmall.selector, required, value)
        );
        vm.prank(alice);
        trainer.contribute{value: value}(modelId, label ? 1 : 0, one(1));
    }

    function test_reverts_labelOutOfRange(uint8 label) public {
        label = uint8(bound(label, 2, 255));
        bytes memory expected = abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, label, 2);
        vm.expectRevert(expected);
        vm.prank(alice);
        trainer.contribute{value: 1 ether}(modelId, label, one(1));
        vm.expectRevert(expected);
        bonded.priceOf(modelId, label, one(1));
    }

    function test_reverts_malformedSample() public {
        bytes memory expected =
            abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, FEATURES, FEATURES);
        vm.expectRevert(expected);
        vm.prank(alice);
        trainer.contribute{value: 1 ether}(modelId, 0, one(FEATURES));
        vm.expectRevert(expected);
        bonded.priceOf(modelId, 0, one(FEATURES));
    }

    /// A record's time has 32 bits: in 2106 contributions stop rather than be made so that nobody can claim them.
    function test_reverts_afterThe32BitsOfTime() public {
        vm.warp(uint256(type(uint32).max) + 1);
        vm.expectRevert(SafeCastLib.Overflow.selector);
        vm.prank(alice);
        trainer.contribute{value: 1 ether}(modelId, 0, one(1));
    }
}
