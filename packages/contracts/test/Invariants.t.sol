// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {TrainerHandler} from "./utils/TrainerHandler.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// Whatever people do, in whatever order: the money adds up, and only the rules pay.
/// forge-config: default.invariant.runs = 64
contract InvariantsTest is TrainerTest {
    TrainerHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new TrainerHandler(trainer);
    }

    /// The contracts whose functions forge calls.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// At all times the trainer holds the open deposits of all models, and what was forced on it.
    function invariant_conservation() external {
        uint256 sum = handler.forced();
        for (uint256 modelId; modelId < handler.MODELS(); ++modelId) {
            sum += handler.openDeposits(modelId);
        }
        assertEq(address(trainer).balance, sum, "balance = open deposits");
    }

    /// Per model, the open records are those of the books, each with what remains of its deposit.
    function invariant_openRecords() external {
        uint256[] memory sums = new uint256[](handler.MODELS());
        for (uint256 i; i < handler.openCount(); ++i) {
            TrainerHandler.Open memory o = handler.open(i);
            sums[o.modelId] += o.c.remaining;
            assertTrue(handler.isOpenNow(o), "an open contribution");
            assertTrue(o.c.remaining <= o.c.deposit, "never more than the deposit");
        }
        for (uint256 modelId; modelId < sums.length; ++modelId) {
            assertEq(sums[modelId], handler.openDeposits(modelId), "the open deposits of the model");
        }
    }

    /// What was paid out in full stays closed.
    function invariant_closedRecords() external {
        for (uint256 i; i < handler.closedCount(); ++i) {
            TrainerHandler.Open memory o = handler.closed(i);
            assertTrue(!handler.isOpenNow(o), "a closed contribution");
        }
    }

    /// Everybody has what the rules gave and took.
    function invariant_balances() external {
        address[] memory people = handler.people();
        for (uint256 i; i < people.length; ++i) {
            assertEq(people[i].balance, handler.expectedBalance(people[i]), "a balance");
        }
    }

    /// Verified contributions are refunds, and never more than contributions.
    function invariant_verified() external {
        address[] memory people = handler.people();
        for (uint256 modelId; modelId < handler.MODELS(); ++modelId) {
            uint256 sum;
            for (uint256 i; i < people.length; ++i) {
                sum += trainer.verified(modelId, people[i]);
                assertEq(
                    trainer.verified(modelId, people[i]), handler.verified(modelId, people[i]), "an account's"
                );
            }
            assertEq(trainer.incentive(modelId).totalVerified, sum, "the model's");
            assertEq(trainer.log(modelId).entries, handler.entries(modelId), "entries");
            assertTrue(sum <= handler.entries(modelId), "no more than contributions");
        }
    }
}
