// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparsePerceptron} from "../src/classifiers/SparsePerceptron.sol";
import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// Gas by name, of whole transactions in steady state (counters and weights are not 0 before), for a model of
/// 1,000 features: snapshots/*.json. `npm run snapshots` writes them, and a change shows in review.
contract GasTest is TrainerTest {
    uint256 private constant MODEL_FEATURES = 1000;

    /// The same samples that the ancestor was measured with: 20, 60 and 120 features below 1,000.
    bytes private constant SAMPLE_20 =
        hex"000100020003000e000f001a00250030003b006e006f007000d5013a0203026802cd033203970398";
    bytes private constant SAMPLE_60 = hex"000000010002000400050006000700080009000a000b000c000d000e000f0014001a001c001d001f00230024002b0031"
        hex"0034003f0040004b004c004e004f0051005c00700072008a008b0091009700af00ba00d200e5011701220131013b0142"
        hex"014e017e01880221022202290230027f034703ae03bc03de";
    bytes private constant SAMPLE_120 = hex"0000000100020003000400050006000700080009000a000b000c000e000f0010001100130014001500170019001a001b"
        hex"001c001d001e001f0021002400250026002a002b002c0030003100350038003d003e00430044004600470049004a004b"
        hex"004c004f0052005900610062006400660067006c006f0074007500760077007f008000810083008b00910094009b00a3"
        hex"00b100b300bb00c000c400c900ca00ce00cf00d500dd00df00e400e800f700ff01040110013a0146014e015501810188"
        hex"018b01910192019a01b001b401e4021b023b0247025a025b0262026f0296029702bd02d1033c0341034a03a603a903c0";

    function test_gas_8_bits() public {
        measure("sparse-perceptron-8-bits", 8);
    }

    function test_gas_12_bits() public {
        measure("sparse-perceptron-12-bits", 12);
    }

    function test_gas_16_bits() public {
        measure("sparse-perceptron-16-bits", 16);
    }

    /// Of ten different samples of 20 features that share a page, with others before and behind them.
    function test_gas_refundBatch() public {
        SparsePerceptron.PerceptronOptions memory classifier =
            SparsePerceptron.PerceptronOptions(uint24(MODEL_FEATURES), 8, 1);
        uint256 modelId = createModel(classifier, IDeposits.DepositOptions(0, 1 days, 1 days, 1), 5);
        verify(alice, modelId, one(1));
        contribute(bob, modelId, 1, one(1));
        Contribution[] memory list = new Contribution[](10);
        for (uint256 i; i < list.length; ++i) {
            (, list[i]) = contribute(alice, modelId, 1, spread(37 * i, 20, 31));
        }
        for (uint256 i; i < 60; ++i) {
            contribute(bob, modelId, 1, one(1));
        }
        bytes memory proof = proofOf(address(trainer), modelId, list);
        vm.prank(alice);
        trainer.refundBatch(modelId, list, proof);
        uint256 gas = vm.snapshotGasLastCall("sparse-perceptron-8-bits", "20 words: refund-batch-10");
        vm.snapshotValue("sparse-perceptron-8-bits", "20 words: refund-batch-10, one of them", gas / 10);
    }

    /// Of contributions that fill a page, after another page.
    function test_gas_meanOfAPage() public {
        SparsePerceptron.PerceptronOptions memory classifier =
            SparsePerceptron.PerceptronOptions(uint24(MODEL_FEATURES), 8, 1);
        uint256 modelId = createModel(classifier, IDeposits.DepositOptions(0, 1 days, 1 days, 1), 5);
        uint256 sum;
        for (uint256 i; i < 128; ++i) {
            contribute(alice, modelId, 1, SAMPLE_20);
            if (i >= 64) sum += vm.lastCallGas().gasTotalUsed;
        }
        vm.snapshotValue("sparse-perceptron-8-bits", "20 words: add-agree, mean of a page", sum / 64);
    }

    function measure(string memory group, uint8 bits) private {
        SparsePerceptron.PerceptronOptions memory classifier =
            SparsePerceptron.PerceptronOptions(uint24(MODEL_FEATURES), bits, 1);
        measureSample(group, "20 words", classifier, SAMPLE_20);
        measureSample(group, "60 words", classifier, SAMPLE_60);
        measureSample(group, "120 words", classifier, SAMPLE_120);
    }

    function measureSample(
        string memory group,
        string memory name,
        SparsePerceptron.PerceptronOptions memory classifier,
        bytes memory sample
    ) private {
        uint256 modelId = createModel(classifier, IDeposits.DepositOptions(0, 1 days, 1 days, 1), 5);
        vm.snapshotGasLastCall(group, "deploy");
        verify(bob, modelId, sample);

        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, sample);
        snapshot(group, name, "add-disagree");
        take(bob, modelId, c);
        snapshot(group, name, "take");

        verify(alice, modelId, sample);
        (index, c) = contribute(alice, modelId, 0, sample);
        take(bob, modelId, c);
        snapshot(group, name, "take, a share");

        (index, c) = contribute(alice, modelId, 1, sample);
        snapshot(group, name, "add-agree");
        refund(alice, modelId, c);
        snapshot(group, name, "refund");

        uint8[] memory labels = new uint8[](10);
        bytes[] memory samples = new bytes[](10);
        for (uint256 i; i < 10; ++i) {
            (labels[i], samples[i]) = (1, sample);
        }
        uint256 value = 10 * trainer.price(modelId);
        vm.prank(alice);
        trainer.contributeBatch{value: value}(modelId, labels, samples);
        uint256 gas = snapshot(group, name, "add-batch-10");
        vm.snapshotValue(group, string.concat(name, ": add-batch-10, one sample"), gas / 10);

        vm.prank(alice);
        trainer.contribute{value: value}(modelId, 1, sample);
        snapshot(group, name, "add-agree, change returned");
    }

    function snapshot(string memory group, string memory name, string memory action)
        private
        returns (uint256)
    {
        return vm.snapshotGasLastCall(group, string.concat(name, ": ", action));
    }
}
