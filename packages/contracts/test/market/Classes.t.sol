// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketActions} from "./MarketActions.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {Parameters} from "../utils/Parameters.sol";
import {SparseTest} from "../utils/SparseTest.sol";

/// From the commitment on, nobody adds a class to its model: 62 of them would make test samples dearer than a step may be,
/// so that the sponsor defaults, or scoring does not come to an end.
abstract contract MarketClassesTest is MarketActions, SparseTest {
    uint256 private constant BOUNTY = 10 ether;
    uint256 private constant PIECES = 3;

    IMarketTrainer private trainer;
    uint256 private modelId;
    Contribution[] private made;

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
    function test_no_class_from_the_commitment_on() public {
        wholeMarket(true, bob);
        wholeMarket(false, owner);
    }

    function wholeMarket(bool open, address adder) private {
        toCommitment(open, adder);
        isFixed(adder, IMarket.Phase.Drawing);
        mine(3);
        trainer.draw(modelId);
        isFixed(adder, IMarket.Phase.Opening);
        revealDue(trainer, modelId, testSet(), false);
        isFixed(adder, IMarket.Phase.Open);
        contribute(alice, 1);
        contribute(bob, 0);
        skip(1 days);
        isFixed(adder, IMarket.Phase.Revealing);
        revealDue(trainer, modelId, testSet(), true);
        isFixed(adder, IMarket.Phase.Settling);
        Score[] memory scores = settleAll(trainer, modelId, made, 1);
        assertTrue(trainer.incentive(modelId).phase == IMarket.Phase.Settled, "settled");
        for (uint256 i; i < made.length; ++i) {
            isFixed(adder, IMarket.Phase.Settled);
            trainer.claim(modelId, i, made[i].contributor, scores[i].gain, scores[i].penalty);
        }
        isFixed(adder, IMarket.Phase.Settled);
    }

    function test_no_class_after_a_cancellation_or_a_default() public {
        toCommitment(true, bob);
        skip(1 days);
        isFixed(bob, IMarket.Phase.Drawing);
        vm.prank(owner);
        trainer.cancel(modelId);
        isFixed(bob, IMarket.Phase.Cancelled);

        toCommitment(true, bob);
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, testSet(), false);
        contribute(alice, 1);
        skip(2 days - 1);
        isFixed(bob, IMarket.Phase.Revealing);
        skip(1);
        isFixed(bob, IMarket.Phase.Defaulted);
        uint256 before = alice.balance;
        trainer.claimDefault(modelId, made[0], proofOf(address(trainer), modelId, made[0]));
        assertEq(alice.balance, before + BOUNTY + 1 ether, "the default is paid");
    }

    /// Nor between a reveal and scoring, in one transaction.
    function test_reveal_and_classes_in_one_transaction() public {
        toCommitment(false, owner);
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, testSet(), false);
        contribute(alice, 1);
        skip(1 days);
        uint256 drawn = trainer.incentive(modelId).drawn;
        bytes[] memory calls = new bytes[](PIECES - 1 + 30);
        uint256 n;
        for (uint256 i; i < PIECES; ++i) {
            if ((drawn >> i) & 1 != 0) continue;
            Piece memory p = testSet()[i];
            calls[n++] = abi.encodeCall(trainer.reveal, (modelId, i, p.salt, p.data));
        }
        for (uint256 i; i < 30; ++i) {
            calls[n++] = abi.encodeCall(trainer.addClass, (modelId, ""));
        }
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.ClassesFixed.selector, modelId, IMarket.Phase.Settling)
        );
        vm.prank(owner);
        trainer.multicall(calls);
    }

    function toCommitment(bool open, address adder) private {
        delete made;
        vm.prank(owner);
        modelId = trainer.createModel(0, options(open), abi.encode(marketOptions()), 0, METADATA, words());
        vm.startPrank(adder);
        trainer.addClass(modelId, "a");
        trainer.addClass(modelId, "b");
        vm.stopPrank();
        bytes32[] memory list = hashes(modelId, testSet());
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, list);
    }

    function testSet() private pure returns (Piece[] memory pieces) {
        pieces = new Piece[](PIECES);
        for (uint256 i; i < PIECES; ++i) {
            pieces[i] =
                Piece(bytes32(i), abi.encodePacked(testSample(0, sample(0)), testSample(1, sample(1))));
        }
    }

    function contribute(address who, uint256 label) private {
        vm.prank(who);
        trainer.contribute{value: 1 ether}(modelId, uint8(label), sample(label));
        made.push(newContribution(made.length, who, uint8(label), 1 ether, sample(label)));
    }

    function isFixed(address adder, IMarket.Phase phase) private {
        assertTrue(trainer.incentive(modelId).phase == phase, "the phase");
        vm.expectRevert(abi.encodeWithSelector(IMarket.ClassesFixed.selector, modelId, phase));
        vm.prank(adder);
        trainer.addClass(modelId, "late");
    }

    function marketOptions() private pure returns (IMarket.MarketOptions memory) {
        return IMarket.MarketOptions({
            stake: 1 ether,
            maxContributions: 20,
            openTime: 1 days,
            revealTime: 1 days,
            drawnPieces: 1,
            loss: IMarket.Loss.Errors,
            fullImprovement: 1_000_000
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
