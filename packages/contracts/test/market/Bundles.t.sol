// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {SparseSample} from "../../src/libraries/SparseSample.sol";

/// Committing and revealing bundles.
contract MarketBundlesTest is MarketTest {
    function test_commit() public {
        open();
        bytes32[] memory list = new bytes32[](2);
        (list[0], list[1]) = (keccak256("a"), keccak256("b"));
        vm.expectEmit(address(trainer));
        emit IMarket.BundleCommitted(modelId, 0, alice, list[0]);
        vm.expectEmit(address(trainer));
        emit IMarket.BundleCommitted(modelId, 1, alice, list[1]);
        vm.prank(alice);
        assertEq(trainer.commit{value: 2 * PRICE}(modelId, list), 0, "the first");
        IMarket.BundleView memory b = trainer.bundle(modelId, 1);
        assertEq(uint256(b.status), uint256(IMarket.BundleStatus.Committed), "committed");
        assertEq(bytes32(b.hash), bytes32(bytes26(keccak256(abi.encode(alice, list[1])))), "the hash");
        assertEq(
            uint256(trainer.bundle(modelId, 2).status), uint256(IMarket.BundleStatus.None), "no third one"
        );
    }

    function test_reverts_commit(uint256 value) public {
        bytes32[] memory list = new bytes32[](1);
        expectWrongPhase();
        vm.prank(alice);
        trainer.commit{value: PRICE}(modelId, list);
        open();
        value = value % 3 ether;
        if (value != PRICE) {
            vm.expectRevert(abi.encodeWithSelector(IMarket.ValueMismatch.selector, PRICE, value));
            vm.prank(alice);
            trainer.commit{value: value}(modelId, list);
        }
        vm.expectRevert(IMarket.NoBundle.selector);
        vm.prank(alice);
        trainer.commit(modelId, new bytes32[](0));
        vm.warp(START + COMMIT_TIME);
        expectWrongPhase();
        vm.prank(alice);
        trainer.commit{value: PRICE}(modelId, list);
    }

    /// The samples are contributions of the log, the bundle has a number, and nothing is learned yet.
    function test_reveal() public {
        open();
        uint256 a = pair(alice, 1, 2);
        uint256 b = pair(bob, 3, 4);
        toRevealing();
        revealOne(b);
        revealOne(a);
        assertEq(trainer.log(modelId).entries, 4, "four contributions");
        assertEq(trainer.log(modelId).lastContribution, time(), "the last one");
        IMarket.BundleView memory v = trainer.bundle(modelId, a);
        assertEq(uint256(v.status), uint256(IMarket.BundleStatus.Revealed), "revealed");
        assertEq(v.number, 1, "the second");
        assertEq(trainer.predict(modelId, one(1)), 0, "nothing is learned");
        assertLog(address(trainer), modelId);
    }

    function test_reveal_event() public {
        open();
        uint256 place = pair(alice, 1, 2);
        toRevealing();
        Content memory c = contents[place];
        vm.expectEmit(false, false, false, false, address(trainer));
        emit IDataHandler.Contributed(modelId, 0, alice, 1, 0, 0, 0, "");
        vm.expectEmit(false, false, false, false, address(trainer));
        emit IDataHandler.Contributed(modelId, 0, alice, 1, 0, 0, 0, "");
        vm.expectEmit(address(trainer));
        emit IMarket.BundleRevealed(modelId, c.id, alice, 0, 0, 2, c.salt);
        reveal(trainer, modelId, c);
    }

    /// A bundle belongs to who committed it, with its samples, labels and salt.
    function test_reverts_reveal_of_something_else() public {
        open();
        uint256 place = pair(alice, 1, 2);
        Content memory copied = contents[place];
        // somebody commits the same commitment in its own name
        bytes32[] memory list = new bytes32[](1);
        list[0] = commitmentOf(modelId, copied);
        vm.prank(bob);
        uint256 copy = trainer.commit{value: PRICE}(modelId, list);
        toRevealing();

        copied.contributor = bob;
        mismatches(copied);
        copied.id = copy;
        mismatches(copied);
        Content memory c = contents[place];
        c.salt = bytes32(uint256(c.salt) ^ 1);
        mismatches(c);
        c = contents[place];
        c.labels[0] = 0;
        mismatches(c);
        c = contents[place];
        c.samples[1] = one(50);
        sort(c);
        mismatches(c);
        revealOne(place);

        // even after it is known
        copied.labels = contents[place].labels;
        mismatches(copied);
    }

    function test_reverts_reveal_twice_or_at_another_time() public {
        open();
        pair(alice, 1, 2);
        expectWrongPhase();
        revealOne(0);
        toRevealing();
        revealOne(0);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 0, IMarket.BundleStatus.Revealed)
        );
        revealOne(0);
        Content memory c = contents[0];
        c.id = 1;
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 1, IMarket.BundleStatus.None)
        );
        reveal(trainer, modelId, c);
        vm.warp(START + COMMIT_TIME + REVEAL_TIME);
        expectWrongPhase();
        revealOne(0);
    }

    /// `commitmentOf` says before anything is paid what `reveal` would say.
    function test_reverts_bundles_that_could_not_be_revealed() public {
        Content memory c = content(alice, 1, 2);
        assertEq(commitment(c), commitmentOf(modelId, c), "as the interface says");

        (c.samples[0], c.samples[1]) = (c.samples[1], c.samples[0]);
        vm.expectRevert(abi.encodeWithSelector(IMarket.SamplesNotAscending.selector, 1));
        commitment(c);
        c.samples[1] = c.samples[0];
        vm.expectRevert(abi.encodeWithSelector(IMarket.SamplesNotAscending.selector, 1));
        commitment(c);

        c = content(alice, 1, 2);
        c.labels = new uint8[](1);
        vm.expectRevert(abi.encodeWithSelector(ICollaborativeTrainer.LengthMismatch.selector, 1, 2));
        commitment(c);
        c.labels = new uint8[](3);
        vm.expectRevert(abi.encodeWithSelector(ICollaborativeTrainer.LengthMismatch.selector, 3, 2));
        commitment(c);
        c = content(alice, 1, 2);
        c.labels[1] = 2;
        vm.expectRevert(abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, 2, 2));
        commitment(c);
        c = content(alice, 1, FEATURES);
        vm.expectPartialRevert(SparseSample.IndexOutOfRange.selector);
        commitment(c);
        c = content(alice, 1, 2);
        c.samples[0] = "";
        vm.expectRevert(IClassifier.EmptySample.selector);
        commitment(c);
        c.labels = new uint8[](5);
        c.samples = new bytes[](5);
        for (uint256 i; i < 5; ++i) {
            c.samples[i] = one(i);
        }
        sort(c);
        vm.expectRevert(abi.encodeWithSelector(IMarket.BundleSizeOutOfRange.selector, 5, 1, 4));
        commitment(c);
    }

    /// Whoever commits to something else all the same cannot reveal it.
    function test_reverts_reveal_of_repeated_samples() public {
        open();
        Content memory c = content(alice, 1, 2);
        c.samples[1] = c.samples[0];
        commit(trainer, modelId, c);
        toRevealing();
        vm.expectRevert(abi.encodeWithSelector(IMarket.SamplesNotAscending.selector, 1));
        reveal(trainer, modelId, c);
    }

    function test_reverts_single_contributions() public {
        open();
        vm.expectRevert(abi.encodeWithSelector(IMarket.BundlesOnly.selector, modelId));
        vm.prank(alice);
        trainer.contribute{value: PRICE}(modelId, 1, one(1));
        vm.expectRevert(abi.encodeWithSelector(IMarket.BundlesOnly.selector, modelId));
        vm.prank(alice);
        trainer.contributeBatch{value: PRICE}(modelId, new uint8[](1), new bytes[](1));
    }

    /// What was not revealed in one market cannot be revealed in the next, nor claimed when that is cancelled.
    function test_unrevealed_bundles_stay_lost() public {
        open();
        pair(alice, 1, 2);
        pair(bob, 3, 4);
        Content memory lost = contents[0];
        toRevealing();
        revealOne(1);
        vm.warp(START + COMMIT_TIME + REVEAL_TIME);
        publish(trainer, modelId, SALT, testPages());
        hasStatus(0, IMarket.BundleStatus.Closed, "lost");
        assertEq(BURN.balance, PRICE, "burnt");
        step(trainer, modelId, contents[1], TESTS);
        claim(1);

        open();
        pair(carol, 5, 6);
        uint256 id = vm.snapshotState();
        toRevealing();
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 0, IMarket.BundleStatus.Closed)
        );
        reveal(trainer, modelId, lost);
        vm.revertToState(id);
        vm.prank(owner);
        trainer.cancel(modelId);
        bytes32 was = commitmentOf(modelId, lost);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 0, IMarket.BundleStatus.Closed)
        );
        trainer.claimBack(modelId, 0, alice, was);
        assertEq(claimBack(0), PRICE, "Carol");
        assertEq(address(trainer).balance, 0, "nothing else");
    }

    function mismatches(Content memory c) private {
        vm.expectPartialRevert(IMarket.BundleMismatch.selector);
        reveal(trainer, modelId, c);
    }

    function commitment(Content memory c) private view returns (bytes32) {
        return trainer.commitmentOf(modelId, c.labels, c.samples, c.contributor, c.salt);
    }

    function pair(address who, uint256 a, uint256 b) private returns (uint256) {
        Content memory c = content(who, a, b);
        return bundle(who, c.labels, c.samples);
    }

    /// Two samples of class 1.
    function content(address who, uint256 a, uint256 b) private pure returns (Content memory c) {
        c = Content(0, who, new uint8[](2), new bytes[](2), bytes32(uint256(1)));
        (c.labels[0], c.labels[1]) = (1, 1);
        (c.samples[0], c.samples[1]) = (one(a), one(b));
        sort(c);
    }
}
