// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {PredictionMarketActions} from "./PredictionMarketActions.sol";
import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";

/// Walks markets through all phases, in whichever way the calls happen to come. Phases only go forward.
contract PredictionMarketHandler is PredictionMarketActions, MechanismHandler {
    mapping(uint256 modelId => bool) private _withdrawn;
    mapping(uint256 modelId => uint256) private _committedAt;
    mapping(uint256 modelId => IPredictionMarket.Phase) private _phaseOf;

    constructor(Kind kind_) MechanismHandler(kind_) {}

    /// Markets begin before their commitment.
    function open(uint256) internal override(MechanismActions, PredictionMarketActions) {}

    function finish(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, PredictionMarketActions)
    {
        PredictionMarketActions.finish(modelId, made);
    }

    /// Only `closeOut` asks for all claims, and makes them.
    function claims(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, PredictionMarketActions)
        returns (Claim[] memory list)
    {
        list = PredictionMarketActions.claims(modelId, made);
        IPredictionMarket.Phase phase = phaseOf(modelId);
        bool defaulted = phase == IPredictionMarket.Phase.Defaulted;
        for (uint256 i; i < made.length; ++i) {
            claimed[modelId] += defaulted ? 1 : scoreOf[modelId][made[i].index].gain;
        }
        if (phase >= IPredictionMarket.Phase.Settled && !defaulted) _withdrawn[modelId] = true;
    }

    function commit(uint256 whoSeed, uint256 modelId, uint256 bounty) public {
        modelId = modelId % MODELS;
        bounty = bounty % 20 ether;
        address modelOwner = trainer.model(modelId).owner;
        address who = maybe(whoSeed, modelOwner);
        bool allowed = who == modelOwner && bounty != 0 && phaseOf(modelId) == IPredictionMarket.Phase.Created;
        bytes memory data = abi.encodeCall(IPredictionMarket.commit, (modelId, hashes(modelId, testSet())));
        if (once(who, modelId, bounty, data, allowed, who)) _committedAt[modelId] = time();
    }

    /// Whoever must act next does: the owner, the sponsor, or anybody. Open markets stay so for a while.
    function advance(uint256 modelId, uint256 seed) external {
        modelId = modelId % MODELS;
        IPredictionMarket.Phase phase = phaseOf(modelId);
        if (phase == IPredictionMarket.Phase.Created) {
            commit(0, modelId, seed);
        } else if (phase == IPredictionMarket.Phase.Drawing) {
            mine(3);
            draw(seed, modelId);
        } else if (phase == IPredictionMarket.Phase.Open) {
            if (seed % 3 == 0) close(modelId);
        } else if (phase == IPredictionMarket.Phase.Settling) {
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
        bool allowed = phaseOf(modelId) == IPredictionMarket.Phase.Drawing
            && vm.getBlockNumber() > market().incentive(modelId).drawBlock;
        once(who, modelId, 0, abi.encodeCall(IPredictionMarket.draw, (modelId)), allowed, who);
    }

    /// Pieces from `from` on, whether they are due or not, by the sponsor or by anybody.
    function reveal(uint256 whoSeed, uint256 modelId, uint256 from) public {
        modelId = modelId % MODELS;
        Piece[] memory pieces = testSet();
        for (uint256 i = from % PIECES; i < PIECES; ++i) {
            IPredictionMarket.MarketView memory v = market().incentive(modelId);
            address who = maybe(whoSeed, v.sponsor);
            bool drawn = (v.drawn >> i) & 1 != 0;
            bool due = v.phase
                    == (drawn ? IPredictionMarket.Phase.Opening : IPredictionMarket.Phase.Revealing)
                && (v.revealed >> i) & 1 == 0;
            bytes memory data =
                abi.encodeCall(IPredictionMarket.reveal, (modelId, i, pieces[i].salt, pieces[i].data));
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
        bool allowed = phaseOf(modelId) == IPredictionMarket.Phase.Settled;
        bytes memory data =
            abi.encodeCall(IPredictionMarket.claim, (modelId, m.index, m.c.contributor, s.gain, s.penalty));
        if (!once(person(whoSeed), modelId, 0, data, allowed, m.c.contributor)) return;
        claimed[modelId] += s.gain;
        close(modelId, pick);
    }

    function claimDefault(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        bool allowed = phaseOf(modelId) == IPredictionMarket.Phase.Defaulted;
        bytes memory data = abi.encodeCall(IPredictionMarket.claimDefault, (modelId, m.index, m.c));
        if (!once(person(whoSeed), modelId, 0, data, allowed, m.c.contributor)) return;
        ++claimed[modelId];
        close(modelId, pick);
    }

    function cancel(uint256 whoSeed, uint256 modelId) external {
        modelId = modelId % MODELS;
        IPredictionMarket.MarketView memory v = market().incentive(modelId);
        address who = maybe(whoSeed, v.sponsor);
        bool early = v.phase == IPredictionMarket.Phase.Drawing || v.phase == IPredictionMarket.Phase.Opening;
        bool late = time() >= _committedAt[modelId] + v.options.revealTime;
        bytes memory data = abi.encodeCall(IPredictionMarket.cancel, (modelId));
        once(who, modelId, 0, data, early && late && who == v.sponsor, who);
    }

    function withdraw(uint256 whoSeed, uint256 modelId) external {
        modelId = modelId % MODELS;
        IPredictionMarket.MarketView memory v = market().incentive(modelId);
        bytes memory data = abi.encodeCall(IPredictionMarket.withdraw, (modelId));
        bool allowed = sponsorsPart(modelId, v) != 0;
        if (once(person(whoSeed), modelId, 0, data, allowed, v.sponsor)) _withdrawn[modelId] = true;
    }

    function accepts(uint256 modelId) internal view override returns (bool) {
        return phaseOf(modelId) == IPredictionMarket.Phase.Open;
    }

    /// A phase is never left for an earlier one, the last three are never left, and only what has not opened is
    /// cancelled.
    function check(uint256 modelId) internal override {
        super.check(modelId);
        IPredictionMarket.Phase before = _phaseOf[modelId];
        IPredictionMarket.Phase next = phaseOf(modelId);
        _phaseOf[modelId] = next;
        if (next == before) return;
        assertTrue(next > before && before < IPredictionMarket.Phase.Settled, "forward");
        bool cancelled = next == IPredictionMarket.Phase.Cancelled;
        assertTrue(!cancelled || before <= IPredictionMarket.Phase.Opening, "cancelled in time");
    }

    function phaseOf(uint256 modelId) private view returns (IPredictionMarket.Phase) {
        return market().phase(modelId);
    }

    /// By the rules: stakes, what is left of the bounty, and of the penalties.
    function owed(uint256 modelId) public view override returns (uint256 sum) {
        IPredictionMarket.MarketView memory v = market().incentive(modelId);
        bool settled = v.phase == IPredictionMarket.Phase.Settled;
        for (uint256 i; i < openOf[modelId].length; ++i) {
            sum += openOf[modelId][i].c.deposit;
            if (settled && v.gains != 0) sum -= scoreOf[modelId][openOf[modelId][i].index].penalty;
        }
        uint256 done = claimed[modelId];
        if (v.phase == IPredictionMarket.Phase.Defaulted) {
            return sum + v.bounty - v.bounty * done / trainer.model(modelId).contributions;
        }
        if (!settled) {
            return v.phase == IPredictionMarket.Phase.Cancelled ? sponsorsPart(modelId, v) : sum + v.bounty;
        }
        sum += sponsorsPart(modelId, v) + v.bounty * v.gains / most(v) - v.bounty * done / most(v);
        if (v.gains != 0) sum += v.penalties - v.penalties * done / v.gains;
    }

    function sponsorsPart(uint256 modelId, IPredictionMarket.MarketView memory v)
        internal
        view
        override
        returns (uint256)
    {
        return _withdrawn[modelId] ? 0 : super.sponsorsPart(modelId, v);
    }
}
