// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";

/// The worked example of docs/prediction-market.md.
contract MarketExampleTest is MarketTest {
    uint256 private constant EXAMPLE_BOUNTY = 9 ether;

    function test_example() public {
        uint256 id = vm.snapshotState();
        // a lot that has the three scored in the order in which they came
        for (uint256 lot = 1;; ++lot) {
            contributeThree(bytes32(lot));
            if (trainer.scoredAt(modelId, 0) == 0 && trainer.scoredAt(modelId, 1) == 1) break;
            vm.revertToState(id);
        }
        settle();

        checkScore(0, true, 8, 1, 0);
        checkScore(1, false, 9, 0, 1 ether);
        checkScore(2, true, 0, 8, 0);
        // 1 + 9 * 1/9 + 1 * 1/9
        assertEq(claim(0), 2.111111111111111111 ether, "Alice");
        assertEq(claim(1), 0, "Bob");
        // 1 + 9 * 8/9 + what is left of Bob's stake
        assertEq(claim(2), 9.888888888888888889 ether, "Carol");
        assertEq(address(trainer).balance, 0, "nothing is left for the sponsor");
    }

    function contributeThree(bytes32 lot) private {
        bytes32[] memory list = hashes(modelId, testSet());
        vm.prank(owner);
        trainer.commit{value: EXAMPLE_BOUNTY}(modelId, list);
        mine(3);
        vm.setBlockhash(trainer.incentive(modelId).drawBlock, lot);
        trainer.draw(modelId);
        revealDue(trainer, modelId, testSet(), false);
        contribute(alice, 1, one(hiddenFeature(0)));
        contribute(bob, 0, one(hiddenFeature(0)));
        contribute(carol, 1, one(hiddenFeature(1)));
        revealRest();
        assertEq(trainer.incentive(modelId).firstLoss, 9 * ONE, "nine are wrong at first");
    }

    function checkScore(uint256 index, bool kept, uint256 loss, uint256 gain, uint256 penalty) private view {
        assertTrue(scores[index].kept == kept, "kept");
        assertEq(scores[index].loss, loss * ONE, "loss");
        assertEq(scores[index].gain, gain * ONE, "gain");
        assertEq(scores[index].penalty, penalty, "penalty");
    }
}
