// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBadges} from "../interfaces/IBadges.sol";
import {IPoints} from "../interfaces/IPoints.sol";
import {PointsReputationLibrary} from "../types/PointsReputation.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {BadgeDrawing} from "./BadgeDrawing.sol";

/// @dev Asks the trainers for what an account has earned, and keeps nothing but who has claimed. A token's number
/// says all of it, from the highest bit down: | trainer 8 | model 64 | badge 8 | month 16 | account 160 |
contract Badges is IBadges, ERC721 {
    /// A token is locked for ever; as ERC-5192 has it.
    // solhint-disable-next-line gas-indexed-events
    event Locked(uint256 tokenId);

    /// The interface of ERC-5192.
    bytes4 private constant ERC5192 = 0xb45a3c0e;
    uint256 private constant MAX_TRAINERS = 256;

    address[] private _trainers;
    /// The place in the list, from 1 on.
    mapping(address trainer => uint256) private _numbers;

    /// @param list The trainers under *Points*. They need not be deployed yet.
    constructor(address[] memory list) {
        if (list.length > MAX_TRAINERS) revert TooManyTrainers(list.length, MAX_TRAINERS);
        for (uint256 i; i < list.length; ++i) {
            if (_numbers[list[i]] != 0) revert DuplicateTrainer(list[i]);
            _numbers[list[i]] = i + 1;
        }
        _trainers = list;
    }

    /// @inheritdoc IBadges
    function claim(address trainer, uint256 modelId, Badge badge, uint256 month)
        external
        returns (uint256 tokenId)
    {
        tokenId = tokenIdOf(Award(trainer, modelId, badge, month, msg.sender));
        (uint256 has, uint256 needed) = progress(trainer, modelId, badge, month, msg.sender);
        if (badge == Badge.BestOfMonth) {
            uint256 overAt = (month + 1) * PointsReputationLibrary.DAYS_OF_MONTH * 1 days;
            if (block.timestamp < overAt) revert MonthNotOver(month, overAt);
        }
        if (has < needed) revert NotEarned(msg.sender, badge, has, needed);
        if (_exists(tokenId)) revert AlreadyClaimed(tokenId);

        _mint(msg.sender, tokenId);
        emit Locked(tokenId);
        emit BadgeClaimed(tokenId, msg.sender, badge, trainer, modelId, month);
    }

    /// @inheritdoc IBadges
    function trainers() external view returns (address[] memory) {
        return _trainers;
    }

    /// @inheritdoc IBadges
    function progress(address trainer, uint256 modelId, Badge badge, uint256 month, address account)
        public
        view
        returns (uint256 has, uint256 needed)
    {
        _number(trainer);
        if (trainer.code.length == 0) revert UnknownTrainer(trainer);
        if (badge == Badge.BestOfMonth) {
            (address best,) = IPoints(trainer).bestOfMonth(modelId, month);
            return (best == account ? 1 : 0, 1);
        }
        if (month != 0) revert UnexpectedMonth(badge, month);
        return _milestone(badge, IPoints(trainer).reputation(modelId, account));
    }

    /// @inheritdoc IBadges
    function tokenIdOf(Award memory award) public view returns (uint256) {
        return (_number(award.trainer) << 248) | (uint256(SafeCastLib.toUint64(award.modelId)) << 184)
            | (uint256(award.badge) << 176) | (uint256(SafeCastLib.toUint16(award.month)) << 160)
            | uint160(award.account);
    }

    /// @inheritdoc IBadges
    function awardOf(uint256 tokenId) public view returns (Award memory) {
        if (!_exists(tokenId)) revert TokenDoesNotExist();
        return Award({
            trainer: _trainers[tokenId >> 248],
            modelId: uint64(tokenId >> 184),
            badge: Badge(uint8(tokenId >> 176)),
            month: uint16(tokenId >> 160),
            account: address(uint160(tokenId))
        });
    }

    /// @return Whether the token cannot be moved: always.
    function locked(uint256 tokenId) external view returns (bool) {
        return ownerOf(tokenId) != address(0);
    }

    function name() public pure override returns (string memory) {
        return "Cotrain badges";
    }

    function symbol() public pure override returns (string memory) {
        return "COTRAIN";
    }

    /// @return A JSON document with name, description, image (SVG) and attributes, as a base64 data URI.
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        return BadgeDrawing.uri(awardOf(tokenId));
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == ERC5192 || super.supportsInterface(interfaceId);
    }

    /// @dev Nobody can be allowed to move a badge.
    function approve(address, uint256 tokenId) public payable override {
        revert Soulbound(tokenId);
    }

    /// @dev Nobody can be allowed to move badges.
    function setApprovalForAll(address, bool) public pure override {
        revert Soulbound(0);
    }

    function _beforeTokenTransfer(address from, address, uint256 tokenId) internal pure override {
        if (from != address(0)) revert Soulbound(tokenId);
    }

    /// @dev What badges other than `BestOfMonth` ask for.
    function _milestone(Badge badge, IPoints.Reputation memory r)
        private
        pure
        returns (uint256 has, uint256 needed)
    {
        if (badge == Badge.FirstVerified) return (r.verified, 1);
        if (badge == Badge.TenVerified) return (r.verified, 10);
        if (badge == Badge.HundredVerified) return (r.verified, 100);
        if (badge == Badge.ThousandVerified) return (r.verified, 1000);
        if (badge == Badge.WeekStreak) return (r.longestStreak, 7);
        if (badge == Badge.MonthStreak) return (r.longestStreak, 30);
        if (badge == Badge.RareClass) return (r.rare, 1);
        return (r.reports, 10);
    }

    function _number(address trainer) private view returns (uint256) {
        uint256 number = _numbers[trainer];
        if (number == 0) revert UnknownTrainer(trainer);
        return number - 1;
    }
}
