// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// The worked example of docs/prediction-market.md: twenty test samples, all wrong at first; a fall of the mean loss by
/// 1 is worth 5 ETH, so that a test sample of the ten that pay is worth 0.5 ETH. The bounty is 10 ETH, a bundle stakes
/// 1 ETH.
contract MarketExampleTest is MarketTest {
    function test_example() public {
        open();
        uint256 id = vm.snapshotState();
        // whichever the halves and the order are that come of three bundles
        three(one(0), one(0));
        toSettling();
        revealedInOrder();
        bytes memory paying = one(testOf(true, 0));
        bytes memory other = one(testOf(false, 0));
        vm.revertToState(id);

        three(paying, other);
        toSettled();
        // Alice's teaches one of the half that pays; Bob says the contrary of the same sample; Carol's teaches one of
        // the half that decides
        uint256 alices = placeIn(0);
        uint256 bobs = placeIn(1);
        assertEq(scores[2].amount, STAKE, "Carol has her stake back");
        if (alices < bobs) {
            assertEq(scores[0].amount, STAKE + WORTH, "Alice earns half an ether");
            bool bothTaught = placeIn(2) < bobs;
            // Bob's unlearns Carol's, too: one of ten, which is tolerated
            assertTrue(scores[1].kept, "a tenth is tolerated");
            assertEq(scores[1].amount, STAKE - WORTH, "Bob pays it");
            assertEq(trainer.incentive(modelId).keepLoss, (bothTaught ? HALF : HALF - 1) * ONE, "and so on");
        } else {
            assertEq(scores[1].amount, STAKE, "Bob has said what the model said");
            assertEq(scores[0].amount, STAKE + WORTH, "Alice earns half an ether");
        }
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.pot, 0, "the rest has gone back to the sponsor");
    }

    function three(bytes memory paying, bytes memory other) private {
        bundle(alice, 1, paying);
        bundle(bob, 0, paying);
        bundle(carol, 1, other);
    }

    /// At which position a bundle was scored.
    function placeIn(uint256 place) private view returns (uint256 position) {
        while (order[position] != place) ++position;
    }
}
