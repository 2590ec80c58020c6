// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismActions} from "./MechanismActions.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {BusyWallet, DeafWallet, HungryWallet, ReentrantWallet, RefusingWallet} from "../utils/Wallets.sol";

/// What every mechanism must keep to, whatever it decides: each model has its own money and gives all of it out, once,
/// not before its time, to whom it belongs; no receiver hinders others; gas does not grow with what others did.
abstract contract MechanismConformanceTest is MechanismActions {
    uint256 private constant START = 1_700_000_000;
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant MOST_FEATURES = 65_536;

    function setUp() public virtual {
        vm.warp(START);
        trainer = deployTrainer();
    }

    function test_nothing_before_its_time_nor_twice() public {
        uint256 modelId = newModel(perceptronOptions());
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
    function test_nothing_is_stranded() public {
        uint256 modelId = newModel(perceptronOptions());
        Made[] memory made = lessons(modelId, people());
        finish(modelId, made);
        payAll(claims(modelId, made));
        assertEq(address(trainer).balance, 0, "all is paid out");
    }

    function test_each_model_has_its_own_money() public {
        uint256 modelId = newModel(perceptronOptions());
        Made[] memory made = lessons(modelId, people());
        uint256 held = address(trainer).balance;
        uint256 other = newModel(perceptronOptions());
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
    function test_forced_ether_stays() public {
        vm.deal(address(trainer), 1 ether);
        uint256 modelId = newModel(perceptronOptions());
        Made[] memory made = lessons(modelId, people());
        finish(modelId, made);
        payAll(claims(modelId, made));
        assertEq(address(trainer).balance, 1 ether, "what was forced");
    }

    function test_no_receiver_hinders_others() public {
        address[] memory wallets = new address[](4);
        wallets[0] = address(new RefusingWallet());
        wallets[1] = address(new HungryWallet());
        wallets[2] = address(new DeafWallet());
        wallets[3] = address(new BusyWallet());
        for (uint256 i; i < 4; ++i) {
            vm.deal(wallets[i], 100 ether);
        }
        owner = address(new RefusingWallet());
        vm.deal(owner, 100 ether);

        uint256 modelId = newModel(perceptronOptions());
        Made[] memory made = lessons(modelId, wallets);
        finish(modelId, made);
        payAll(claims(modelId, made));
        assertEq(address(trainer).balance, 0, "all is paid out");
    }

    /// Who calls back while it is paid gets nothing more.
    function test_no_claim_within_its_payment() public {
        ReentrantWallet wallet = new ReentrantWallet();
        vm.deal(address(wallet), 100 ether);
        address[] memory who = people();
        who[1] = address(wallet);
        uint256 modelId = newModel(perceptronOptions());
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
    function test_gas_does_not_grow() public {
        (uint256 contributing, uint256 claiming) = gasWith(8);
        (uint256 contributingMany, uint256 claimingMany) = gasWith(300);
        assertTrue(contributingMany < contributing + 25_000, "contributing");
        assertTrue(claimingMany < claiming + 25_000, "claiming");
    }

    /// The dearest sample that is accepted can be contributed and claimed in a transaction each (EIP-7825).
    function test_the_largest_sample_fits() public {
        SparsePerceptron.PerceptronOptions memory classifier =
            SparsePerceptron.PerceptronOptions(uint24(MOST_FEATURES), 16, 1);
        vm.prank(owner);
        uint256 modelId =
            trainer.createModel(abi.encode(classifier), incentiveOptions(), METADATA, new uint256[](0));
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
            made[label] = contribute(alice, modelId, label, spread(31, 2048, 32));
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

    /// Three contributions that the model learns, and one against it, in vain.
    function lessons(uint256 modelId, address[] memory who) internal returns (Made[] memory made) {
        made = new Made[](4);
        made[0] = contribute(who[0], modelId, 1, one(1));
        made[1] = contribute(who[1], modelId, 1, one(1));
        made[2] = contribute(who[2], modelId, 1, one(2));
        made[3] = contribute(who[3], modelId, 0, one(1));
    }

    function people() internal returns (address[] memory all) {
        all = new address[](4);
        (all[0], all[1], all[2], all[3]) = (alice, bob, carol, named("mallory"));
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
        uint256 modelId = newModel(perceptronOptions());
        Made[] memory made = new Made[](count);
        for (uint256 i; i < count; ++i) {
            made[i] = contribute(alice, modelId, 1, one(1 + i % 50));
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
