// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Vm} from "../utils/Test.sol";

/// The test set: its pages, its salt, its halves; and what happens without it.
contract MarketPublishTest is MarketTest {
    function test_publish_opens_the_settlement() public {
        open();
        bundle(alice, 1, one(0));
        bundle(bob, 1, one(1));
        bundle(carol, 1, one(2));
        toTesting();
        revealedInOrder();
        bytes[] memory pages = testPages();
        vm.expectEmit(address(trainer));
        emit IMarket.TestPublished(modelId, 0, SALT, pages[0]);
        trainer.publish(modelId, SALT, pages[0]);
        inPhase(IMarket.Phase.Testing);
        assertEq(trainer.incentive(modelId).published, 1, "one page");

        (uint256 multiplier, uint256 offset) = orderOf(3);
        vm.expectEmit(address(trainer));
        emit IMarket.SettlementOpened(modelId, HALF * ONE, HALF * ONE, halves(), multiplier, offset, 0);
        trainer.publish(modelId, SALT, pages[1]);
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(uint256(v.phase), uint256(IMarket.Phase.Settling), "settling");
        assertEq(v.firstPayLoss, HALF * ONE, "all are wrong");
        assertEq(v.keepLoss, HALF * ONE, "in both halves");
        assertEq(v.unpaid, 3, "three are to be paid");
        for (uint256 i; i < 3; ++i) {
            assertEq(trainer.nextNumber(modelId), (multiplier * i + offset) % 3, "the next one");
            step(trainer, modelId, contents[trainer.nextNumber(modelId)], TESTS);
        }
    }

    /// Nobody knows the halves or the order before all bundles are revealed: every salt changes them.
    function test_every_salt_counts() public {
        open();
        bundle(alice, 1, one(0));
        bundle(bob, 1, one(1));
        toRevealing();
        uint256 id = vm.snapshotState();
        uint256[4] memory seen;
        for (uint256 reveals; reveals < 4; ++reveals) {
            if (reveals & 1 != 0) revealOne(0);
            if (reveals & 2 != 0) revealOne(1);
            vm.warp(trainer.incentive(modelId).revealUntil);
            if (reveals == 0) {
                inPhase(IMarket.Phase.Overdue);
            } else {
                readLogs();
                publish(trainer, modelId, SALT, testPages());
                seen[reveals] = halvesIn(readLogs());
                for (uint256 i = 1; i < reveals; ++i) {
                    assertTrue(seen[i] != seen[reveals], "other halves");
                }
            }
            vm.revertToState(id);
        }
    }

    function test_anybody_who_knows_it_publishes() public {
        open();
        bundle(alice, 1, one(0));
        toTesting();
        vm.prank(carol);
        trainer.publish(modelId, SALT, testPages()[0]);
        assertEq(trainer.incentive(modelId).published, 1, "published");
    }

    function test_reverts_publish_at_another_time() public {
        bytes memory data = testPages()[0];
        expectWrongPhase();
        trainer.publish(modelId, SALT, data);
        open();
        bundle(alice, 1, one(0));
        expectWrongPhase();
        trainer.publish(modelId, SALT, data);
        toRevealing();
        revealOne(0);
        expectWrongPhase();
        trainer.publish(modelId, SALT, data);
        vm.warp(trainer.incentive(modelId).testUntil);
        expectWrongPhase();
        trainer.publish(modelId, SALT, data);
    }

    function test_reverts_other_pages() public {
        open();
        bundle(alice, 1, one(0));
        toTesting();
        bytes[] memory pages = testPages();
        vm.expectPartialRevert(IMarket.PageMismatch.selector);
        trainer.publish(modelId, SALT, pages[1]);
        vm.expectPartialRevert(IMarket.PageMismatch.selector);
        trainer.publish(modelId, bytes32(uint256(SALT) ^ 1), pages[0]);
        trainer.publish(modelId, SALT, pages[0]);
        vm.expectPartialRevert(IMarket.PageMismatch.selector);
        trainer.publish(modelId, SALT, pages[0]);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.SaltMismatch.selector, SALT, bytes32(uint256(SALT) ^ 1))
        );
        trainer.publish(modelId, bytes32(uint256(SALT) ^ 1), pages[1]);
    }

    /// A sponsor cannot choose between test sets: pages with another salt than the first cannot be published.
    function test_one_salt() public {
        bytes[] memory pages = testPages();
        bytes32[] memory list = hashes(modelId, SALT, pages);
        list[1] = hashes(modelId, bytes32(uint256(1)), pages)[1];
        vm.prank(owner);
        trainer.open{value: BOUNTY}(modelId, list);
        bundle(alice, 1, one(0));
        toTesting();
        trainer.publish(modelId, SALT, pages[0]);
        vm.expectRevert(abi.encodeWithSelector(IMarket.SaltMismatch.selector, SALT, bytes32(uint256(1))));
        trainer.publish(modelId, bytes32(uint256(1)), pages[1]);
        vm.warp(trainer.incentive(modelId).testUntil);
        trainer.close(modelId);
        inPhase(IMarket.Phase.Defaulted);
    }

    /// A test set of another size than was said, or one that is not well formed, is a default.
    function test_reverts_bad_test_sets() public {
        refuses(testSample(1, one(0)), abi.encodeWithSelector(IMarket.TestSampleCount.selector, TESTS, 1));
        bytes memory tooMany;
        for (uint256 i; i <= TESTS; ++i) {
            tooMany = abi.encodePacked(tooMany, testSample(1, one(i)));
        }
        refuses(tooMany, abi.encodeWithSelector(IMarket.TestSampleCount.selector, TESTS, TESTS + 1));
        refuses("", abi.encodeWithSelector(IClassifier.PageMalformed.selector, 0));
        refuses(hex"0100", abi.encodeWithSelector(IClassifier.PageMalformed.selector, 0));
        refuses(
            abi.encodePacked(testSample(1, one(0)), hex"01000300"),
            abi.encodeWithSelector(IClassifier.PageMalformed.selector, 5)
        );
        refuses(testSample(2, one(0)), abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, 2, 2));
    }

    function test_default() public {
        open();
        bundle(alice, 1, one(0));
        bundle(bob, 1, one(1));
        bundle(bob, 1, one(2));
        bundle(carol, 1, one(3));
        toRevealing();
        for (uint256 i; i < 3; ++i) {
            revealOne(i);
        }
        vm.warp(trainer.incentive(modelId).testUntil - 1);
        inPhase(IMarket.Phase.Testing);
        vm.expectRevert(abi.encodeWithSelector(IMarket.WrongPhase.selector, modelId, IMarket.Phase.Testing));
        trainer.close(modelId);
        skip(1);
        inPhase(IMarket.Phase.Overdue);
        uint256 share = BOUNTY / 20 / 3;
        uint256 burnt = PRICE + BOUNTY - 3 * share;
        vm.expectEmit(address(trainer));
        emit IMarket.MarketDefaulted(modelId, share, burnt);
        vm.prank(alice);
        trainer.close(modelId);
        assertEq(BURN.balance, burnt, "burnt");
        inPhase(IMarket.Phase.Defaulted);
        expectWrongPhase();
        trainer.close(modelId);
        for (uint256 i; i < 3; ++i) {
            assertEq(claimBack(i), PRICE + share, "stake, fee and a share");
        }
        bytes32 lost = commitmentOf(modelId, contents[3]);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongBundle.selector, modelId, 3, IMarket.BundleStatus.Closed)
        );
        trainer.claimBack(modelId, 3, carol, lost);
        assertEq(address(trainer).balance, 0, "nothing is left");
        open();
    }

    /// Nobody has lost work: the bounty goes back, and what was committed and not revealed is lost.
    function test_nobody_reveals() public {
        open();
        bundle(alice, 1, one(0));
        vm.warp(trainer.incentive(modelId).revealUntil);
        inPhase(IMarket.Phase.Overdue);
        uint256 before = owner.balance;
        vm.expectEmit(address(trainer));
        emit IMarket.MarketSettled(modelId, 0, 0, BOUNTY);
        trainer.close(modelId);
        assertEq(owner.balance - before, BOUNTY, "the bounty");
        assertEq(BURN.balance, PRICE, "the stake");
        assertEq(address(trainer).balance, 0, "nothing is left");
        open();
    }

    /// With no bundle at all it is over when the time for commitments is.
    function test_nobody_comes() public {
        open();
        vm.warp(trainer.incentive(modelId).commitUntil);
        inPhase(IMarket.Phase.Overdue);
        uint256 before = owner.balance;
        trainer.close(modelId);
        assertEq(owner.balance - before, BOUNTY, "the bounty");
        open();
    }

    function refuses(bytes memory page, bytes memory error) private {
        uint256 id = vm.snapshotState();
        bytes[] memory pages = new bytes[](1);
        pages[0] = page;
        bytes32[] memory list = hashes(modelId, SALT, pages);
        delete contents;
        vm.prank(owner);
        trainer.open{value: BOUNTY}(modelId, list);
        bundle(alice, 1, one(0));
        toTesting();
        vm.expectRevert(error);
        trainer.publish(modelId, SALT, page);
        vm.revertToState(id);
    }

    /// As the docs have it.
    function orderOf(uint256 count) private view returns (uint256 multiplier, uint256 offset) {
        uint256 r = uint256(keccak256(abi.encode(seedOfLot())));
        (multiplier, offset) = (1 + r % (count - 1), (r >> 128) % count);
    }

    function halvesIn(Vm.Log[] memory logs) private pure returns (uint256 found) {
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != IMarket.SettlementOpened.selector) continue;
            (,, found,,,) = abi.decode(logs[i].data, (uint256, uint256, uint256, uint256, uint256, uint256));
        }
    }
}
