// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {MarketMechanismActions} from "./MarketMechanismActions.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Walks markets through all phases, in whichever way the calls happen to come. Phases only go forward.
contract MarketHandler is MarketMechanismActions, MechanismHandler {
    mapping(uint256 modelId => bool) private _withdrawn;
    mapping(uint256 modelId => uint256) private _committedAt;
    mapping(uint256 modelId => IMarket.Phase) private _phaseOf;

    constructor(Kind kind_) MechanismHandler(kind_) {}

    /// Markets begin before their commitment.
    function open(uint256) internal override(MechanismActions, MarketMechanismActions) {}

    function finish(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, MarketMechanismActions)
    {
        MarketMechanismActions.finish(modelId, made);
    }

    /// Only `closeOut` asks for all claims, and makes them.
    function claims(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, MarketMechanismActions)
        returns (Claim[] memory list)
    {
        list = MarketMechanismActions.claims(modelId, made);
        IMarket.Phase phase = phaseOf(modelId);
        bool defaulted = phase == IMarket.Phase.Defaulted;
        for (uint256 i; i < made.length; ++i) {
            claimed[modelId] += defaulted ? 1 : scoreOf[modelId][made[i].index].gain;
        }
        if (phase >= IMarket.Phase.Settled && !defaulted) _withdrawn[modelId] = true;
    }

    function commit(uint256 whoSeed, uint256 modelId, uint256 bounty) public {
        modelId = modelId % MODELS;
        bounty = bounty % 20 ether;
        address modelOwner = trainer.model(modelId).owner;
        address who = maybe(whoSeed, modelOwner);
        bool allowed = who == modelOwner && bounty != 0 && phaseOf(modelId) == IMarket.Phase.Created;
        bytes memory data = abi.encodeCall(IMarket.commit, (modelId, hashes(modelId, testSet())));
        if (once(who, modelId, bounty, data, allowed, who)) _committedAt[modelId] = time();
    }

    /// Whoever must act next does: the owner, the sponsor, or anybody. Open markets stay so for a while.
    function advance(uint256 modelId, uint256 seed) external {
        modelId = modelId % MODELS;
        IMarket.Phase phase = phaseOf(modelId);
        if (phase == IMarket.Phase.Created) {
            commit(0, modelId, seed);
        } else if (phase == IMarket.Phase.Drawing) {
            mine(3);
            draw(seed, modelId);
        } else if (phase == IMarket.Phase.Open) {
            if (seed % 3 == 0) close(modelId);
        } else if (phase == IMarket.Phase.Settling) {
            step(modelId, openOf[modelId], 1 + seed % 60);
            check(modelId);
        } else {
            reveal(0, modelId, 0);
        }
    }

    /// In whichever phase, and too early perhaps.
    function draw(uint256 whoSeed, uint256 modelId) public {
        modelId = modelId % MODELS;
        address who = person(whoSeed);
        bool allowed = phaseOf(modelId) == IMarket.Phase.Drawing
            && vm.getBlockNumber() > market().incentive(modelId).drawBlock;
        once(who, modelId, 0, abi.encodeCall(IMarket.draw, (modelId)), allowed, who);
    }

    /// Pieces from `from` on, whether they are due or not, by the sponsor or by anybody.
    function reveal(uint256 whoSeed, uint256 modelId, uint256 from) public {
        modelId = modelId % MODELS;
        Piece[] memory pieces = testSet();
        for (uint256 i = from % PIECES; i < PIECES; ++i) {
            IMarket.MarketView memory v = market().incentive(modelId);
            address who = maybe(whoSeed, v.sponsor);
            bool drawn = (v.drawn >> i) & 1 != 0;
            bool due = v.phase == (drawn ? IMarket.Phase.Opening : IMarket.Phase.Revealing)
                && (v.revealed >> i) & 1 == 0;
            bytes memory data = abi.encodeCall(IMarket.reveal, (modelId, i, pieces[i].salt, pieces[i].data));
            once(who, modelId, 0, data, due && who == v.sponsor, who);
        }
    }

    /// Time passes until contributions end.
    function close(uint256 modelId) public {
        uint256 closesAt = market().incentive(modelId % MODELS).closesAt;
        if (closesAt > time()) vm.warp(closesAt);
    }

    /// Before its time too: with whatever a contribution may have gained by then.
    function claim(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        Score memory s = scoreOf[modelId][m.index];
        bool allowed = phaseOf(modelId) == IMarket.Phase.Settled;
        bytes memory data =
            abi.encodeCall(IMarket.claim, (modelId, m.index, m.c.contributor, s.gain, s.penalty));
        if (!once(person(whoSeed), modelId, 0, data, allowed, m.c.contributor)) return;
        claimed[modelId] += s.gain;
        close(modelId, pick);
    }

    function claimDefault(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        bool allowed = phaseOf(modelId) == IMarket.Phase.Defaulted;
        bytes memory data = claimDefaultCall(modelId, m.c);
        if (!once(person(whoSeed), modelId, 0, data, allowed, m.c.contributor)) return;
        ++claimed[modelId];
        close(modelId, pick);
    }

    function cancel(uint256 whoSeed, uint256 modelId) external {
        modelId = modelId % MODELS;
        IMarket.MarketView memory v = market().incentive(modelId);
        address who = maybe(whoSeed, v.sponsor);
        bool early = v.phase == IMarket.Phase.Drawing || v.phase == IMarket.Phase.Opening;
        bool late = time() >= _committedAt[modelId] + v.options.revealTime;
        bytes memory data = abi.encodeCall(IMarket.cancel, (modelId));
        once(who, modelId, 0, data, early && late && who == v.sponsor, who);
    }

    function withdraw(uint256 whoSeed, uint256 modelId) external {
        modelId = modelId % MODELS;
        IMarket.MarketView memory v = market().incentive(modelId);
        bytes memory data = abi.encodeCall(IMarket.withdraw, (modelId));
        bool allowed = sponsorsPart(modelId, v) != 0;
        if (once(person(whoSeed), modelId, 0, data, allowed, v.sponsor)) _withdrawn[modelId] = true;
    }

    function accepts(uint256 modelId) internal view override returns (bool) {
        return phaseOf(modelId) == IMarket.Phase.Open;
    }

    /// A phase is never left for an earlier one, the last three are never left, and only what has not opened is
    /// cancelled.
    function check(uint256 modelId) internal override {
        super.check(modelId);
        IMarket.Phase before = _phaseOf[modelId];
        IMarket.Phase next = phaseOf(modelId);
        _phaseOf[modelId] = next;
        if (next == before) return;
        assertTrue(next > before && before < IMarket.Phase.Settled, "forward");
        bool cancelled = next == IMarket.Phase.Cancelled;
        assertTrue(!cancelled || before <= IMarket.Phase.Opening, "cancelled in time");
    }

    function phaseOf(uint256 modelId) private view returns (IMarket.Phase) {
        return market().incentive(modelId).phase;
    }

    /// By the rules: stakes, what is left of the bounty, and of the penalties.
    function owed(uint256 modelId) public view override returns (uint256 sum) {
        IMarket.MarketView memory v = market().incentive(modelId);
        bool settled = v.phase == IMarket.Phase.Settled;
        for (uint256 i; i < openOf[modelId].length; ++i) {
            sum += openOf[modelId][i].c.deposit;
            if (settled && v.gains != 0) sum -= scoreOf[modelId][openOf[modelId][i].index].penalty;
        }
        uint256 done = claimed[modelId];
        if (v.phase == IMarket.Phase.Defaulted) {
            return sum + v.bounty - v.bounty * done / trainer.log(modelId).entries;
        }
        if (!settled) {
            return v.phase == IMarket.Phase.Cancelled ? sponsorsPart(modelId, v) : sum + v.bounty;
        }
        sum += sponsorsPart(modelId, v) + v.bounty * v.gains / most(v) - v.bounty * done / most(v);
        if (v.gains != 0) sum += v.penalties - v.penalties * done / v.gains;
    }

    function sponsorsPart(uint256 modelId, IMarket.MarketView memory v)
        internal
        view
        override
        returns (uint256)
    {
        return _withdrawn[modelId] ? 0 : super.sponsorsPart(modelId, v);
    }
}
