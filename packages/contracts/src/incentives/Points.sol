// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IPoints} from "../interfaces/IPoints.sol";
import {Contribution} from "../types/Contribution.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {PointsReputationLibrary} from "../types/PointsReputation.sol";
import {PointsState, PointsStateLibrary} from "../types/PointsState.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {IncentiveMechanism} from "./IncentiveMechanism.sol";

/// @dev Gamification as in the paper's section III-A, with rules of our own for what earns points; docs/points.md
/// gives them, docs/threat-model.md says what they do not protect from.
abstract contract Points is IPoints, IncentiveMechanism {
    using LibBitmap for LibBitmap.Bitmap;
    using PointsReputationLibrary for Reputation;

    struct Best {
        address account;
        uint24 points;
    }

    /// A class is rare with less than one in this many verified contributions,
    uint256 private constant RARE_SHARE = 10;
    /// once there are this many.
    uint256 private constant RARE_FROM = 20;

    mapping(uint256 modelId => LibBitmap.Bitmap) private _surprising;
    mapping(uint256 modelId => mapping(address account => Reputation)) private _reputations;
    mapping(uint256 modelId => mapping(uint256 index => Report)) private _reports;
    mapping(uint256 modelId => uint32[256]) private _verifiedOfClass;
    mapping(uint256 modelId => mapping(uint256 month => Best)) private _bestOfMonth;

    /// @inheritdoc IPoints
    function incentive(uint256 modelId) external view returns (PointsView memory) {
        _registered(modelId);
        PointsState s = _state(_heads[modelId]);
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
        return _reputations[modelId][account];
    }

    /// @inheritdoc IPoints
    function surprising(uint256 modelId, uint256 index) external view returns (bool) {
        return _surprising[modelId].get(index);
    }

    /// @inheritdoc IPoints
    function report(uint256 modelId, uint256 index) external view returns (Report memory) {
        return _reports[modelId][index];
    }

    /// @inheritdoc IPoints
    function verifiedOfClass(uint256 modelId, uint256 label) external view returns (uint256) {
        return label > type(uint8).max ? 0 : _verifiedOfClass[modelId][label];
    }

    /// @inheritdoc IPoints
    function bestOfMonth(uint256 modelId, uint256 month)
        external
        view
        returns (address account, uint256 points)
    {
        Best memory best = _bestOfMonth[modelId][month];
        return (best.account, best.points);
    }

    /// @inheritdoc IPoints
    function verify(uint256 modelId, uint256 index, Contribution calldata c) external {
        ModelHead head = _usable(modelId);
        Record storage open = _openRecord(modelId, index, c);
        PointsState state = _state(head);
        _checkTime(c.time + uint256(state.verifyTime()));
        uint256 predicted = _predict(modelId, head.classifier(), c.sample);
        if (predicted != c.label) revert ModelDisagrees(predicted, c.label);

        delete open.hash;
        Report memory pending = _reports[modelId][index];
        if (pending.reporter != address(0) && !pending.confirmed) _dismiss(modelId, index, pending.reporter);

        Reputation memory mine = _reputations[modelId][c.contributor];
        uint256 points;
        if (_surprising[modelId].get(index)) {
            points = state.contributionPoints();
            ++mine.verified;
            if (_countClass(modelId, c.label, state.totalVerified())) ++mine.rare;
            _heads[modelId] = head.setIncentive(PointsState.unwrap(state.addVerified()));
            _credit(modelId, c.contributor, mine, points, state.dailyCap());
        }
        emit Verified(modelId, index, c.contributor, points, mine.verified, mine.points);
    }

    /// @inheritdoc IPoints
    function reportContribution(uint256 modelId, uint256 index, Contribution calldata c) external {
        ModelHead head = _usable(modelId);
        _openRecord(modelId, index, c);
        _checkTime(c.time + uint256(_state(head).verifyTime()));
        if (msg.sender == c.contributor) revert OwnContribution(c.contributor);
        address earlier = _reports[modelId][index].reporter;
        if (earlier != address(0)) revert AlreadyReported(modelId, index, earlier);
        Reputation storage mine = _reputations[modelId][msg.sender];
        uint256 reports = uint256(mine.reports) + mine.pendingReports;
        if (reports >= mine.verified) revert TooManyReports(msg.sender, mine.verified, reports);
        if (_predict(modelId, head.classifier(), c.sample) == c.label) revert ModelAgrees(c.label);

        ++mine.pendingReports;
        _reports[modelId][index] = Report(msg.sender, SafeCastLib.toUint32(block.timestamp), false);
        emit Reported(modelId, index, msg.sender);
    }

    /// @inheritdoc IPoints
    function confirm(uint256 modelId, uint256 index, Contribution calldata c) external {
        ModelHead head = _usable(modelId);
        _openRecord(modelId, index, c);
        Report storage pending = _reports[modelId][index];
        address reporter = pending.reporter;
        if (reporter == address(0) || pending.confirmed) revert NotReported(modelId, index);
        PointsState state = _state(head);
        _checkTime(pending.time + uint256(state.confirmTime()));
        if (_predict(modelId, head.classifier(), c.sample) == c.label) {
            _dismiss(modelId, index, reporter);
            return;
        }

        pending.confirmed = true;
        Reputation memory theirs = _reputations[modelId][reporter];
        --theirs.pendingReports;
        ++theirs.reports;
        uint256 points = state.reportPoints();
        _credit(modelId, reporter, theirs, points, state.dailyCap());
        emit ReportConfirmed(modelId, index, reporter, points, theirs.reports, theirs.points);
    }

    function _createIncentive(uint256, bytes calldata options) internal pure override returns (uint176) {
        PointsOptions memory o = abi.decode(options, (PointsOptions));
        if (o.contributionPoints == 0 || o.contributionPoints > o.dailyCap || o.reportPoints > o.dailyCap) {
            revert PointsOutOfRange(o.contributionPoints, o.reportPoints, o.dailyCap);
        }
        return PointsState.unwrap(PointsStateLibrary.create(o));
    }

    /// @dev Contributing is free; whether it can earn points is decided now.
    function _accept(uint256 modelId, ModelHead head, uint8 label, bytes calldata sample)
        internal
        override
        returns (uint176, uint96)
    {
        // Verifying needs the time in 32 bits.
        SafeCastLib.toUint32(block.timestamp);
        uint256 index = head.contributions();
        bool isNew = _predict(modelId, head.classifier(), sample) != label;
        if (isNew) _surprising[modelId].set(index);
        emit Judged(modelId, index, isNew);
        return (head.incentive(), 0);
    }

    /// @dev No claim depends on how many classes there are: samples are bounded for all that there may be.
    function _checkNewClass(uint256, ModelHead) internal pure override {}

    function _teach(uint256 modelId, uint40 classifier, bytes calldata sample, uint256 label)
        internal
        override
    {
        _update(modelId, classifier, sample, label);
    }

    /// @dev Stores the reputation `r` of `account` with the points that it has earned now.
    function _credit(uint256 modelId, address account, Reputation memory r, uint256 points, uint256 cap)
        private
    {
        r.earn(account, points, cap);
        _reputations[modelId][account] = r;
        Best storage best = _bestOfMonth[modelId][r.day / PointsReputationLibrary.DAYS_OF_MONTH];
        if (r.pointsOfMonth > best.points) (best.account, best.points) = (account, r.pointsOfMonth);
    }

    /// @dev Counts a verified contribution, the first after `total` others.
    /// @return Whether its class was rare before.
    function _countClass(uint256 modelId, uint256 label, uint256 total) private returns (bool) {
        // No overflow: there are at most as many as contributions, which are counted in 32 bits too.
        uint256 before = _verifiedOfClass[modelId][label]++;
        return total >= RARE_FROM && RARE_SHARE * before < total;
    }

    function _dismiss(uint256 modelId, uint256 index, address reporter) private {
        delete _reports[modelId][index];
        --_reputations[modelId][reporter].pendingReports;
        emit ReportDismissed(modelId, index, reporter);
    }

    function _state(ModelHead head) private pure returns (PointsState) {
        return PointsState.wrap(head.incentive());
    }
}
