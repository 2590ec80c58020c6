// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Badges for milestones under *Points*: tokens that cannot be moved (ERC-721 with ERC-5192), each drawn on chain.
/// A badge is claimed by who has earned it; the trainers' own views say so.
interface IBadges {
    enum Badge {
        FirstVerified,
        TenVerified,
        HundredVerified,
        ThousandVerified,
        WeekStreak,
        MonthStreak,
        RareClass,
        TenReports,
        /// Of a month that is over.
        BestOfMonth
    }

    /// What a token says.
    struct Award {
        address trainer;
        uint256 modelId;
        Badge badge;
        /// Of `BestOfMonth`; else 0.
        uint256 month;
        address account;
    }

    event BadgeClaimed(
        uint256 indexed tokenId,
        address indexed account,
        Badge indexed badge,
        address trainer,
        uint256 modelId,
        uint256 month
    );

    error UnknownTrainer(address trainer);
    error NotEarned(address account, Badge badge, uint256 has, uint256 needed);
    error MonthNotOver(uint256 month, uint256 overAt);
    /// Only `BestOfMonth` has a month; it is 0 for all others.
    error UnexpectedMonth(Badge badge, uint256 month);
    error AlreadyClaimed(uint256 tokenId);
    error TooManyTrainers(uint256 trainers, uint256 max);
    error DuplicateTrainer(address trainer);
    /// Badges stay with who has earned them. 0 stands for all tokens.
    error Soulbound(uint256 tokenId);

    /// Mints a badge that the caller has earned.
    /// @param month Of `BestOfMonth`: the month, in months of 30 days since 1970; else 0.
    function claim(address trainer, uint256 modelId, Badge badge, uint256 month)
        external
        returns (uint256 tokenId);

    /// @return has What the account has of what the badge asks for.
    /// @return needed How much that must be.
    function progress(address trainer, uint256 modelId, Badge badge, uint256 month, address account)
        external
        view
        returns (uint256 has, uint256 needed);

    /// @return What the token of this badge is or would be numbered.
    function tokenIdOf(Award calldata award) external view returns (uint256);

    function awardOf(uint256 tokenId) external view returns (Award memory);

    /// @return The trainers whose word counts, fixed for ever.
    function trainers() external view returns (address[] memory);
}
