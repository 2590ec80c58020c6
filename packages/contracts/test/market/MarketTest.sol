// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketActions} from "./MarketActions.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {SparseTest} from "../utils/SparseTest.sol";

/// A market of one sparse perceptron, in any phase. The weights and the intercept are -8, the learning rate is 10: the
/// model says class 0 of one feature, and class 1 of it, but not of others, once it has learned it.
abstract contract MarketTest is MarketActions, SparseTest {
    uint256 internal constant START = 1_700_000_000;
    uint256 internal constant BOUNTY = 10 ether;
    uint256 internal constant STAKE = 1 ether;
    uint24 internal constant OPEN_TIME = 1 days;
    uint24 internal constant REVEAL_TIME = 2 days;
    uint8 internal constant DRAWN = 2;
    /// Pieces of the test set, each with as many test samples: of features 0 to 14, labelled 1.
    uint256 internal constant PIECES = 5;
    uint256 internal constant PER_PIECE = 3;
    uint256 internal constant HIDDEN = (PIECES - DRAWN) * PER_PIECE;
    /// A loss of one test sample.
    uint256 internal constant ONE = 1 << 16;

    IMarketTrainer internal trainer;
    uint256 internal modelId;
    Contribution[] internal made;
    mapping(uint256 index => Score) internal scores;

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1000);
        trainer = IMarketTrainer(deployTrainer("Market", "SparsePerceptron"));
        modelId = createModel(marketOptions());
    }

    function marketOptions() internal pure returns (IMarket.MarketOptions memory) {
        return IMarket.MarketOptions({
            stake: uint64(STAKE),
            maxContributions: 20,
            openTime: OPEN_TIME,
            revealTime: REVEAL_TIME,
            drawnPieces: DRAWN,
            loss: IMarket.Loss.Errors,
            fullImprovement: 1_000_000
        });
    }

    function createModel(IMarket.MarketOptions memory o) internal returns (uint256) {
        uint256[] memory words = filledWords(FEATURES + 1, 8, -8);
        vm.prank(owner);
        return trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), 0, METADATA, words);
    }

    function testSet() internal pure returns (Piece[] memory pieces) {
        pieces = new Piece[](PIECES);
        for (uint256 i; i < PIECES; ++i) {
            bytes memory data;
            for (uint256 k; k < PER_PIECE; ++k) {
                data = abi.encodePacked(data, testSample(1, one(PER_PIECE * i + k)));
            }
            pieces[i] = Piece(keccak256(abi.encode("salt", i)), data);
        }
    }

    function commit() internal {
        bytes32[] memory list = hashes(modelId, testSet());
        vm.prank(owner);
        trainer.commit{value: BOUNTY}(modelId, list);
    }

    /// Up to the drawn pieces.
    function draw() internal {
        commit();
        mine(3);
        trainer.draw(modelId);
    }

    /// Up to contributions.
    function open() internal {
        draw();
        revealDue(trainer, modelId, testSet(), false);
        inPhase(IMarket.Phase.Open);
    }

    /// After the last contribution: up to settlement.
    function revealRest() internal {
        if (trainer.incentive(modelId).phase == IMarket.Phase.Open) skip(OPEN_TIME);
        revealDue(trainer, modelId, testSet(), true);
        inPhase(IMarket.Phase.Settling);
    }

    /// After the last contribution: all is scored.
    function settle() internal {
        revealRest();
        Score[] memory list = settleAll(trainer, modelId, made, 1000);
        for (uint256 i; i < list.length; ++i) {
            scores[i] = list[i];
        }
        inPhase(IMarket.Phase.Settled);
    }

    function contribute(address who, uint256 label, bytes memory sample) internal returns (uint256 index) {
        uint256 stake = trainer.price(modelId);
        vm.prank(who);
        index = trainer.contribute{value: stake}(modelId, uint8(label), sample);
        made.push(newContribution(index, who, uint8(label), stake, sample));
    }

    /// The contributor has its reward claimed; returns what came in.
    function claim(uint256 index) internal returns (uint256 amount) {
        address who = made[index].contributor;
        uint256 before = who.balance;
        trainer.claim(modelId, index, who, scores[index].gain, scores[index].penalty);
        amount = who.balance - before;
    }

    function claimDefault(uint256 index) internal returns (uint256 amount) {
        address who = made[index].contributor;
        uint256 before = who.balance;
        trainer.claimDefault(modelId, made[index], proofOf(address(trainer), modelId, made[index]));
        amount = who.balance - before;
    }

    /// The sponsor's part; returns what came in.
    function withdraw() internal returns (uint256 amount) {
        address sponsor = trainer.incentive(modelId).sponsor;
        uint256 before = sponsor.balance;
        trainer.withdraw(modelId);
        amount = sponsor.balance - before;
    }

    /// The `i`th feature that only hidden test samples have.
    function hiddenFeature(uint256 i) internal view returns (uint256) {
        uint256 drawn = trainer.incentive(modelId).drawn;
        for (uint256 piece;; ++piece) {
            if ((drawn >> piece) & 1 != 0) continue;
            if (i < PER_PIECE) return PER_PIECE * piece + i;
            i -= PER_PIECE;
        }
        return 0;
    }

    function inPhase(IMarket.Phase expected) internal view {
        assertEq(uint256(trainer.incentive(modelId).phase), uint256(expected), "the phase");
    }

    function expectWrongPhase() internal {
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongPhase.selector, modelId, trainer.incentive(modelId).phase)
        );
    }

    function none() internal pure returns (Contribution[] memory) {
        return new Contribution[](0);
    }

    function only(Contribution memory c) internal pure returns (Contribution[] memory list) {
        list = new Contribution[](1);
        list[0] = c;
    }
}
