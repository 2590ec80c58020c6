// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Mirror} from "./utils/LogMirror.sol";
import {EntryLog} from "../src/libraries/EntryLog.sol";
import {ICollaborativeTrainer} from "../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";
import {BusyWallet, Wallet} from "./utils/Wallets.sol";

/// What *Deposit, Refund, Take* does not protect from, as the paper has it, with figures. These tests document; the
/// threat model says what each costs the attacker.
contract MechanismLimitsTest is TrainerTest {
    uint256 private constant TOP_PRICE = uint256(DEPOSIT_WEIGHT) * 3600 gwei;

    address private mallory = named("mallory");

    /// Wrong labels change the model until it agrees with them; then the deposits come back. Poisoning costs gas and
    /// the use of the money for the refund time, as long as nobody takes or trains the model back before.
    function test_self_validating_poison() public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 25);
        bytes memory sample = spread(0, 20, 3);
        assertEq(trainer.score(modelId, sample), int256(21 * 25), "the model says 1, firmly");

        uint256 before = mallory.balance;
        Contribution[] memory wrong = new Contribution[](3);
        for (uint256 i; i < 3; ++i) {
            (, wrong[i]) = contribute(mallory, modelId, 0, sample);
        }
        assertEq(before - mallory.balance, 3 * TOP_PRICE, "three deposits");
        assertEq(trainer.predict(modelId, sample), 0, "three contributions flip it");

        skip(REFUND_TIME);
        for (uint256 i; i < 3; ++i) {
            refund(mallory, modelId, wrong[i]);
        }
        assertEq(mallory.balance, before, "all deposits are back");
        assertEq(trainer.verified(modelId, mallory), 3, "and the poisoner is well reputed");
    }

    /// What the model knows already costs nothing but gas and time, and each refund is a verified contribution: nine
    /// of them leave an honest taker with one tenth.
    function test_reputation_farming() public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 100);
        uint256 before = mallory.balance;
        for (uint256 i; i < 9; ++i) {
            verify(mallory, modelId, one(50));
        }
        assertEq(mallory.balance, before, "free but for gas");

        verify(bob, modelId, one(50));
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (uint256 amount, Contribution memory rest) = take(mallory, modelId, c);
        assertEq(amount, uint256(c.deposit) * 9 / 10, "nine tenths for the farmer");
        (amount,) = take(bob, modelId, rest);
        assertEq(amount, uint256(c.deposit) / 10, "one tenth for the honest one");
    }

    /// Any contribution puts the price back to its top, 60 times that of an hour later. Who sends just the price that
    /// it saw can be made to fail; who sends more gets the change, and pays the top price at most.
    function test_price_griefing() public {
        uint256 modelId = createModel();
        skip(1 hours);
        uint256 seen = trainer.price(modelId);
        assertEq(seen, TOP_PRICE / 60, "after an hour");

        (, Contribution memory c) = contribute(mallory, modelId, 0, one(1)); // in front
        vm.expectRevert(
            abi.encodeWithSelector(ICollaborativeTrainer.DepositTooSmall.selector, TOP_PRICE, seen)
        );
        vm.prank(alice);
        trainer.contribute{value: seen}(modelId, 0, one(2));

        uint256 before = alice.balance;
        vm.prank(alice);
        trainer.contribute{value: 1 ether}(modelId, 0, one(2));
        assertEq(before - alice.balance, TOP_PRICE, "the top price, and the change comes back");

        // One a block keeps it there, and every deposit comes back.
        before = mallory.balance;
        for (uint256 i; i < 10; ++i) {
            contribute(mallory, modelId, 0, one(1));
            skip(12 seconds);
            assertEq(trainer.price(modelId), TOP_PRICE / 3, "a block later");
        }
        skip(REFUND_TIME);
        refund(mallory, modelId, c);
    }

    /// A second account of the author's takes a share of the author's bad deposit, before honest takers do; after
    /// `anyClaimTime` the author takes all that is left.
    function test_sybil_take() public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 100);
        address sybil = named("sybil");
        verify(sybil, modelId, one(50));
        verify(bob, modelId, one(50));
        uint256 before = mallory.balance + sybil.balance;

        (, Contribution memory c) = contribute(mallory, modelId, 0, one(1));
        skip(REFUND_TIME);
        (, Contribution memory rest) = take(sybil, modelId, c);
        assertEq(before - mallory.balance - sybil.balance, c.deposit - c.deposit / 2, "half of it is lost");

        skip(ANY_CLAIM_TIME);
        take(mallory, modelId, rest);
        assertEq(mallory.balance + sybil.balance, before, "nothing is lost when nobody took the rest");
    }

    /// After `anyClaimTime` a bot sweeps everything that is open, honest unclaimed deposits too; in time, the
    /// contributor's refund comes first.
    function test_deadline_sweep() public {
        uint256 modelId = createModel();
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        (uint256 inTime, Contribution memory d) = contribute(bob, modelId, 0, one(2));
        skip(ANY_CLAIM_TIME - 1);
        refund(bob, modelId, d);
        skip(1);
        assertEq(trainer.predict(modelId, c.sample), c.label, "the model agrees with it");
        (uint256 amount,) = take(mallory, modelId, c);
        assertEq(amount, c.deposit, "an honest deposit, swept");
    }

    /// Refund and take ask the model as it is in this block: who flips it for a moment takes an honest deposit. With a
    /// refund time of 0 all of it is one transaction, and the flipping deposits come back in it.
    function test_model_flip_inOneTransaction() public {
        IDeposits.DepositOptions memory o = depositOptions();
        o.refundTime = 0;
        uint256 modelId = createModel(perceptronOptions(), o, 0);
        BusyWallet wallet = new BusyWallet();
        vm.deal(address(wallet), 1 ether);
        verify(address(wallet), modelId, one(50));
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(1 hours);
        uint256 before = address(wallet).balance;
        bytes32 weights = keccak256(abi.encode(trainer.parameters(modelId, 0, 4)));

        uint256 price = trainer.price(modelId);
        wallet.execute(address(trainer), flips(modelId, address(wallet), c, price));

        assertEq(address(wallet).balance - before, c.deposit, "the honest deposit, for gas alone");
        assertEq(
            keccak256(abi.encode(trainer.parameters(modelId, 0, 4))), weights, "and the model is as it was"
        );
    }

    /// With a refund time, the flip can still be one transaction, but its deposit stays behind: here it is as large as
    /// the honest one, and lost to the honest contributor once the model is back.
    function test_model_flip_withARefundTime() public {
        uint256 modelId = createModel();
        verify(mallory, modelId, one(50));
        verify(alice, modelId, one(51));
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);

        (uint256 flipped, Contribution memory flip) = contribute(mallory, modelId, 1, one(1));
        (uint256 gain,) = take(mallory, modelId, c);
        assertEq(gain, c.deposit / 2, "a share of the honest deposit");
        contribute(alice, modelId, 0, one(1)); // the model is trained back
        skip(REFUND_TIME);
        vm.expectRevert(abi.encodeWithSelector(IDeposits.ModelDisagrees.selector, 0, 1));
        vm.prank(mallory);
        trainer.refund(modelId, flip, proofOf(address(trainer), modelId, flip));
        (uint256 compensation,) = take(alice, modelId, flip);
        assertEq(compensation, flip.deposit / 2, "alice has a share of the flip's deposit");
    }

    /// A contribution can be copied while it waits: the copier pays a deposit of its own, and makes the original dearer.
    function test_copied_contribution() public {
        uint256 modelId = createModel();
        skip(1 hours);
        (, Contribution memory copy) = contribute(mallory, modelId, 1, one(1));
        (, Contribution memory original) = contribute(alice, modelId, 1, one(1));
        assertEq(copy.deposit, TOP_PRICE / 60, "the copy came first, at the lower price");
        assertEq(original.deposit, TOP_PRICE, "the original at the top price");
        skip(REFUND_TIME);
        refund(mallory, modelId, copy);
        refund(alice, modelId, original);
        assertEq(trainer.verified(modelId, mallory), trainer.verified(modelId, alice), "both are verified");
    }

    /// A take changes what a claim has to bring: a claim that was made for the state before it fails, and is made
    /// anew. Each account can do this once to a contribution, and must have a verified contribution.
    function test_front_run_claim() public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 100);
        verify(mallory, modelId, one(50));
        verify(bob, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (, Contribution memory rest) = take(mallory, modelId, c);
        vm.expectRevert(abi.encodeWithSelector(EntryLog.AlreadyTouched.selector, index));
        vm.prank(bob);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
        (uint256 amount,) = take(bob, modelId, rest);
        assertEq(amount, c.deposit / 2, "the same share, one transaction later");
    }

    /// An owner who sets the claim times to 0 may take every deposit at once. The times are in ModelCreated, and
    /// nobody can change them later: look before contributing.
    function test_greedy_owner() public {
        uint256 modelId =
            createModel(perceptronOptions(), IDeposits.DepositOptions(0, 0, ANY_CLAIM_TIME, 1000), 0);
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        (uint256 amount,) = take(owner, modelId, c);
        assertEq(amount, c.deposit, "all of it, in the same block");
    }

    /// Turns the model, takes `c`, has the deposit of the turning back, and turns the model again. The proofs are of the
    /// log as it will be, which the attacker's contract can compute.
    function flips(uint256 modelId, address wallet, Contribution memory c, uint256 price)
        private
        returns (Wallet.Call[] memory calls)
    {
        calls = new Wallet.Call[](5);
        Mirror storage log = mirrorOf(address(trainer), modelId);
        Contribution memory flip = newContribution(log.count(), wallet, 1, price, one(1));
        log.append(leafOf(flip));
        calls[0] = Wallet.Call(price, abi.encodeCall(trainer.contribute, (modelId, 1, one(1))));
        bytes memory proof = proofOf(address(trainer), modelId, c);
        calls[1] = Wallet.Call(0, abi.encodeCall(trainer.take, (modelId, c, proof)));
        proof = proofOf(address(trainer), modelId, flip);
        calls[2] = Wallet.Call(0, abi.encodeCall(trainer.refund, (modelId, flip, proof)));
        flip = newContribution(log.count(), wallet, 0, TOP_PRICE, one(1));
        log.append(leafOf(flip));
        calls[3] = Wallet.Call(TOP_PRICE, abi.encodeCall(trainer.contribute, (modelId, 0, one(1))));
        proof = proofOf(address(trainer), modelId, flip);
        calls[4] = Wallet.Call(0, abi.encodeCall(trainer.refund, (modelId, flip, proof)));
    }
}
