// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Mirror} from "../utils/LogMirror.sol";
import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";
import {BusyWallet, Wallet} from "../utils/Wallets.sol";

/// The attacks that work against the plain mechanism (MechanismLimits.t.sol), each tried here, and those that are left.
contract BondedAttacksTest is BondedTest {
    address private sybil = named("sybil");

    /// Wrong labels teach the model nothing while they wait, so it does not come to agree with them; each is lost.
    function test_self_validating_poison() public {
        uint256 modelId = createBonded(perceptronOptions(), bondedOptions(), 25);
        bytes memory sample = spread(0, 20, 3);
        uint256 before = mallory.balance;
        uint256 alices = alice.balance;
        uint256 lost;
        for (uint256 i; i < 3; ++i) {
            (uint256 index, Contribution memory c) = stake(mallory, modelId, 0, sample);
            assertEq(trainer.predict(modelId, sample), 1, "the model has not moved");
            Challenge[] memory challenges = challenge(alice, modelId, c, none(), 1);
            skip(CHALLENGE_TIME);
            settle(modelId, c, challenges);
            lost += c.deposit;
        }
        assertEq(trainer.score(modelId, sample), int256(21 * 25), "the model is as it was");
        assertEq(before - mallory.balance, lost, "each deposit is lost");
        assertEq(alice.balance - alices, lost, "to the one who watched");
    }

    /// Attack 1: a second account recovers the deposit of a bad contribution only by asserting the right label before
    /// anybody else does, so that nothing bad is learned. Joining in on either side, after an honest challenge, costs the
    /// attacker at least the deposit.
    function test_sybil_take(bool joinsEarly, uint8 rounds) public {
        uint256 modelId = createBonded(perceptronOptions(), bondedOptions(), 100);
        uint256 before = mallory.balance + sybil.balance;
        (uint256 index, Contribution memory c) = stake(mallory, modelId, 0, one(1));
        Challenge[] memory challenges;
        if (joinsEarly) {
            challenges = challenge(sybil, modelId, c, challenges, 1);
        } else {
            challenges = challenge(alice, modelId, c, challenges, 1);
            for (uint256 i; i < rounds % 2; ++i) {
                challenges = challenge(mallory, modelId, c, challenges, 0);
                challenges = challenge(sybil, modelId, c, challenges, 1);
            }
        }
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        uint256 lost = before - mallory.balance - sybil.balance;
        if (joinsEarly) assertEq(lost, 0, "it has told itself off in time");
        else assertTrue(lost >= c.deposit, "the deposit is lost");
        assertEq(trainer.predict(modelId, one(1)), 1, "and the model learns the right label");
    }

    /// Attack 2: there is nothing to count. However many contributions somebody has had refunded that the model knew
    /// already, of a lost deposit it gets nothing without a bond of its own.
    function test_count_farming() public {
        uint256 modelId = createBonded(perceptronOptions(), bondedOptions(), 100);
        uint256 before = mallory.balance;
        for (uint256 i; i < 9; ++i) {
            (uint256 known, Contribution memory d) = stake(mallory, modelId, 1, one(50));
            skip(CHALLENGE_TIME);
            settle(modelId, d, none());
        }
        (uint256 index, Contribution memory c) = stake(bob, modelId, 0, one(1));
        uint256 alices = alice.balance;
        Challenge[] memory challenges = challenge(alice, modelId, c, none(), 1);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(mallory.balance, before, "nothing for the farmer");
        assertEq(alice.balance - alices, c.deposit, "all of it for the challenger");
    }

    /// Attack 3: there is no deadline after which anybody may take what belongs to others; a bot that settles for others
    /// pays the gas.
    function test_deadline_sweep(uint32 age) public {
        uint256 modelId = createBonded();
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        uint256 alices = alice.balance;
        uint256 before = mallory.balance;
        skip(bound(age, CHALLENGE_TIME, type(uint32).max - START));
        vm.prank(mallory);
        refundWith(modelId, c, none());
        assertEq(mallory.balance, before, "nothing for the bot");
        assertEq(alice.balance - alices, c.deposit, "the deposit is the contributor's");
    }

    /// Attack 4: contributing, settling and challenging in one transaction changes no prediction, and predictions decide
    /// nothing. Even a model that was turned round refunds who is unchallenged.
    function test_model_flip() public {
        uint256 modelId = createBonded();
        BusyWallet wallet = new BusyWallet();
        vm.deal(address(wallet), 1 ether);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 0, one(1));
        skip(CHALLENGE_TIME);

        uint256 price = bonded.priceOf(modelId, 1, one(1));
        Mirror storage log = mirrorOf(address(trainer), modelId);
        Contribution memory flip = newContribution(log.count(), address(wallet), 1, price, one(1));
        // what the log will be, as the attacker's contract would compute it
        log.append(leafOf(flip));
        bytes memory proof = proofOf(address(bonded), modelId, flip, none());
        Wallet.Call[] memory calls = new Wallet.Call[](2);
        calls[0] = Wallet.Call(price, abi.encodeCall(trainer.contribute, (modelId, 1, one(1))));
        calls[1] = Wallet.Call(0, abi.encodeCall(bonded.refund, (modelId, flip, none(), proof)));
        vm.expectPartialRevert(Wallet.CallFailed.selector);
        wallet.execute(address(trainer), calls);

        // turned round by somebody whom nobody challenged
        (uint256 other, Contribution memory d) = stake(mallory, modelId, 1, one(1));
        skip(CHALLENGE_TIME);
        settle(modelId, d, none());
        assertEq(trainer.predict(modelId, one(1)), 1, "the model disagrees with alice");
        uint256 before = alice.balance;
        settle(modelId, c, none());
        assertEq(alice.balance - before, c.deposit, "who has her deposit back all the same");
    }

    /// Attack 5: neither time nor other contributions move the price.
    function test_price_timing(uint32 elapsed, uint8 contributions) public {
        uint256 modelId = createBonded();
        uint256 known = bonded.priceOf(modelId, 0, one(1));
        uint256 unknown = bonded.priceOf(modelId, 1, one(1));
        for (uint256 i; i < contributions % 20; ++i) {
            stake(mallory, modelId, uint8(i % 2), one(i));
        }
        skip(bound(elapsed, 0, type(uint32).max - START));
        assertEq(bonded.priceOf(modelId, 0, one(1)), known, "the price of what the model knows");
        assertEq(bonded.priceOf(modelId, 1, one(1)), unknown, "and of what it does not know");
        assertEq(bonded.price(modelId), unknown, "and the most");
    }

    /// Attack 11, copying: a copy of a pending contribution stakes the same and earns nothing; the original neither pays
    /// more nor loses anything.
    function test_copied_contribution() public {
        uint256 modelId = createBonded();
        uint256 before = mallory.balance;
        uint256 alices = alice.balance;
        (uint256 first, Contribution memory copy) = stake(mallory, modelId, 1, one(1));
        (uint256 second, Contribution memory original) = stake(alice, modelId, 1, one(1));
        assertEq(copy.deposit, original.deposit, "the same deposit");
        skip(CHALLENGE_TIME);
        settle(modelId, copy, none());
        settle(modelId, original, none());
        assertEq(mallory.balance, before, "nothing for the copier");
        assertEq(alice.balance, alices, "nothing lost for alice");
    }

    /// Attack 11, front-running a claim: settling is for everybody the same, so nobody gains by being first; the second
    /// call finds the contribution closed.
    function test_front_run_refund() public {
        uint256 modelId = createBonded();
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges = challenge(mallory, modelId, c, none(), 0);
        challenges = challenge(alice, modelId, c, challenges, 1);
        skip(CHALLENGE_TIME);
        uint256 before = alice.balance;
        vm.prank(mallory);
        refundWith(modelId, c, challenges);
        assertEq(alice.balance - before, 7 * uint256(c.deposit), "alice is paid");
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index + 2));
        vm.prank(alice);
        refundWith(modelId, c, challenges);
    }

    /// What is left of it: a challenge can be copied by one that goes first. It takes the reward and does the work.
    function test_front_run_challenge() public {
        uint256 modelId = createBonded(perceptronOptions(), bondedOptions(), 100);
        (uint256 index, Contribution memory c) = stake(bob, modelId, 0, one(1));
        Challenge[] memory challenges = challenge(mallory, modelId, c, none(), 1);
        uint256 before = alice.balance;
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index));
        vm.prank(alice);
        challengeWith(2 * uint256(c.deposit), modelId, c, none(), 1);
        assertEq(alice.balance, before, "alice's bond stays with her");
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(trainer.predict(modelId, one(1)), 1, "and the model learns the right label");
    }

    /// The bound: where nobody watches, a bad contribution is learned, for gas and the use of the deposit; it earns
    /// nothing. A wrong challenge that nobody answers earns the deposit; one that is answered loses twice as much.
    function test_nobody_watches() public {
        uint256 modelId = createBonded();
        uint256 before = mallory.balance;
        (uint256 index, Contribution memory c) = stake(mallory, modelId, 1, one(1));
        skip(CHALLENGE_TIME);
        settle(modelId, c, none());
        assertEq(mallory.balance, before, "a bad contribution earns nothing");
        assertEq(trainer.predict(modelId, one(1)), 1, "but is learned");

        (index, c) = stake(alice, modelId, 0, one(1));
        Challenge[] memory challenges = challenge(mallory, modelId, c, none(), 1);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(mallory.balance - before, c.deposit, "not answered");

        before = mallory.balance;
        (index, c) = stake(alice, modelId, 0, one(1));
        challenges = challenge(mallory, modelId, c, none(), 1);
        challenges = challenge(bob, modelId, c, challenges, 0);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(before - mallory.balance, 2 * uint256(c.deposit), "answered");
    }
}
