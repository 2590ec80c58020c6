// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BadgesTest} from "./BadgesTest.sol";
import {IBadges} from "../../src/interfaces/IBadges.sol";
import {ERC721} from "solady/tokens/ERC721.sol";

/// A badge stays with who has earned it (ERC-5192).
contract SoulboundTest is BadgesTest {
    function test_reverts_transfers(address to) public {
        vm.assume(to != address(0));
        uint256 tokenId = claimed();
        bytes memory expected = abi.encodeWithSelector(IBadges.Soulbound.selector, tokenId);
        vm.startPrank(alice);
        vm.expectRevert(expected);
        badges.transferFrom(alice, to, tokenId);
        vm.expectRevert(expected);
        badges.safeTransferFrom(alice, to, tokenId);
        vm.expectRevert(expected);
        badges.safeTransferFrom(alice, to, tokenId, "");
        vm.stopPrank();
        assertEq(badges.ownerOf(tokenId), alice, "it stays");
    }

    function test_reverts_approvals(address to) public {
        uint256 tokenId = claimed();
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IBadges.Soulbound.selector, tokenId));
        badges.approve(to, tokenId);
        vm.expectRevert(abi.encodeWithSelector(IBadges.Soulbound.selector, 0));
        badges.setApprovalForAll(to, true);
        vm.stopPrank();
    }

    function test_locked() public {
        uint256 tokenId = claimed();
        assertTrue(badges.locked(tokenId), "locked");
        vm.expectRevert(ERC721.TokenDoesNotExist.selector);
        badges.locked(tokenId + 1);
    }

    function test_interfaces() public view {
        bytes4[4] memory ids = [bytes4(0x01ffc9a7), 0x80ac58cd, 0x5b5e139f, 0xb45a3c0e];
        for (uint256 i; i < 4; ++i) {
            assertTrue(badges.supportsInterface(ids[i]), "ERC-165, ERC-721, its metadata, ERC-5192");
        }
        assertTrue(!badges.supportsInterface(0xffffffff), "no other");
    }
}
