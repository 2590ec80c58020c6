// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../types/Contribution.sol";

/// *Points* (Harris & Waggoner 2019, section III-A: gamification), without money. A contribution that the model did
/// not know when it was made earns points once the model agrees with it; one that repeats what the model knew earns
/// none. Who reports a contribution that the model disagrees with earns points if the model still disagrees later.
/// A report closes nothing: whenever the model agrees, a contribution can be verified.
interface IPoints {
    /// What the owner chooses.
    struct PointsOptions {
        /// Seconds after which a contribution can be verified or reported; below 2^24, about 194 days, as both.
        uint24 verifyTime;
        /// Seconds after which a report can be confirmed or dismissed.
        uint24 confirmTime;
        /// Points for a verified contribution that the model did not know, at least 1.
        uint16 contributionPoints;
        /// Points for a confirmed report.
        uint16 reportPoints;
        /// What an account can earn in a day (UTC) with this model; not below either of the two.
        uint16 dailyCap;
    }

    struct PointsView {
        PointsOptions options;
        /// Verified contributions of all contributors that the model did not know.
        uint256 totalVerified;
    }

    /// What an account has earned with a model; one word of storage. Days and months count from 1970 (UTC); a month
    /// is 30 days. An account has at most 65,535 points a day, so that no field overflows while times have 32 bits.
    ///
    /// Points are of the day on which they are earned: what is above the cap waits for another day. Rows of days are
    /// of the days on which contributions and reports were made: whoever verifies them, in whatever order, cannot
    /// tear a row apart, and what was made on one day makes no row.
    struct Reputation {
        uint32 points;
        /// Verified contributions that the model did not know.
        uint32 verified;
        /// Confirmed reports.
        uint32 reports;
        /// Reports that are neither confirmed nor dismissed.
        uint24 pendingReports;
        /// Verified contributions to classes that had less than a tenth of the model's verified contributions, once
        /// there were 20 of them.
        uint32 rare;
        /// The day of the last points, and the points of that day.
        uint16 day;
        uint16 pointsOfDay;
        /// Days in a row on which something was made that has earned points: the row up to `lastDay`, and the longest.
        uint16 streak;
        uint16 longestStreak;
        /// The points of the month that `day` is in.
        uint24 pointsOfMonth;
        /// The last day on which something was made that has earned points.
        uint16 lastDay;
    }

    struct Report {
        /// Zero when there is no report.
        address reporter;
        /// When it was made, in seconds since 1970.
        uint32 time;
        /// It has been paid; there will be no other.
        bool confirmed;
    }

    /// Whether the model said something else than the contribution before it learnt from it: only that can earn points.
    // solhint-disable-next-line gas-indexed-events
    event Judged(uint256 indexed modelId, uint256 indexed index, bool surprising);
    /// The model agrees; `points` is 0 when it knew. `verified` and `total` are the contributor's after it.
    event Verified(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed contributor,
        uint256 points,
        uint256 verified,
        uint256 total
    );
    event Reported(uint256 indexed modelId, uint256 indexed index, address indexed reporter);
    /// The model still disagrees. `reports` and `total` are the reporter's after it.
    event ReportConfirmed(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed reporter,
        uint256 points,
        uint256 reports,
        uint256 total
    );
    /// The model agrees by now; should it disagree again, anybody may report the contribution anew.
    event ReportDismissed(uint256 indexed modelId, uint256 indexed index, address indexed reporter);

    /// A field of the options is out of its bounds.
    error PointsOutOfRange(uint256 contributionPoints, uint256 reportPoints, uint256 dailyCap);
    /// Verifying needs the model to agree with the contribution.
    error ModelDisagrees(uint256 predicted, uint256 label);
    /// Reporting needs the model to disagree with the contribution.
    error ModelAgrees(uint256 label);
    error OwnContribution(address contributor);
    /// An account can have no more reports, pending and confirmed ones together, than contributions verified.
    error TooManyReports(address reporter, uint256 verified, uint256 reports);
    error AlreadyReported(uint256 modelId, uint256 index, address reporter);
    error NotReported(uint256 modelId, uint256 index);
    /// The account has earned all that it can today; try again from `availableAt` on. Nothing is lost.
    error DailyCapReached(address account, uint256 cap, uint256 availableAt);

    /// @return The mechanism's state of a model.
    function incentive(uint256 modelId) external view returns (PointsView memory);

    /// @return 0: contributing is free.
    function price(uint256 modelId) external view returns (uint256);

    function reputation(uint256 modelId, address account) external view returns (Reputation memory);

    function report(uint256 modelId, uint256 index) external view returns (Report memory);

    /// @return Verified contributions to a class that the model did not know.
    function verifiedOfClass(uint256 modelId, uint256 label) external view returns (uint256);

    /// @return account Who has the most points of a month, the first to get there; zero when nobody has any.
    /// @return points How many.
    function bestOfMonth(uint256 modelId, uint256 month)
        external
        view
        returns (address account, uint256 points);

    /// Closes a contribution that the model agrees with, dismisses a pending report of it, and credits the contributor.
    /// Anybody may call it.
    function verify(uint256 modelId, Contribution calldata contribution, bytes calldata proof) external;

    /// Says that a contribution, with which the model disagrees, is bad. Once for each contribution at a time.
    function reportContribution(uint256 modelId, Contribution calldata contribution, bytes calldata proof)
        external;

    /// Ends a report that is old enough: confirms it if the model still disagrees, else dismisses it. Anybody may
    /// call it; the reporter is credited.
    function confirm(uint256 modelId, Contribution calldata contribution, bytes calldata proof) external;
}
