// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {JUDGE, LEARN} from "../interfaces/IClassifier.sol";
import {IPoints} from "../interfaces/IPoints.sol";
import {Contribution} from "../types/Contribution.sol";
import {DayRows} from "../types/DayRows.sol";
import {LogWord} from "../types/LogWord.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {PointsReputationLibrary} from "../types/PointsReputation.sol";
import {PointsState, PointsStateLibrary} from "../types/PointsState.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {AcceptingMechanism} from "./AcceptingMechanism.sol";

/// @dev Gamification as in the paper's section III-A, with rules of our own for what earns points; docs/points.md
/// gives them, docs/threat-model.md says what they do not protect from.
abstract contract Points is IPoints, AcceptingMechanism {
    using PointsReputationLibrary for Reputation;

    struct Best {
        address account;
        uint24 points;
    }

    /// A class is rare with less than one in this many verified contributions,
    uint256 private constant RARE_SHARE = 10;
    /// once there are this many.
    uint256 private constant RARE_FROM = 20;

    /// What is known of a model besides its head.
    struct Books {
        mapping(address account => Reputation) reputations;
        /// The days on which an account has done something that has earned points.
        mapping(address account => DayRows) rows;
        mapping(uint256 index => Report) reports;
        uint32[256] verifiedOfClass;
        mapping(uint256 month => Best) bestOfMonth;
    }

    /// @custom:storage-location erc7201:cotrain.points
    struct PointsBooks {
        mapping(uint256 modelId => Books) books;
    }

    bytes32 private constant POINTS = 0xb573d864cb7397da598ae7a995db50dd84e7faeba166fb22f2526b51c250ee00;

    /// @inheritdoc IPoints
    function incentive(uint256 modelId) external view returns (PointsView memory) {
        _registered(modelId);
        PointsState s = _state(_head(modelId));
        PointsOptions memory options = PointsOptions(
            s.verifyTime(), s.confirmTime(), s.contributionPoints(), s.reportPoints(), s.dailyCap()
        );
        return PointsView(options, s.totalVerified());
    }

    /// @inheritdoc IPoints
    function price(uint256 modelId) external view returns (uint256) {
        _usable(modelId);
        return 0;
    }

    /// @inheritdoc IPoints
    function reputation(uint256 modelId, address account) external view returns (Reputation memory) {
        return _books(modelId).reputations[account];
    }

    /// @inheritdoc IPoints
    function report(uint256 modelId, uint256 index) external view returns (Report memory) {
        return _books(modelId).reports[index];
    }

    /// @inheritdoc IPoints
    function verifiedOfClass(uint256 modelId, uint256 label) external view returns (uint256) {
        return label > type(uint8).max ? 0 : _books(modelId).verifiedOfClass[label];
    }

    /// @inheritdoc IPoints
    function bestOfMonth(uint256 modelId, uint256 month)
        external
        view
        returns (address account, uint256 points)
    {
        Best memory best = _books(modelId).bestOfMonth[month];
        return (best.account, best.points);
    }

    /// @inheritdoc IPoints
    function verify(uint256 modelId, Contribution calldata c, bytes calldata proof) external {
        ModelHead head = _usable(modelId);
        _touch(modelId, c.leaf(), proof);
        uint256 index = c.index;
        PointsState state = _state(head);
        _checkTime(c.time + uint256(state.verifyTime()));
        uint256 predicted = _recall(modelId, head, c.sample);
        if (predicted != c.label) revert ModelDisagrees(predicted, c.label);

        Books storage books = _books(modelId);
        Report memory pending = books.reports[index];
        if (pending.reporter != address(0) && !pending.confirmed) _dismiss(modelId, index, pending.reporter);

        Reputation memory mine = books.reputations[c.contributor];
        uint256 points;
        if (c.surprising) {
            points = state.contributionPoints();
            ++mine.verified;
            if (_countClass(books, c.label, state.totalVerified())) ++mine.rare;
            _setHead(modelId, head.setIncentive(PointsState.unwrap(state.addVerified())));
            _credit(books, c.contributor, mine, points, state.dailyCap(), c.time);
        }
        emit Verified(modelId, index, c.contributor, points, mine.verified, mine.points);
    }

    /// @inheritdoc IPoints
    function reportContribution(uint256 modelId, Contribution calldata c, bytes calldata proof) external {
        ModelHead head = _usable(modelId);
        _checkOpen(modelId, c.leaf(), proof);
        uint256 index = c.index;
        _checkTime(c.time + uint256(_state(head).verifyTime()));
        if (msg.sender == c.contributor) revert OwnContribution(c.contributor);
        Books storage books = _books(modelId);
        address earlier = books.reports[index].reporter;
        if (earlier != address(0)) revert AlreadyReported(modelId, index, earlier);
        Reputation storage mine = books.reputations[msg.sender];
        uint256 reports = uint256(mine.reports) + mine.pendingReports;
        if (reports >= mine.verified) revert TooManyReports(msg.sender, mine.verified, reports);
        if (_recall(modelId, head, c.sample) == c.label) revert ModelAgrees(c.label);

        ++mine.pendingReports;
        books.reports[index] = Report(msg.sender, SafeCastLib.toUint32(block.timestamp), false);
        emit Reported(modelId, index, msg.sender);
    }

    /// @inheritdoc IPoints
    function confirm(uint256 modelId, Contribution calldata c, bytes calldata proof) external {
        ModelHead head = _usable(modelId);
        _checkOpen(modelId, c.leaf(), proof);
        uint256 index = c.index;
        Books storage books = _books(modelId);
        Report storage pending = books.reports[index];
        address reporter = pending.reporter;
        if (reporter == address(0) || pending.confirmed) revert NotReported(modelId, index);
        PointsState state = _state(head);
        uint256 madeAt = pending.time;
        _checkTime(madeAt + state.confirmTime());
        if (_recall(modelId, head, c.sample) == c.label) {
            _dismiss(modelId, index, reporter);
            return;
        }

        pending.confirmed = true;
        Reputation memory theirs = books.reputations[reporter];
        --theirs.pendingReports;
        ++theirs.reports;
        uint256 points = state.reportPoints();
        _credit(books, reporter, theirs, points, state.dailyCap(), madeAt);
        emit ReportConfirmed(modelId, index, reporter, points, theirs.reports, theirs.points);
    }

    function _createIncentive(uint256, uint256, bytes calldata options)
        internal
        pure
        override
        returns (uint176)
    {
        PointsOptions memory o = abi.decode(options, (PointsOptions));
        if (o.contributionPoints == 0 || o.contributionPoints > o.dailyCap || o.reportPoints > o.dailyCap) {
            revert PointsOutOfRange(o.contributionPoints, o.reportPoints, o.dailyCap);
        }
        return PointsState.unwrap(PointsStateLibrary.create(o));
    }

    function _wanted() internal pure override returns (uint256) {
        return JUDGE | LEARN;
    }

    /// @dev Contributing is free; whether it can earn points is decided now.
    function _accept(uint256 modelId, ModelHead, LogWord word, uint8 label, uint256 predicted)
        internal
        override
        returns (uint96, bool surprising)
    {
        surprising = predicted != label;
        emit Judged(modelId, word.entries(), surprising);
        return (0, surprising);
    }

    /// @dev Stores the reputation `r` of `account` with the points that it has earned now, for what was made at
    /// `madeAt`.
    function _credit(
        Books storage books,
        address account,
        Reputation memory r,
        uint256 points,
        uint256 cap,
        uint256 madeAt
    ) private {
        if (points != 0) {
            r.earn(account, points, cap);
            r.addDay(books.rows[account], madeAt);
        }
        books.reputations[account] = r;
        Best storage best = books.bestOfMonth[r.day / PointsReputationLibrary.DAYS_OF_MONTH];
        if (r.pointsOfMonth > best.points) (best.account, best.points) = (account, r.pointsOfMonth);
    }

    /// @dev Counts a verified contribution, the first after `total` others.
    /// @return Whether its class was rare before.
    function _countClass(Books storage books, uint256 label, uint256 total) private returns (bool) {
        // No overflow: there are at most as many as contributions, which are counted in 32 bits too.
        uint256 before = books.verifiedOfClass[label]++;
        return total >= RARE_FROM && RARE_SHARE * before < total;
    }

    function _dismiss(uint256 modelId, uint256 index, address reporter) private {
        delete _books(modelId).reports[index];
        --_books(modelId).reputations[reporter].pendingReports;
        emit ReportDismissed(modelId, index, reporter);
    }

    function _state(ModelHead head) private pure returns (PointsState) {
        return PointsState.wrap(head.incentive());
    }

    function _books(uint256 modelId) private view returns (Books storage) {
        PointsBooks storage all;
        // where its namespace is (EIP-7201)
        assembly ("memory-safe") {
            all.slot := POINTS
        }
        return all.books[modelId];
    }
}
