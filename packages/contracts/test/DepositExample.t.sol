// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// The example of docs/deposits.md, number for number.
contract DepositExampleTest is TrainerTest {
    function test_example() public {
        uint256 modelId = createModel();
        address mallory = named("mallory");
        for (uint256 i; i < 5; ++i) {
            verify(i < 2 ? bob : carol, modelId, one(10 + i));
        }
        skip(1 hours - (time() - trainer.incentive(modelId).lastContribution));
        (, Contribution memory c) = contribute(mallory, modelId, 1, one(50));
        assertEq(c.deposit, 60_000 gwei, "the deposit an hour after the last contribution");

        while (trainer.predict(modelId, one(50)) == 1) contribute(alice, modelId, 0, one(50));
        skip(REFUND_TIME);
        uint256 taken;
        (taken, c) = take(bob, modelId, c);
        assertEq(taken, 24_000 gwei, "two of five verified contributions");
        (taken, c) = take(carol, modelId, c);
        assertEq(taken, 36_000 gwei, "three of five");
        assertEq(c.remaining, 0, "nothing is left");
    }
}
