// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";
import {
    BusyWallet,
    DeafWallet,
    HungryWallet,
    ReentrantWallet,
    RefusingWallet,
    Wallet
} from "./utils/Wallets.sol";

/// Whoever receives money, and whatever it does then: it gets what is its own, and nothing else.
contract ReceiversTest is TrainerTest {
    uint256 private constant CHANGE = 1 ether;
    uint256 private constant FUNDS = 100 ether;

    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createModel(perceptronOptions(), depositOptions(), 100);
    }

    function test_busyWallet() public {
        BusyWallet wallet = new BusyWallet();
        getsItsMoney(wallet);
        assertEq(wallet.times(), 5, "told of each payment: three times change, a refund, a take");
    }

    function test_refusingWallet() public {
        getsItsMoney(new RefusingWallet());
    }

    function test_deafWallet() public {
        getsItsMoney(new DeafWallet());
    }

    function test_hungryWallet() public {
        getsItsMoney(new HungryWallet());
    }

    /// Claims again while the refund comes in, or claims what is another's, or contributes.
    function test_reentrantWallet_refund(uint8 kind) public {
        ReentrantWallet wallet = reentrantWallet();
        (, Contribution memory o) = contribute(alice, modelId, 1, one(2));
        (, Contribution memory c) = contribute(address(wallet), modelId, 1, one(1));
        skip(REFUND_TIME);
        if (kind % 5 == 0) wallet.attackWith(refundCall(modelId, c));
        if (kind % 5 == 1) wallet.attackWith(takeCall(modelId, c));
        if (kind % 5 == 2) wallet.attackWith(refundCall(modelId, c));
        if (kind % 5 == 3) wallet.attackWith(takeCall(modelId, o));
        if (kind % 5 == 4) wallet.attackWith(abi.encodeCall(trainer.contribute, (modelId, 1, one(1))));
        refund(address(wallet), modelId, c);

        assertEq(wallet.attempts(), 1, "it tried");
        assertEq(wallet.successes(), 0, "in vain");
        assertEq(address(wallet).balance, FUNDS, "its own deposit");
        assertEq(trainer.verified(modelId, address(wallet)), 1, "one verified contribution");
        assertEq(address(trainer).balance, o.deposit, "the other's deposit stays");
    }

    /// Takes again while a share comes in, with the old state or with the new one; then once more, late.
    function test_reentrantWallet_take(bool old) public {
        ReentrantWallet wallet = reentrantWallet();
        verify(address(wallet), modelId, one(50));
        verify(bob, modelId, one(50));
        uint256 before = address(wallet).balance;
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        Contribution memory next = afterTake(c, address(wallet), c.deposit / 2);
        wallet.attackWith(takeCall(modelId, old ? c : next));
        take(address(wallet), modelId, c);
        assertEq(wallet.attempts(), 1, "it tried");
        assertEq(wallet.successes(), 0, "in vain");
        assertEq(address(wallet).balance - before, c.deposit / 2, "its share");

        skip(ANY_CLAIM_TIME);
        take(address(wallet), modelId, next);
        assertEq(wallet.attempts(), 2, "it tried again");
        assertEq(wallet.successes(), 0, "in vain");
        assertEq(address(wallet).balance - before, c.deposit, "the rest, once");
        assertEq(address(trainer).balance, 0, "nothing else was there");
    }

    /// Claims what is its own in the middle of another payment: allowed, and the same as one after the other.
    function test_reentrantWallet_ownClaims() public {
        ReentrantWallet wallet = reentrantWallet();
        (, Contribution memory c) = contribute(address(wallet), modelId, 1, one(1));
        (, Contribution memory d) = contribute(address(wallet), modelId, 1, one(2));
        (, Contribution memory others) = contribute(alice, modelId, 1, one(3));
        skip(REFUND_TIME);
        wallet.attackWith(refundCall(modelId, d));
        refund(address(wallet), modelId, c);
        // The refund within the refund came first; the payment of that one called back in vain.
        assertEq(wallet.attempts(), 2, "it tried twice");
        assertEq(wallet.successes(), 1, "once it went through");
        assertEq(address(wallet).balance, FUNDS, "both deposits, once");
        assertEq(trainer.verified(modelId, address(wallet)), 2, "both verified");
        assertEq(address(trainer).balance, others.deposit, "the other's deposit stays");
    }

    /// Contributes while change comes in: it is one contribution after another.
    function test_reentrantWallet_contribute() public {
        ReentrantWallet wallet = reentrantWallet();
        wallet.attackWith(abi.encodeCall(trainer.contribute, (modelId, 1, one(9))));
        uint256 price = trainer.price(modelId);
        vm.prank(address(wallet));
        trainer.contribute{value: price + CHANGE}(modelId, 1, one(1));
        assertEq(wallet.attempts(), 1, "it tried");
        assertEq(wallet.successes(), 0, "without a deposit, in vain");
        assertEq(trainer.log(modelId).entries, 1, "one contribution");
        assertEq(address(wallet).balance, FUNDS - price, "one deposit");
    }

    /// Ether that was forced on the trainer is nobody's, and hinders nobody.
    function test_forcedEther(uint96 amount) public {
        vm.deal(address(trainer), amount);
        verify(bob, modelId, one(50));
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(ANY_CLAIM_TIME);
        (uint256 taken,) = take(carol, modelId, c);
        assertEq(taken, c.deposit, "the deposit, no more");
        assertEq(address(trainer).balance, amount, "what was forced stays");
    }

    /// The trainer takes money for contributions only.
    function test_reverts_plainTransfer(uint96 amount) public {
        vm.deal(alice, amount);
        vm.prank(alice);
        (bool ok,) = address(trainer).call{value: amount}("");
        assertTrue(!ok, "no receive function");
    }

    /// The wallet's change, refund and take arrive, to the wei.
    function getsItsMoney(Wallet wallet) private {
        vm.deal(address(wallet), FUNDS);
        (uint256 index, Contribution memory c) = contributeWithChange(wallet);
        assertEq(address(wallet).balance, FUNDS - c.deposit, "the change");
        skip(REFUND_TIME);
        vm.prank(address(wallet));
        trainer.refund(modelId, c, proofOf(address(trainer), modelId, c));
        assertEq(address(wallet).balance, FUNDS, "the refund");

        (index, c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        vm.prank(address(wallet));
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
        assertEq(address(wallet).balance, FUNDS + c.deposit, "the take");

        uint256 balance = address(wallet).balance;
        uint8[] memory labels = new uint8[](1);
        bytes[] memory samples = new bytes[](1);
        (labels[0], samples[0]) = (1, one(1));
        uint256 price = trainer.price(modelId);
        vm.prank(address(wallet));
        trainer.contributeBatch{value: price + CHANGE}(modelId, labels, samples);
        (, c) = contributeWithChange(wallet);
        assertEq(address(wallet).balance, balance - price - c.deposit, "the change of a batch");
    }

    function reentrantWallet() private returns (ReentrantWallet wallet) {
        wallet = new ReentrantWallet();
        vm.deal(address(wallet), FUNDS);
        wallet.attackWith(hex"deadbeef");
    }

    function contributeWithChange(Wallet wallet) private returns (uint256 index, Contribution memory c) {
        uint256 price = trainer.price(modelId);
        vm.prank(address(wallet));
        index = trainer.contribute{value: price + CHANGE}(modelId, 1, one(1));
        c = newContribution(index, address(wallet), 1, price, one(1));
    }
}
