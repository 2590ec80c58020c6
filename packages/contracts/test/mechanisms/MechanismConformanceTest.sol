// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind, Kinds} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {BusyWallet, DeafWallet, HungryWallet, ReentrantWallet, RefusingWallet} from "../utils/Wallets.sol";

/// What every mechanism must keep to, whatever it decides: each model has its own money and gives all of it out, once,
/// not before its time, to whom it belongs; no receiver hinders others; gas does not grow with what others did.
/// Tables are tried with every classifier.
abstract contract MechanismConformanceTest is MechanismActions {
    uint256 private constant START = 1_700_000_000;
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant MOST_FEATURES = 65_536;
    uint256 private constant PEOPLE = 8;

    /// The values of `kind_` in tables.
    function fixtureKind_() external pure returns (Kind[] memory all) {
        all = new Kind[](Kinds.COUNT);
        for (uint256 i; i < all.length; ++i) {
            all[i] = Kind(i);
        }
    }

    function setUp() public virtual {
        vm.warp(START);
    }

    function table_nothing_before_its_time_nor_twice(Kind kind_) public {
        deployTrainer(kind_);
        uint256 modelId = newModel();
        Made[] memory made = lessons(modelId, people());
        Claim[] memory list = preview(modelId, made);
        for (uint256 i; i < list.length; ++i) {
            refused(list[i], "before anything was settled");
        }
        finish(modelId, made);
        for (uint256 i; i < list.length; ++i) {
            if (list[i].from > time()) {
                vm.warp(list[i].from - 1);
                refused(list[i], "a second too early");
                vm.warp(list[i].from);
            }
            paid(list[i]);
            refused(list[i], "twice");
        }
        skip(365 days);
        for (uint256 i; i < list.length; ++i) {
            refused(list[i], "once more, much later");
        }
    }

    /// Whatever stays away for how long: nothing is left behind.
    function table_nothing_is_stranded(Kind kind_) public {
        deployTrainer(kind_);
        uint256 modelId = newModel();
        Made[] memory made = lessons(modelId, people());
        finish(modelId, made);
        payAll(claims(modelId, made));
        assertEq(address(trainer).balance, 0, "all is paid out");
    }

    function table_each_model_has_its_own_money(Kind kind_) public {
        deployTrainer(kind_);
        uint256 modelId = newModel();
        Made[] memory made = lessons(modelId, people());
        uint256 held = address(trainer).balance;
        uint256 other = newModel();
        Made[] memory others = lessons(other, people());
        uint256 heldByOther = address(trainer).balance - held;

        finish(modelId, made);
        payAll(claims(modelId, made));
        assertEq(address(trainer).balance, heldByOther, "what the other model holds");
        finish(other, others);
        payAll(claims(other, others));
        assertEq(address(trainer).balance, 0, "all is paid out");
    }

    /// Ether that was forced on the trainer is nobody's.
    function table_forced_ether_stays(Kind kind_) public {
        deployTrainer(kind_);
        vm.deal(address(trainer), 1 ether);
        uint256 modelId = newModel();
        Made[] memory made = lessons(modelId, people());
        finish(modelId, made);
        payAll(claims(modelId, made));
        assertEq(address(trainer).balance, 1 ether, "what was forced");
    }

    function table_no_receiver_hinders_others(Kind kind_) public {
        deployTrainer(kind_);
        address[] memory wallets = people();
        wallets[0] = address(new RefusingWallet());
        wallets[1] = address(new HungryWallet());
        wallets[2] = address(new DeafWallet());
        wallets[3] = address(new BusyWallet());
        for (uint256 i; i < 4; ++i) {
            vm.deal(wallets[i], 100 ether);
        }
        owner = address(new RefusingWallet());
        vm.deal(owner, 100 ether);

        uint256 modelId = newModel();
        Made[] memory made = lessons(modelId, wallets);
        finish(modelId, made);
        payAll(claims(modelId, made));
        assertEq(address(trainer).balance, 0, "all is paid out");
    }

    /// Who calls back while it is paid gets nothing more.
    function table_no_claim_within_its_payment(Kind kind_) public {
        deployTrainer(kind_);
        ReentrantWallet wallet = new ReentrantWallet();
        vm.deal(address(wallet), 100 ether);
        address[] memory who = people();
        who[1] = address(wallet);
        uint256 modelId = newModel();
        Made[] memory made = lessons(modelId, who);
        finish(modelId, made);
        Claim[] memory list = claims(modelId, made);
        for (uint256 i; i < list.length; ++i) {
            if (list[i].to == address(wallet)) wallet.attackWith(list[i].data);
            pay(list[i]);
            assertEq(wallet.successes(), 0, "it tried in vain");
        }
        assertEq(address(trainer).balance, 0, "all is paid out, once");
    }

    /// With hundreds of contributions, contributing and claiming cost what they cost with few.
    function table_gas_does_not_grow(Kind kind_) public {
        deployTrainer(kind_);
        (uint256 contributing, uint256 claiming) = gasWith(8);
        (uint256 contributingMany, uint256 claimingMany) = gasWith(300);
        assertTrue(contributingMany < contributing + 25_000, "contributing");
        assertTrue(claimingMany < claiming + 25_000, "claiming");
    }

    /// The dearest sample that is accepted can be contributed and claimed in a transaction each (EIP-7825).
    function test_the_largest_sample_fits() public {
        deployTrainer(Kind.SparsePerceptron);
        SparsePerceptron.PerceptronOptions memory classifier =
            SparsePerceptron.PerceptronOptions(uint24(MOST_FEATURES), 16, 1);
        vm.prank(owner);
        uint256 modelId =
            trainer.createModel(0, abi.encode(classifier), incentiveOptions(), 0, METADATA, new uint256[](0));
        for (uint256 left = MOST_FEATURES / 16 + 1; left != 0;) {
            uint256 size = left < 500 ? left : 500;
            left -= size;
            uint256 offset = trainer.model(modelId).uploadedWords;
            vm.prank(owner);
            trainer.uploadParameters(modelId, offset, filledWords(size * 16 - (left == 0 ? 15 : 0), 16, 5));
        }
        open(modelId);
        Made[] memory made = new Made[](2);
        for (uint8 label; label < 2; ++label) {
            made[label] = contribute(alice, modelId, label, spread(31, longest(modelId), 32));
            assertTrue(gasNeeded() < MOST_GAS, "contributing fits one transaction");
        }
        finish(modelId, made);
        Claim[] memory list = claims(modelId, made);
        for (uint256 i; i < list.length; ++i) {
            if (list[i].from > time()) vm.warp(list[i].from);
            (bool ok, uint256 gas) = call(list[i]);
            assertTrue(ok && gas < MOST_GAS, "claiming fits one transaction");
        }
        assertEq(address(trainer).balance, 0, "all is paid out");
    }

    /// Features of the longest sample that is accepted, each in a word of its own.
    function longest(uint256 modelId) private returns (uint256 low) {
        low = 1;
        for (uint256 high = 2048; low < high;) {
            uint256 middle = (low + high + 1) / 2;
            if (takes(modelId, spread(31, middle, 32))) low = middle;
            else high = middle - 1;
        }
    }

    /// Contributions of eight people: some that the model learns, some that it knows, some against it.
    function lessons(uint256 modelId, address[] memory who) internal returns (Made[] memory made) {
        uint8[PEOPLE] memory labels = [1, 1, 1, 0, 1, 0, 0, 1];
        uint8[PEOPLE] memory samples = [1, 1, 2, 1, 3, 4, 2, 1];
        made = new Made[](PEOPLE);
        for (uint256 i; i < PEOPLE; ++i) {
            made[i] = contribute(who[i], modelId, labels[i], lone(samples[i]));
        }
    }

    function people() internal returns (address[] memory all) {
        all = new address[](PEOPLE);
        (all[0], all[1], all[2], all[3]) = (alice, bob, carol, named("mallory"));
        (all[4], all[5], all[6], all[7]) = (named("dan"), named("erin"), named("frank"), named("grace"));
    }

    /// The claims as they will be, without anything being done.
    function preview(uint256 modelId, Made[] memory made) private returns (Claim[] memory list) {
        uint256 id = vm.snapshotState();
        finish(modelId, made);
        list = claims(modelId, made);
        vm.revertToState(id);
    }

    function payAll(Claim[] memory list) private {
        for (uint256 i; i < list.length; ++i) {
            pay(list[i]);
        }
    }

    function pay(Claim memory claim) private {
        if (claim.from > time()) vm.warp(claim.from);
        paid(claim);
    }

    function paid(Claim memory claim) private {
        uint256 before = claim.to.balance;
        (bool ok,) = call(claim);
        assertTrue(ok, "a claim at its time");
        assertEq(claim.to.balance - before, claim.amount, "what the claim pays");
    }

    function refused(Claim memory claim, string memory when) private {
        (bool ok,) = call(claim);
        assertTrue(!ok, when);
    }

    function call(Claim memory claim) private returns (bool ok, uint256 gas) {
        vm.prank(claim.caller);
        (ok,) = address(trainer).call(claim.data);
        gas = gasNeeded();
    }

    /// What the last transaction needed; refunds of gas come afterwards.
    function gasNeeded() private view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed + uint64(vm.lastCallGas().gasRefunded);
    }

    /// @return contributing Gas of the last of `count` contributions.
    /// @return claiming Gas of the last claim but one of them (the last one may also free storage).
    function gasWith(uint256 count) private returns (uint256 contributing, uint256 claiming) {
        uint256 modelId = newModel();
        Made[] memory made = new Made[](count);
        for (uint256 i; i < count; ++i) {
            made[i] = contribute(alice, modelId, 1, lone(1 + i % 50));
            contributing = gasNeeded();
        }
        finish(modelId, made);
        Claim[] memory list = claims(modelId, made);
        for (uint256 i; i < list.length; ++i) {
            if (list[i].from > time()) vm.warp(list[i].from);
            (bool ok, uint256 gas) = call(list[i]);
            assertTrue(ok, "a claim at its time");
            if (i + 2 == list.length) claiming = gas;
        }
    }
}
