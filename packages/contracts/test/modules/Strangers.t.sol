// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {AnyTrainer} from "../mechanisms/AnyTrainer.sol";
import {Kind, Kinds} from "../mechanisms/Kinds.sol";
import {bondOptions} from "../utils/bondOptions.sol";
import {IClassifier, JUDGE, LEARN} from "../../src/interfaces/IClassifier.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Trainers} from "../utils/Trainers.sol";

interface AllTrainer is AnyTrainer {
    function classifierModule(uint256 classifier) external view returns (address);
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);
}

/// What the trainer does not know it asks the model's classifier, whose code works on the trainer's own storage. So
/// somebody calls every function of every classifier, on a trainer of every mechanism: nothing may change.
contract StrangersTest is Trainers {
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant FEATURES = 12;
    /// Where variables stand that are in no namespace.
    uint256 private constant PLAIN_SLOTS = 1 << 128;

    address private owner = address(0xa11ce);
    address private stranger = address(0xbad);
    AllTrainer private trainer;

    function setUp() public {
        vm.warp(1_700_000_000);
        vm.deal(stranger, 100 ether);
    }

    function test_deposits() public {
        everything("Deposits", abi.encode(IDeposits.DepositOptions(0, 1 days, 1 days, 1)));
    }

    function test_points() public {
        everything("Points", abi.encode(IPoints.PointsOptions(0, 0, 1, 1, 1)));
    }

    function test_bonded() public {
        everything("Bonded", abi.encode(bondOptions(1, 1e12, 1, 2)));
    }

    function test_market() public {
        IMarket.MarketOptions memory o =
            IMarket.MarketOptions(1, 1, 1, 1, 1, 1, 1, 2, 1, 1, IMarket.Loss.Errors);
        everything("Market", abi.encode(o));
    }

    function everything(string memory mechanism, bytes memory incentive) private {
        string[] memory names = new string[](Kinds.COUNT);
        for (uint256 i; i < Kinds.COUNT; ++i) {
            names[i] = Kinds.name(Kind(i));
        }
        trainer = AllTrainer(deployTrainer(mechanism, names));
        for (uint256 i; i < Kinds.COUNT; ++i) {
            Kind kind = Kind(i);
            bytes memory options = Kinds.options(kind, uint16(FEATURES));
            (uint56 settings, uint256 count,) = IClassifier(trainer.classifierModule(i)).create(options);
            vm.record();
            vm.prank(owner);
            uint256 modelId = trainer.createModel(i, options, incentive, 0, "", Kinds.blank(kind, count));
            inNamespaces();
            assertTrue(trainer.model(modelId).ready, "ready");
            bytes[] memory calls = callsOf(kind, modelId, settings, count);
            for (uint256 k; k < calls.length; ++k) {
                attempt(calls[k], k < 7);
            }
        }
    }

    /// The functions of IClassifier; the first seven of them would change the model.
    function callsOf(Kind kind, uint256 modelId, uint56 settings, uint256 count)
        private
        pure
        returns (bytes[] memory calls)
    {
        bytes memory sample = Kinds.one(kind, FEATURES, 3);
        uint256[] memory words = Kinds.blank(kind, count);
        words[count - 1] |= 1 << 255;
        bytes[] memory samples = new bytes[](1);
        uint8[] memory labels = new uint8[](1);
        (samples[0], labels[0]) = (sample, 1);
        bytes memory page = abi.encodePacked(uint8(1), uint16(sample.length), sample);
        bytes memory behind = abi.encode((uint256(settings) << 8) | JUDGE | LEARN);
        calls = new bytes[](15);
        calls[0] = abi.encodeCall(IClassifier.store, (modelId, settings, 0, words));
        calls[1] = abi.encodeCall(IClassifier.update, (modelId, settings, sample, 1));
        calls[2] = abi.encodePacked(abi.encodeCall(IClassifier.admit, (modelId, 1, sample)), behind);
        calls[3] =
            abi.encodePacked(abi.encodeCall(IClassifier.admitBatch, (modelId, labels, samples)), behind);
        calls[4] = abi.encodeCall(IClassifier.extend, (modelId, settings, true));
        calls[5] = abi.encodeCall(IClassifier.extend, (modelId, settings | 0xff, true));
        calls[6] = abi.encodeCall(IClassifier.updateAll, (modelId, settings, labels, samples));
        calls[7] = abi.encodeCall(IClassifier.classify, (modelId, settings, sample));
        calls[8] = abi.encodeCall(IClassifier.classifyBatch, (modelId, settings, samples));
        calls[9] = abi.encodeCall(IClassifier.recall, (modelId, settings, sample));
        calls[10] = abi.encodeCall(IClassifier.classes, (modelId, settings));
        calls[11] = abi.encodeCall(IClassifier.admitTests, (modelId, settings, page));
        calls[12] = abi.encodeCall(IClassifier.offersQuadraticLoss, ());
        calls[13] = abi.encodeCall(IClassifier.create, (abi.encode(modelId)));
        calls[14] = abi.encodeCall(IClassifier.testLoss, (modelId, settings, false, page, 0, 1, 0, 0));
    }

    /// To the trainer, through its multicall, with value, and to the module itself.
    function attempt(bytes memory data, bool changes) private {
        bool ok = unchanged(address(trainer), 0, data);
        assertTrue(!ok || !changes, "refused");
        bytes[] memory calls = new bytes[](1);
        calls[0] = data;
        ok = unchanged(address(trainer), 0, abi.encodeCall(trainer.multicall, (calls)));
        assertTrue(!ok || !changes, "refused in a multicall");
        assertTrue(!unchanged(address(trainer), 1, data), "no value is accepted");
        for (uint256 i; i < Kinds.COUNT; ++i) {
            unchanged(trainer.classifierModule(i), 0, data);
        }
    }

    /// A stranger's call, after which the trainer's storage and money are what they were.
    function unchanged(address target, uint256 value, bytes memory data) private returns (bool ok) {
        uint256 before = vm.snapshotState();
        vm.record();
        vm.prank(stranger);
        (ok,) = target.call{value: value, gas: MOST_GAS}(data);
        assertEq(address(trainer).balance, 0, "no money");
        (, bytes32[] memory writes) = vm.accesses(address(trainer));
        bytes32[] memory left = valuesOf(writes);
        vm.revertToState(before);
        assertEq(abi.encode(left), abi.encode(valuesOf(writes)), "nothing has changed");
    }

    function valuesOf(bytes32[] memory slots) private view returns (bytes32[] memory values) {
        values = new bytes32[](slots.length);
        for (uint256 i; i < slots.length; ++i) {
            values[i] = vm.load(address(trainer), slots[i]);
        }
    }

    /// All that was written since `vm.record` stands in namespaces.
    function inNamespaces() private view {
        (, bytes32[] memory writes) = vm.accesses(address(trainer));
        assertTrue(writes.length != 0, "something was written");
        for (uint256 i; i < writes.length; ++i) {
            assertTrue(uint256(writes[i]) > PLAIN_SLOTS, "in a namespace");
        }
    }
}
