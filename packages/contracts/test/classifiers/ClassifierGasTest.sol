// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {KindTest} from "../utils/KindTest.sol";
import {Parameters} from "../utils/Parameters.sol";
import {ITrainer} from "../utils/ITrainer.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// Gas by name, of whole transactions in steady state, for models and samples of the sizes that the ancestor was
/// measured with. `npm run snapshots` writes snapshots/*.json.
abstract contract ClassifierGasTest is KindTest {
    bytes internal constant SAMPLE_20 =
        hex"000100020003000e000f001a00250030003b006e006f007000d5013a0203026802cd033203970398";
    bytes internal constant SAMPLE_60 = hex"000000010002000400050006000700080009000a000b000c000d000e000f0014001a001c001d001f00230024002b0031"
        hex"0034003f0040004b004c004e004f0051005c00700072008a008b0091009700af00ba00d200e5011701220131013b0142"
        hex"014e017e01880221022202290230027f034703ae03bc03de";
    bytes internal constant SAMPLE_120 = hex"0000000100020003000400050006000700080009000a000b000c000e000f0010001100130014001500170019001a001b"
        hex"001c001d001e001f0021002400250026002a002b002c0030003100350038003d003e00430044004600470049004a004b"
        hex"004c004f0052005900610062006400660067006c006f0074007500760077007f008000810083008b00910094009b00a3"
        hex"00b100b300bb00c000c400c900ca00ce00cf00d500dd00df00e400e800f700ff01040110013a0146014e015501810188"
        hex"018b01910192019a01b001b401e4021b023b0247025a025b0262026f0296029702bd02d1033c0341034a03a603a903c0";

    function group() internal pure virtual returns (string memory);

    /// Creates a model that says class 0 to all samples here, also after a few contributions of class 1.
    function measure(
        string memory name,
        bytes memory options,
        uint256[] memory words,
        uint256 head,
        bytes memory sample
    ) internal {
        uint256 modelId = createModel(trainer, options, words, head);
        vm.snapshotValue(group(), "deploy", creationGas);
        verify(bob, modelId, sample);

        (uint256 index, Contribution memory c) = contribute(alice, modelId, 1, sample);
        take(bob, modelId, c);
        (index, c) = contribute(alice, modelId, 1, sample);
        snapshot(name, "add-disagree");
        take(bob, modelId, c);
        snapshot(name, "take");

        verify(alice, modelId, sample);
        (index, c) = contribute(alice, modelId, 0, sample);
        snapshot(name, "add-agree");
        refund(alice, modelId, c);
        snapshot(name, "refund");

        uint8[] memory labels = new uint8[](10);
        bytes[] memory samples = new bytes[](10);
        for (uint256 i; i < 10; ++i) {
            (labels[i], samples[i]) = (0, sample);
        }
        uint256 value = 10 * trainer.price(modelId);
        vm.prank(alice);
        trainer.contributeBatch{value: value}(modelId, labels, samples);
        uint256 gas = snapshot(name, "add-batch-10");
        vm.snapshotValue(group(), string.concat(name, ": add-batch-10, one sample"), gas / 10);
    }

    function snapshot(string memory name, string memory action) private returns (uint256) {
        return vm.snapshotGasLastCall(group(), string.concat(name, ": ", action));
    }

    function measureSparse(bytes memory options, uint256[] memory words, uint256 head) internal {
        measure("20 words", options, words, head, SAMPLE_20);
        measure("60 words", options, words, head, SAMPLE_60);
        measure("120 words", options, words, head, SAMPLE_120);
    }

    /// A sample of norm 1, nearly: `featureCount` numbers that differ.
    function denseSample(uint256 featureCount, bool signed) internal pure returns (bytes memory) {
        int256[] memory x = new int256[](featureCount);
        for (uint256 i; i < featureCount; ++i) {
            x[i] = int256(random(7, i) % 2000) + 100;
            if (signed && random(8, i) % 2 == 0) x[i] = -x[i];
        }
        return Parameters.dense(x);
    }
}
