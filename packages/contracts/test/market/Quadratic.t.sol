// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketActions} from "./MarketActions.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {SparseTest} from "../utils/SparseTest.sol";

interface Probabilities {
    function probability(uint256 modelId, bytes calldata sample) external view returns (uint256);
}

/// A market of logistic regression under the quadratic loss.
contract QuadraticTest is MarketActions, SparseTest {
    uint256 private constant PIECES = 3;

    IMarketTrainer private trainer;
    uint256 private modelId;
    Contribution[] private made;

    function setUp() public {
        vm.warp(1_700_000_000);
        vm.roll(1000);
        trainer = IMarketTrainer(deployTrainer("Market", "LogisticRegression"));
    }

    /// (1 - p)² for the label's probability p, rounded down to 2^-16, whatever the score.
    function test_loss(int8 weight, uint8 label) public {
        vm.assume(weight != type(int8).min);
        label = label % 2;
        create(weight);
        (uint256 sum, uint256 count,) = trainer.lossOf(modelId, testSample(label, one(3)), 1);
        assertEq(count, 1, "one test sample");
        // in units of 10^-18, to within 2 of them
        uint256 p = Probabilities(address(trainer)).probability(modelId, one(3));
        uint256 error_ = label == 1 ? 1e18 - p : p;
        uint256 low = (error_ < 4 ? 0 : error_ - 4) ** 2 * 65_536 / 1e36;
        uint256 high = (error_ + 4) ** 2 * 65_536 / 1e36;
        assertTrue(sum >= low && sum <= high && sum <= 65_536, "the square of the error");
    }

    /// It is proper: a model that says 1/2 loses a quarter, whatever the label; the gain is what the model is surer.
    function test_market() public {
        create(0);
        (uint256 sum,,) = trainer.lossOf(modelId, testSample(1, one(3)), 1);
        assertEq(sum, 16_384, "a quarter");
        Piece[] memory pieces = new Piece[](PIECES);
        for (uint256 i; i < PIECES; ++i) {
            pieces[i] = Piece(bytes32(i + 1), testSample(1, one(i)));
        }
        bytes32[] memory list = hashes(modelId, pieces);
        vm.prank(owner);
        trainer.commit{value: 8 ether}(modelId, list);
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, pieces, false);
        vm.prank(alice);
        trainer.contribute{value: 1 ether}(modelId, 1, spread(0, 3, 1));
        made.push(newContribution(made.length, alice, 1, 1 ether, spread(0, 3, 1)));
        skip(1 days);
        revealDue(trainer, modelId, pieces, true);
        assertEq(trainer.incentive(modelId).firstLoss, 2 * 16_384, "two test samples");
        Score[] memory scores = settleAll(trainer, modelId, made, 1);
        // The step is 16/2 = 8 units of 1/16 each: the scores rise from 0 to 1, the probability to 0.7310586.
        assertEq(scores[0].loss, 2 * 4740, "the square of 1 - 0.7310586, 0.0723294, of 65,536");
        uint256 before = alice.balance;
        trainer.claim(modelId, 0, alice, scores[0].gain, 0);
        assertEq(alice.balance - before, 1 ether + 8 ether * scores[0].gain / (2 * 65_536), "the reward");
    }

    /// A model of 100 features with all weights and the intercept `weight`, in units of 1/16.
    function create(int256 weight) private {
        IMarket.MarketOptions memory o = IMarket.MarketOptions({
            stake: 1 ether,
            maxContributions: 10,
            openTime: 1 days,
            revealTime: 1 days,
            drawnPieces: 1,
            loss: IMarket.Loss.Quadratic,
            fullImprovement: 1_000_000
        });
        vm.prank(owner);
        modelId = trainer.createModel(
            0,
            abi.encode(FEATURES, 8, 4, 16),
            abi.encode(o),
            0,
            METADATA,
            filledWords(FEATURES + 1, 8, weight)
        );
    }
}
