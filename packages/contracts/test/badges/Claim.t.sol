// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Badges, BadgesTest} from "./BadgesTest.sol";
import {IBadges} from "../../src/interfaces/IBadges.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

contract ClaimTest is BadgesTest {
    function test_claims() public {
        teach(alice, modelId, one(1), 1);
        IBadges.Badge badge = IBadges.Badge.FirstVerified;
        IBadges.Award memory award = IBadges.Award(address(trainer), modelId, badge, 0, alice);
        uint256 tokenId = badges.tokenIdOf(award);
        vm.expectEmit(address(badges));
        emit Badges.Locked(tokenId);
        vm.expectEmit(address(badges));
        emit IBadges.BadgeClaimed(tokenId, alice, badge, address(trainer), modelId, 0);
        assertEq(claim(alice, badge, 0), tokenId, "the token");
        assertEq(badges.ownerOf(tokenId), alice, "it is Alice's");
        assertEq(badges.balanceOf(alice), 1, "she has one");
        assertEq(abi.encode(badges.awardOf(tokenId)), abi.encode(award), "what it says");
    }

    function test_reverts_twice() public {
        uint256 tokenId = claimed();
        vm.expectRevert(abi.encodeWithSelector(IBadges.AlreadyClaimed.selector, tokenId));
        claim(alice, IBadges.Badge.FirstVerified, 0);
    }

    function test_reverts_notEarned() public {
        teach(alice, modelId, one(1), 9);
        vm.expectRevert(
            abi.encodeWithSelector(IBadges.NotEarned.selector, bob, IBadges.Badge.FirstVerified, 0, 1)
        );
        claim(bob, IBadges.Badge.FirstVerified, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IBadges.NotEarned.selector, alice, IBadges.Badge.TenVerified, 9, 10)
        );
        claim(alice, IBadges.Badge.TenVerified, 0);
        teach(alice, modelId, one(1), 1);
        claim(alice, IBadges.Badge.TenVerified, 0);
    }

    function test_verified() public {
        IBadges.Badge[4] memory kinds = [
            IBadges.Badge.FirstVerified,
            IBadges.Badge.TenVerified,
            IBadges.Badge.HundredVerified,
            IBadges.Badge.ThousandVerified
        ];
        uint256 done;
        for (uint256 i; i < 4; ++i) {
            uint256 needed = 10 ** i;
            teach(alice, modelId, one(1), needed - 1 - done);
            expectProgress(alice, kinds[i], needed - 1, needed);
            teach(alice, modelId, one(1), 1);
            expectProgress(alice, kinds[i], needed, needed);
            claim(alice, kinds[i], 0);
            done = needed;
        }
        assertEq(badges.balanceOf(alice), 4, "four badges");
    }

    function test_streaks() public {
        for (uint256 day = 1; day <= 31; ++day) {
            vm.warp((START_DAY + day) * 1 days);
            teach(alice, modelId, one(1), 1);
            expectProgress(alice, IBadges.Badge.WeekStreak, day, 7);
            expectProgress(alice, IBadges.Badge.MonthStreak, day, 30);
            if (day == 7) claim(alice, IBadges.Badge.WeekStreak, 0);
            if (day == 31) claim(alice, IBadges.Badge.MonthStreak, 0);
        }
    }

    function test_rareClass() public {
        for (uint256 i; i < 20; ++i) {
            teach(alice, modelId, one(1), 1);
            contribute(carol, modelId, 0, one(1));
        }
        expectProgress(alice, IBadges.Badge.RareClass, 0, 1);
        contribute(carol, modelId, 1, one(1));
        teach(bob, modelId, one(1), 1);
        expectProgress(bob, IBadges.Badge.RareClass, 1, 1);
        claim(bob, IBadges.Badge.RareClass, 0);
    }

    function test_tenReports() public {
        teach(bob, modelId, one(1), 11);
        for (uint256 i; i < 10; ++i) {
            expectProgress(bob, IBadges.Badge.TenReports, i, 10);
            uint256 said = trainer.predict(modelId, one(1));
            (uint256 index, Contribution memory c) = contribute(mallory, modelId, 1 - said, one(1));
            while (agrees(modelId, c)) contribute(carol, modelId, said, one(1));
            report(bob, modelId, c);
            confirm(modelId, c);
        }
        expectProgress(bob, IBadges.Badge.TenReports, 10, 10);
        claim(bob, IBadges.Badge.TenReports, 0);
    }

    function test_bestOfMonth() public {
        uint256 month = START_DAY / 30;
        teach(alice, modelId, one(1), 2);
        teach(bob, modelId, one(2), 1);
        uint256 overAt = (month + 1) * 30 days;
        vm.warp(overAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IBadges.MonthNotOver.selector, month, overAt));
        claim(alice, IBadges.Badge.BestOfMonth, month);
        vm.warp(overAt);
        vm.expectRevert(
            abi.encodeWithSelector(IBadges.NotEarned.selector, bob, IBadges.Badge.BestOfMonth, 0, 1)
        );
        claim(bob, IBadges.Badge.BestOfMonth, month);
        uint256 tokenId = claim(alice, IBadges.Badge.BestOfMonth, month);
        assertEq(badges.awardOf(tokenId).month, month, "the month");
        teach(alice, modelId, one(1), 1);
        vm.warp(overAt + 30 days);
        assertTrue(claim(alice, IBadges.Badge.BestOfMonth, month + 1) != tokenId, "another month's");
    }

    function test_reverts_nobodysMonth(uint16 month) public {
        month = uint16(bound(month, 0, START_DAY / 30 - 1));
        vm.expectRevert(
            abi.encodeWithSelector(IBadges.NotEarned.selector, alice, IBadges.Badge.BestOfMonth, 0, 1)
        );
        claim(alice, IBadges.Badge.BestOfMonth, month);
    }

    function test_reverts_unexpectedMonth(uint16 month) public {
        month = uint16(bound(month, 1, type(uint16).max));
        teach(alice, modelId, one(1), 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBadges.UnexpectedMonth.selector, IBadges.Badge.FirstVerified, uint256(month)
            )
        );
        claim(alice, IBadges.Badge.FirstVerified, month);
    }

    /// Numbers that a token has no room for do not wrap to others.
    function test_reverts_numbersTooLarge(uint256 large) public {
        teach(alice, modelId, one(1), 1);
        large = bound(large, 1 << 64, type(uint256).max - 1);
        IBadges.Award memory award =
            IBadges.Award(address(trainer), large, IBadges.Badge.FirstVerified, 0, alice);
        vm.expectRevert(SafeCastLib.Overflow.selector);
        badges.tokenIdOf(award);
        (award.modelId, award.month) = (modelId, large);
        vm.expectRevert(SafeCastLib.Overflow.selector);
        badges.tokenIdOf(award);
    }

    /// A contract that says of itself what it likes has no word here.
    function test_reverts_unknownTrainer(address other) public {
        vm.assume(other != address(trainer) && other != absent);
        vm.expectRevert(abi.encodeWithSelector(IBadges.UnknownTrainer.selector, other));
        badges.claim(other, 0, IBadges.Badge.FirstVerified, 0);
        vm.expectRevert(abi.encodeWithSelector(IBadges.UnknownTrainer.selector, other));
        badges.progress(other, 0, IBadges.Badge.FirstVerified, 0, alice);
    }

    function test_reverts_trainerNotDeployed() public {
        vm.expectRevert(abi.encodeWithSelector(IBadges.UnknownTrainer.selector, absent));
        badges.claim(absent, 0, IBadges.Badge.FirstVerified, 0);
    }

    function test_trainers() public {
        assertEq(badges.trainers().length, 2, "as constructed");
        assertEq(badges.trainers()[1], address(trainer), "in that order");
        address[] memory list = new address[](2);
        (list[0], list[1]) = (absent, absent);
        vm.expectRevert(abi.encodeWithSelector(IBadges.DuplicateTrainer.selector, absent));
        this.deployBadges(list);
        vm.expectRevert(abi.encodeWithSelector(IBadges.TooManyTrainers.selector, 257, 256));
        this.deployBadges(new address[](257));
    }

    /// Awards that differ in anything have different tokens.
    function test_tokenIds(uint64 id, uint8 badge, uint16 month, address account, uint256 field) public view {
        IBadges.Badge kind = IBadges.Badge(badge % 9);
        IBadges.Award memory award = IBadges.Award(address(trainer), id, kind, month, account);
        uint256 tokenId = badges.tokenIdOf(award);
        assertEq(badges.tokenIdOf(award), tokenId, "the same");
        field = field % 5;
        unchecked {
            if (field == 0) award.trainer = absent;
            if (field == 1) award.modelId = uint64(id + 1);
            if (field == 2) award.badge = IBadges.Badge((badge + uint256(1)) % 9);
            if (field == 3) award.month = uint16(month + 1);
            if (field == 4) award.account = address(uint160(account) + 1);
        }
        assertTrue(badges.tokenIdOf(award) != tokenId, "another one");
    }

    function test_reverts_awardOfNobody(uint256 tokenId) public {
        vm.expectRevert(ERC721.TokenDoesNotExist.selector);
        badges.awardOf(tokenId);
    }

    function expectProgress(address who, IBadges.Badge badge, uint256 has, uint256 needed) private view {
        (uint256 actual, uint256 asked) = badges.progress(address(trainer), modelId, badge, 0, who);
        assertEq(actual, has, "has");
        assertEq(asked, needed, "needed");
    }
}
