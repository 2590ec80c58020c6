// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DearestTest} from "./DearestTest.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// Whatever is accepted can be claimed in a transaction, in the dearest state that others can bring about later.
abstract contract DearestClaimsTest is DearestTest {
    /// What a prediction may take; the rest is for claims.
    uint256 private constant PREDICTION_GAS = 15_600_000;
    /// What learning may take later (Classifier), and what a contribution takes besides it.
    uint256 private constant LEARNING_GAS = 13_500_000;
    uint256 private constant CONTRIBUTION_GAS = 150_000;
    /// What a test sample may take (Classifier).
    uint256 private constant MAX_SAMPLE_GAS = 2_000_000;

    function depositOptions() private pure returns (bytes memory) {
        return abi.encode(IDeposits.DepositOptions(0, 30 days, 60 days, 1));
    }

    /// The longest sample of each model, and not one feature more.
    function test_the_longest_samples_are_predicted() public {
        use("Deposits");
        Shape[9] memory list = shapes();
        for (uint256 i; i < list.length; ++i) {
            uint256 modelId = create(list[i], depositOptions());
            bytes memory sample = longest(modelId, list[i]);
            uint256 length = sample.length / 2;
            vm.expectRevert(abi.encodeWithSelector(SparseSample.SampleTooLong.selector, length + 1, length));
            trainer.predict(modelId, spread(length + 1, 1));
            carryAll(modelId, list[i], sample);
            (uint256 gas,) = send(abi.encodeCall(trainer.predict, (modelId, sample)), 0);
            assertTrue(gas <= PREDICTION_GAS, "predicted, with room for claims");
            assertTrue(
                length == LONGEST || gas > PREDICTION_GAS * 70 / 100, "and not much shorter than need be"
            );
        }
    }

    /// 31 classes in four words for each feature, on as many pages as there may be.
    function test_deposits_come_back() public {
        use("Deposits");
        Shape memory s = Shape(32, 31, 8);
        uint256 modelId = create(s, depositOptions());
        bytes memory sample = longest(modelId, s);
        uint256 price = trainer.price(modelId);
        vm.prank(alice);
        trainer.contribute{value: price}(modelId, 0, sample);
        carryAll(modelId, s, sample);
        favour(modelId);
        Contribution memory c = made(0, 0, price, sample);
        vm.prank(alice);
        (uint256 gas,) =
            send(abi.encodeCall(IDeposits.refund, (modelId, c, proofOf(address(trainer), modelId, c))), 0);
        fits(gas, "refund");
    }

    /// With as many takers before as there may be, less one.
    function test_deposits_are_taken() public {
        use("Deposits");
        Shape memory s = Shape(32, 31, 8);
        uint256 modelId = create(s, depositOptions());
        favour(modelId);
        bytes memory known = spread(1, 1);
        uint256 price = trainer.price(modelId);
        vm.prank(owner);
        trainer.contribute{value: price}(modelId, 0, known);
        Contribution memory own = made(0, 0, price, known);
        own.contributor = owner;
        vm.prank(owner);
        IDeposits(address(trainer)).refund(modelId, own, proofOf(address(trainer), modelId, own));

        bytes memory sample = longest(modelId, s);
        price = trainer.price(modelId);
        vm.prank(alice);
        trainer.contribute{value: price}(modelId, 1, sample);
        Contribution memory c = made(1, 1, price, sample);
        c.takers = new address[](255);
        for (uint256 i; i < c.takers.length; ++i) {
            c.takers[i] = address(uint160(type(uint160).max - i));
        }
        rewrite(modelId, c);
        carryAll(modelId, s, sample);
        favour(modelId);
        vm.prank(owner);
        (uint256 gas,) =
            send(abi.encodeCall(IDeposits.take, (modelId, c, proofOf(address(trainer), modelId, c))), 0);
        fits(gas, "take");
    }

    function test_contributions_are_verified() public {
        use("Points");
        Shape memory s = Shape(64, 64, 16);
        uint256 modelId = create(s, abi.encode(IPoints.PointsOptions(0, 1, 1, 1, 1)));
        bytes memory sample = longest(modelId, s);
        vm.prank(alice);
        trainer.contribute(modelId, 0, sample);
        carryAll(modelId, s, sample);
        favour(modelId);
        Contribution memory c = made(0, 0, 0, sample);
        c.surprising = wasSurprising(address(trainer), modelId, 0);
        (uint256 gas,) =
            send(abi.encodeCall(IPoints.verify, (modelId, c, proofOf(address(trainer), modelId, c))), 0);
        fits(gas, "verify");
    }

    /// Learning never takes more than what is computed of it, whatever the counts are, nor more than may be put off: two
    /// words of storage for each feature, one of them new.
    function test_learning_takes_what_is_computed() public {
        use("Deposits");
        Shape[9] memory list = shapes();
        for (uint256 i; i < list.length; ++i) {
            uint256 modelId = create(list[i], depositOptions());
            bytes memory sample = longest(modelId, list[i]);
            fillAll(modelId, list[i], sample);
            uint256 price = trainer.price(modelId);
            vm.prank(alice);
            (uint256 gas,) = send(abi.encodeCall(trainer.contribute, (modelId, 0, sample)), price);
            uint256 most = 30_000 + pagesOf(list[i]) * 7050 + sample.length / 2 * 28_800;
            assertTrue(most <= LEARNING_GAS, "it can be put off");
            assertTrue(gas <= most + CONTRIBUTION_GAS, "no more than computed");
            assertTrue(gas >= most * 90 / 100, "and not much less");
        }
    }

    /// What a test sample may take is never more than what is computed of it. (64 classes on 64 pages take none.)
    function test_test_samples_take_what_is_computed() public {
        use("Market");
        Shape[9] memory list = shapes();
        for (uint256 i; i < list.length; ++i) {
            uint256 length = longestTest(list[i]);
            if (length == 0) continue;
            uint256 modelId = create(list[i], abi.encode(marketOptions()));
            bytes memory sample = spread(length, featuresOf(list[i]) / length);
            bytes memory data = abi.encodePacked(uint8(0), uint16(sample.length), sample);
            carryAll(modelId, list[i], sample);
            (uint56 settings,,) = IClassifier(trainer.classifierModule(ONLY)).create(optionsOf(list[i]));
            (uint256 gas,) =
                send(abi.encodeCall(IClassifier.testLoss, (modelId, settings, false, data, 0, 1, 0, 0)), 0);
            // a transaction and its calldata besides
            assertTrue(gas <= MAX_SAMPLE_GAS + 21_000 + 40 * (data.length + 132), "a test sample");
        }
    }

    function pagesOf(Shape memory s) private pure returns (uint256) {
        if (s.uploaded == 0) return 0;
        uint256 perPage = 8192 / s.uploaded;
        return (featuresOf(s) + perPage - 1) / perPage;
    }

    /// How long a test sample may be at most, by docs/prediction-market.md.
    function longestTest(Shape memory s) private pure returns (uint256) {
        uint256 passes = (s.classes + 1) / 2 + s.uploaded % 2;
        uint256 groups = (s.classes + s.perWord - 1) / s.perWord;
        uint256 all = 30_000 + s.classes * 1000 + pagesOf(s) * (5000 + passes * 2050);
        uint256 perFeature = groups * 4250 + passes * 1100;
        if (all > MAX_SAMPLE_GAS) return 0;
        uint256 length = (MAX_SAMPLE_GAS - all) / perFeature;
        return length < LONGEST ? length : LONGEST;
    }

    function marketOptions() internal pure returns (IMarket.MarketOptions memory) {
        return IMarket.MarketOptions({
            stake: 1 ether,
            fee: 0,
            value: 1 ether,
            tolerance: 10_000,
            commitTime: 1 days,
            revealTime: 1 days,
            testTime: 1 days,
            testSamples: 2,
            minSamples: 1,
            maxSamples: 1,
            loss: IMarket.Loss.Errors
        });
    }
}
