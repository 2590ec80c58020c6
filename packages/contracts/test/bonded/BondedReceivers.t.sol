// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {BondedTest} from "./BondedTest.sol";
import {BusyWallet, DeafWallet, HungryWallet, ReentrantWallet, RefusingWallet} from "../utils/Wallets.sol";

/// Whoever receives money, and whatever it does then: all get what is their own, and nothing else.
contract BondedReceiversTest is BondedTest {
    uint256 private constant FUNDS = 100 ether;

    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        modelId = createBonded();
    }

    /// As contributor or as challenger, beside one that is paid in the same call.
    function test_receivers(uint8 kind, bool contributes) public {
        address wallet = newWallet(kind);
        vm.deal(wallet, FUNDS);
        uint256 alices = alice.balance;
        (, Contribution memory c) = stake(contributes ? wallet : alice, modelId, 1, one(1));
        Challenge[] memory challenges = challenge(mallory, modelId, c, none(), 0);
        challenges = challenge(contributes ? alice : wallet, modelId, c, challenges, 1);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        uint256 lost = 2 * uint256(c.deposit);
        uint256 first = lost / 5;
        assertEq(alice.balance - alices, contributes ? lost - first : first, "the other one's");
        assertEq(wallet.balance - FUNDS, contributes ? first : lost - first, "its own");
        assertEq(address(trainer).balance, 0, "nothing is locked");
    }

    /// Whoever is paid when a contribution is dropped.
    function test_receivers_drop(uint8 kind) public {
        address wallet = newWallet(kind);
        vm.deal(wallet, FUNDS);
        (, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges = contest(wallet, wallet, modelId, c);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(wallet.balance, FUNDS - c.deposit, "all but one deposit");
        assertEq(address(trainer).balance, 0, "nothing is locked");
    }

    function test_receivers_change(uint8 kind) public {
        address wallet = newWallet(kind);
        vm.deal(wallet, FUNDS);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        vm.prank(wallet);
        challengeWith(50 ether, modelId, c, none(), 0);
        assertEq(wallet.balance, FUNDS - 2 * uint256(c.deposit), "the change of a bond");
    }

    /// Settles again, challenges, or contributes while money comes in.
    function test_reentrantWallet(uint8 kind) public {
        ReentrantWallet wallet = new ReentrantWallet();
        vm.deal(address(wallet), FUNDS);
        (uint256 others, Contribution memory o) = stake(alice, modelId, 1, one(2));
        (uint256 index, Contribution memory c) = stake(address(wallet), modelId, 1, one(1));
        skip(CHALLENGE_TIME);
        if (kind % 3 == 0) wallet.attackWith(settleCall(modelId, c));
        if (kind % 3 == 1) {
            wallet.attackWith(challengeCall(modelId, o, 0));
        }
        if (kind % 3 == 2) wallet.attackWith(abi.encodeCall(trainer.contribute, (modelId, 1, one(1))));
        settle(modelId, c, none());
        assertEq(wallet.attempts(), 1, "it tried");
        assertEq(wallet.successes(), 0, "in vain");
        assertEq(address(wallet).balance, FUNDS, "its own deposit, once");
        assertEq(address(trainer).balance, o.deposit, "the other's deposit stays");
    }

    /// Settling another one's contribution in the middle of a payment is the same as one after the other.
    function test_reentrantWallet_settlesAnother() public {
        ReentrantWallet wallet = new ReentrantWallet();
        vm.deal(address(wallet), FUNDS);
        (uint256 others, Contribution memory o) = stake(alice, modelId, 0, one(2));
        (uint256 index, Contribution memory c) = stake(address(wallet), modelId, 1, one(1));
        uint256 before = alice.balance;
        skip(CHALLENGE_TIME);
        wallet.attackWith(settleCall(modelId, o));
        settle(modelId, c, none());
        assertEq(wallet.successes(), 1, "it went through");
        assertEq(alice.balance - before, o.deposit, "alice has hers");
        assertEq(address(wallet).balance, FUNDS, "and the wallet its own");
    }

    /// Ether that was forced on the trainer is nobody's.
    function test_forcedEther(uint96 amount) public {
        vm.deal(address(trainer), amount);
        (uint256 index, Contribution memory c) = stake(alice, modelId, 1, one(1));
        Challenge[] memory challenges = challenge(bob, modelId, c, none(), 0);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        assertEq(address(trainer).balance, amount, "what was forced stays");
    }

    function newWallet(uint8 kind) private returns (address) {
        if (kind % 4 == 0) return address(new BusyWallet());
        if (kind % 4 == 1) return address(new RefusingWallet());
        if (kind % 4 == 2) return address(new DeafWallet());
        return address(new HungryWallet());
    }
}
