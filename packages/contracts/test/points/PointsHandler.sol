// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind} from "../mechanisms/Kinds.sol";
import {MechanismHandler} from "../mechanisms/MechanismHandler.sol";
import {MechanismActions} from "../mechanisms/MechanismActions.sol";
import {PointsMechanismActions} from "../mechanisms/PointsMechanismActions.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";

/// Verifies, reports and confirms in any order, and keeps its own books by the rules in words: a list of what was earned
/// when. A call that the rules allow must go through, and one that they do not allow must fail.
contract PointsHandler is PointsMechanismActions, MechanismHandler {
    struct Earning {
        uint256 modelId;
        address account;
        uint256 day;
        uint256 points;
        /// The day on which was made what has earned them.
        uint256 madeOn;
    }

    Earning[] private _earnings;
    mapping(uint256 modelId => mapping(address => uint256)) public verified;
    mapping(uint256 modelId => mapping(address => uint256)) public reports;
    mapping(uint256 modelId => mapping(address => uint256)) public pending;
    mapping(uint256 modelId => mapping(uint256 index => IPoints.Report)) private _reports;
    mapping(uint256 modelId => mapping(uint256 label => uint256)) public verifiedOfClass;

    constructor(Kind kind_) MechanismHandler(kind_) {}

    function verify(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        IPoints.PointsOptions memory o = options(modelId);
        bool isNew = m.c.surprising;
        bool allowed = time() >= m.c.time + o.verifyTime && agrees(modelId, m)
            && (!isNew || mayEarn(modelId, m.c.contributor, o.contributionPoints));
        bytes memory data = verifyCall(modelId, m.c);
        if (!once(person(whoSeed), modelId, 0, data, allowed, person(whoSeed))) return;
        close(modelId, pick);
        drop(modelId, m.index);
        if (!isNew) return;
        ++verified[modelId][m.c.contributor];
        ++verifiedOfClass[modelId][m.c.label];
        earn(modelId, m.c.contributor, o.contributionPoints, m.c.time);
    }

    function report(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        Made memory m = openOf[modelId][pick % openOf[modelId].length];
        address who = person(whoSeed);
        bool allowed = time() >= m.c.time + options(modelId).verifyTime && who != m.c.contributor
            && _reports[modelId][m.index].reporter == address(0)
            && reports[modelId][who] + pending[modelId][who] < verified[modelId][who] && !agrees(modelId, m);
        bytes memory data = reportContributionCall(modelId, m.c);
        assertTrue(act(who, modelId, 0, data) == allowed, "report as the rules say");
        if (!allowed) return;
        ++pending[modelId][who];
        _reports[modelId][m.index] = IPoints.Report(who, uint32(time()), false);
    }

    /// Of a contribution that has a pending report, if there is one.
    function confirm(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        uint256 count = openOf[modelId].length;
        if (count == 0) return;
        for (uint256 i; i < count && !isPending(modelId, openOf[modelId][pick % count].index); ++i) {
            pick = pick % count + 1;
        }
        Made memory m = openOf[modelId][pick % count];
        IPoints.PointsOptions memory o = options(modelId);
        IPoints.Report memory r = _reports[modelId][m.index];
        bool agreed = agrees(modelId, m);
        bool allowed = r.reporter != address(0) && !r.confirmed && time() >= r.time + uint256(o.confirmTime)
            && (agreed || mayEarn(modelId, r.reporter, o.reportPoints));
        bytes memory data = confirmCall(modelId, m.c);
        assertTrue(act(person(whoSeed), modelId, 0, data) == allowed, "confirm as the rules say");
        if (!allowed) return;
        if (agreed) {
            drop(modelId, m.index);
        } else {
            passed(person(whoSeed), modelId, 0, data);
            _reports[modelId][m.index].confirmed = true;
            --pending[modelId][r.reporter];
            ++reports[modelId][r.reporter];
            earn(modelId, r.reporter, o.reportPoints, r.time);
        }
    }

    /// A few contributions a day.
    function dailyCap() internal pure override returns (uint16) {
        return 35;
    }

    /// There is nothing to pay out, and the cap may stand against verifying all.
    function claims(uint256, Made[] memory)
        internal
        pure
        override(MechanismActions, PointsMechanismActions)
        returns (Claim[] memory)
    {
        return new Claim[](0);
    }

    function owed(uint256) public pure override returns (uint256) {
        return 0;
    }

    /// What the list of earnings says of an account.
    function books(uint256 modelId, address account) external view returns (IPoints.Reputation memory r) {
        uint256 month;
        for (uint256 i; i < _earnings.length; ++i) {
            Earning memory e = _earnings[i];
            if (e.modelId != modelId || e.account != account) continue;
            r.pointsOfDay = uint16(e.points) + (e.day == r.day ? r.pointsOfDay : 0);
            r.pointsOfMonth = uint24(e.points) + (e.day / 30 == month ? r.pointsOfMonth : 0);
            r.points += uint32(e.points);
            (r.day, month) = (uint16(e.day), e.day / 30);
            (uint256 before, uint256 behind) = (days_(e, true), days_(e, false));
            uint256 last = e.madeOn + behind;
            uint16 row = uint16(before + behind + 1);
            if (row > r.longestStreak) r.longestStreak = row;
            if (last >= r.lastDay) (r.lastDay, r.streak) = (uint16(last), row);
        }
    }

    /// How many days right before or behind that of `e` have something that has earned points.
    function days_(Earning memory e, bool before) private view returns (uint256 count) {
        for (bool found = true; found;) {
            found = false;
            uint256 wanted = before ? e.madeOn - count - 1 : e.madeOn + count + 1;
            for (uint256 i; i < _earnings.length && !found; ++i) {
                Earning storage o = _earnings[i];
                found = o.modelId == e.modelId && o.account == e.account && o.madeOn == wanted;
            }
            if (found) ++count;
        }
    }

    /// Who was the first to have the most points of a month.
    function best(uint256 modelId, uint256 month) external view returns (address account, uint256 most) {
        uint256[PEOPLE] memory sums;
        for (uint256 i; i < _earnings.length; ++i) {
            Earning memory e = _earnings[i];
            if (e.modelId != modelId || e.day / 30 != month) continue;
            for (uint256 p; p < PEOPLE; ++p) {
                if (person(p) != e.account) continue;
                sums[p] += e.points;
                if (sums[p] > most) (account, most) = (e.account, sums[p]);
            }
        }
    }

    function people() external view returns (address[] memory all) {
        all = new address[](PEOPLE);
        for (uint256 i; i < PEOPLE; ++i) {
            all[i] = person(i);
        }
    }

    function points() public view returns (IPoints) {
        return IPoints(address(trainer));
    }

    function openCount(uint256 modelId) external view returns (uint256) {
        return openOf[modelId].length;
    }

    function reportOf(uint256 modelId, uint256 index) external view returns (IPoints.Report memory) {
        return _reports[modelId][index];
    }

    function earn(uint256 modelId, address account, uint256 amount, uint256 madeAt) private {
        _earnings.push(Earning(modelId, account, time() / 1 days, amount, madeAt / 1 days));
    }

    function mayEarn(uint256 modelId, address account, uint256 amount) private view returns (bool) {
        uint256 sum = amount;
        for (uint256 i; i < _earnings.length; ++i) {
            Earning memory e = _earnings[i];
            if (e.modelId == modelId && e.account == account && e.day == time() / 1 days) sum += e.points;
        }
        return sum <= options(modelId).dailyCap;
    }

    /// A report that is not confirmed goes.
    function drop(uint256 modelId, uint256 index) private {
        if (!isPending(modelId, index)) return;
        --pending[modelId][_reports[modelId][index].reporter];
        delete _reports[modelId][index];
    }

    function isPending(uint256 modelId, uint256 index) private view returns (bool) {
        IPoints.Report memory r = _reports[modelId][index];
        return r.reporter != address(0) && !r.confirmed;
    }

    function agrees(uint256 modelId, Made memory m) private view returns (bool) {
        return trainer.predict(modelId, m.c.sample) == m.c.label;
    }

    function options(uint256 modelId) private view returns (IPoints.PointsOptions memory) {
        return points().incentive(modelId).options;
    }
}
