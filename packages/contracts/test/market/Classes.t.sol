// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketActions} from "./MarketActions.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Parameters} from "../utils/Parameters.sol";
import {SparseTest} from "../utils/SparseTest.sol";

/// While a market runs nobody adds a class to its model: 62 of them would make test samples dearer than a step may be, so
/// that the sponsor defaults, or scoring does not come to an end.
abstract contract MarketClassesTest is MarketActions, SparseTest {
    uint256 private constant BOUNTY = 10 ether;

    IMarketTrainer private trainer;
    uint256 private modelId;
    Content[] private contents;

    function classifier() internal pure virtual returns (string memory);

    /// A model without classes that may have 64.
    function options(bool open) internal pure virtual returns (bytes memory);

    function words() internal pure virtual returns (uint256[] memory);

    /// A sample that tells classes apart.
    function sample(uint256 label) internal pure virtual returns (bytes memory);

    function setUp() public {
        vm.warp(1_700_000_000);
        vm.roll(1000);
        trainer = IMarketTrainer(deployTrainer("Market", classifier()));
    }

    /// Those who may add classes else: anybody where they are open, the owner where they are not.
    function test_no_class_while_a_market_runs() public {
        wholeMarket(true, bob);
        wholeMarket(false, owner);
    }

    function wholeMarket(bool open, address adder) private {
        toOpening(open, adder);
        isFixed(adder, IMarket.Phase.Committing);
        commitTwo();
        skip(1 days);
        isFixed(adder, IMarket.Phase.Revealing);
        revealTwo();
        skip(1 days);
        isFixed(adder, IMarket.Phase.Testing);
        publish(trainer, modelId, SALT, testPages());
        isFixed(adder, IMarket.Phase.Settling);
        step(trainer, modelId, contents[nextOf(trainer, modelId, contents)], 1);
        isFixed(adder, IMarket.Phase.Settling);
        settleAll(trainer, modelId, contents, 4);
        isOpen(adder, IMarket.Phase.Settled);
    }

    function test_no_class_before_a_default() public {
        toOpening(true, bob);
        commitTwo();
        skip(1 days);
        revealTwo();
        skip(2 days);
        isFixed(bob, IMarket.Phase.Overdue);
        trainer.close(modelId);
        isOpen(bob, IMarket.Phase.Defaulted);
    }

    function test_classes_after_a_cancellation() public {
        toOpening(false, owner);
        vm.prank(owner);
        trainer.cancel(modelId);
        isOpen(owner, IMarket.Phase.Cancelled);
    }

    /// Nor between the test set and scoring, in one transaction.
    function test_publish_and_classes_in_one_transaction() public {
        toOpening(false, owner);
        commitTwo();
        skip(1 days);
        revealTwo();
        skip(1 days);
        bytes[] memory calls = new bytes[](31);
        calls[0] = abi.encodeCall(trainer.publish, (modelId, SALT, testPages()[0]));
        for (uint256 i = 1; i <= 30; ++i) {
            calls[i] = abi.encodeCall(trainer.addClass, (modelId, ""));
        }
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.ClassesFixed.selector, modelId, IMarket.Phase.Settling)
        );
        vm.prank(owner);
        trainer.multicall(calls);
    }

    function toOpening(bool open, address adder) private {
        delete contents;
        vm.prank(owner);
        modelId = trainer.createModel(0, options(open), abi.encode(marketOptions()), 0, METADATA, words());
        vm.startPrank(adder);
        trainer.addClass(modelId, "a");
        trainer.addClass(modelId, "b");
        vm.stopPrank();
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        vm.prank(owner);
        trainer.open{value: BOUNTY}(modelId, list);
    }

    function testPages() private pure returns (bytes[] memory pages) {
        pages = new bytes[](1);
        for (uint256 i; i < 2; ++i) {
            pages[0] = abi.encodePacked(pages[0], testSample(0, sample(0)), testSample(1, sample(1)));
        }
    }

    function commitTwo() private {
        for (uint256 label; label < 2; ++label) {
            Content memory c =
                Content(0, label == 0 ? alice : bob, new uint8[](1), new bytes[](1), bytes32(label));
            (c.labels[0], c.samples[0]) = (uint8(label), sample(label));
            commit(trainer, modelId, c);
            contents.push(c);
        }
    }

    function revealTwo() private {
        for (uint256 i; i < 2; ++i) {
            reveal(trainer, modelId, contents[i]);
        }
    }

    function isFixed(address adder, IMarket.Phase phase) private {
        assertTrue(trainer.incentive(modelId).phase == phase, "the phase");
        vm.expectRevert(abi.encodeWithSelector(IMarket.ClassesFixed.selector, modelId, phase));
        vm.prank(adder);
        trainer.addClass(modelId, "c");
    }

    function isOpen(address adder, IMarket.Phase phase) private {
        assertTrue(trainer.incentive(modelId).phase == phase, "the phase");
        vm.prank(adder);
        assertEq(trainer.addClass(modelId, "c"), 2, "a third class");
    }

    function marketOptions() private pure returns (IMarket.MarketOptions memory) {
        return IMarket.MarketOptions({
            stake: 1 ether,
            fee: 0,
            value: 1 ether,
            tolerance: 10_000,
            commitTime: 1 days,
            revealTime: 1 days,
            testTime: 1 days,
            testSamples: 4,
            minSamples: 1,
            maxSamples: 4,
            loss: IMarket.Loss.Errors
        });
    }
}

abstract contract CountedMarketClassesTest is MarketClassesTest {
    function smoothing() internal pure virtual returns (uint256);

    function options(bool open) internal pure override returns (bytes memory) {
        return abi.encode(CountedClasses.CountOptions(100, 0, 64, open, 8, 16, 0));
    }

    function words() internal pure override returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = smoothing() << 224;
    }

    function sample(uint256 label) internal pure override returns (bytes memory) {
        return abi.encodePacked(uint16(2 * label), uint16(2 * label + 1));
    }
}

contract NaiveBayesMarketClassesTest is CountedMarketClassesTest {
    function classifier() internal pure override returns (string memory) {
        return "NaiveBayes";
    }

    function smoothing() internal pure override returns (uint256) {
        return 256;
    }
}

contract SparseNearestCentroidMarketClassesTest is CountedMarketClassesTest {
    function classifier() internal pure override returns (string memory) {
        return "SparseNearestCentroid";
    }

    function smoothing() internal pure override returns (uint256) {
        return 0;
    }
}

contract NearestCentroidMarketClassesTest is MarketClassesTest {
    function classifier() internal pure override returns (string memory) {
        return "NearestCentroid";
    }

    function options(bool open) internal pure override returns (bytes memory) {
        return abi.encode(NearestCentroid.CentroidOptions(2, 0, 64, open));
    }

    function words() internal pure override returns (uint256[] memory) {
        return new uint256[](0);
    }

    function sample(uint256 label) internal pure override returns (bytes memory) {
        int256[] memory values = new int256[](2);
        values[label] = 20_000;
        return Parameters.dense(values);
    }
}
