// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {PointsTest} from "../points/PointsTest.sol";
import {IBadges} from "../../src/interfaces/IBadges.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";

/// Badges as tests call them. Their code is compiled on its own, as it ships, and not into the tests.
interface Badges is IBadges {
    event Locked(uint256 tokenId);

    function ownerOf(uint256 tokenId) external view returns (address);
    function balanceOf(address account) external view returns (uint256);
    function approve(address to, uint256 tokenId) external;
    function setApprovalForAll(address operator, bool approved) external;
    function transferFrom(address from, address to, uint256 tokenId) external;
    function safeTransferFrom(address from, address to, uint256 tokenId) external;
    function safeTransferFrom(address from, address to, uint256 tokenId, bytes calldata data) external;
    function locked(uint256 tokenId) external view returns (bool);
    function supportsInterface(bytes4 id) external view returns (bool);
    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function tokenURI(uint256 tokenId) external view returns (string memory);
}

/// Badges that ask two trainers, the second of which exists.
abstract contract BadgesTest is PointsTest {
    address internal absent = address(0xdead);
    Badges internal badges;
    uint256 internal modelId;

    function setUp() public virtual override {
        super.setUp();
        address[] memory list = new address[](2);
        (list[0], list[1]) = (absent, address(trainer));
        badges = deployBadges(list);
        modelId = createModel(IPoints.PointsOptions(0, 0, 1, 1, type(uint16).max), 0);
    }

    /// Passes on what the constructor reverts with.
    function deployBadges(address[] memory list) public returns (Badges made) {
        bytes memory code = abi.encodePacked(vm.getCode("Badges.sol:Badges"), abi.encode(list));
        assembly ("memory-safe") {
            made := create(0, add(code, 32), mload(code))
            if iszero(made) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }

    function claim(address who, IBadges.Badge badge, uint256 month) internal returns (uint256) {
        vm.prank(who);
        return badges.claim(address(trainer), modelId, badge, month);
    }

    /// Alice has earned the first badge and has it.
    function claimed() internal returns (uint256) {
        teach(alice, modelId, one(1), 1);
        return claim(alice, IBadges.Badge.FirstVerified, 0);
    }
}
