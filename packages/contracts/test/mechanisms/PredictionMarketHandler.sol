// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismActions} from "./MechanismActions.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {PredictionMarketActions} from "./PredictionMarketActions.sol";
import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";

/// Walks markets through all phases, in whichever way the calls happen to come.
contract PredictionMarketHandler is PredictionMarketActions, MechanismHandler {
    mapping(uint256 modelId => bool) private _withdrawn;

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
        IPredictionMarket.Phase phase = market().phase(modelId);
        bool defaulted = phase == IPredictionMarket.Phase.Defaulted;
        for (uint256 i; i < made.length; ++i) {
            claimed[modelId] += defaulted ? 1 : scoreOf[modelId][made[i].index].gain;
        }
        if (phase >= IPredictionMarket.Phase.Settled && !defaulted) _withdrawn[modelId] = true;
    }

    function commit(uint256 modelId, uint256 bounty) external {
        modelId = modelId % MODELS;
        bounty = bounty % 20 ether;
        bytes memory data = abi.encodeCall(IPredictionMarket.commit, (modelId, hashes(modelId, testSet())));
        act(trainer.model(modelId).owner, modelId, bounty, data);
    }

    /// Whoever must act next does: the sponsor, or for the draw and a step of the settlement anybody.
    function advance(uint256 modelId, uint256 seed) external {
        modelId = modelId % MODELS;
        IPredictionMarket.Phase phase = market().phase(modelId);
        if (phase == IPredictionMarket.Phase.Drawing) {
            mine(3);
            act(bob, modelId, 0, abi.encodeCall(IPredictionMarket.draw, (modelId)));
        } else if (phase == IPredictionMarket.Phase.Settling) {
            step(modelId, openOf[modelId], 1 + seed % 20);
        } else {
            reveal(modelId, seed % PIECES);
        }
    }

    /// Pieces from `from` on, whether they are due or not; the sponsor, but for one time in eight.
    function reveal(uint256 modelId, uint256 from) public {
        modelId = modelId % MODELS;
        address who = from % 8 == 7 ? person(from / 8) : market().incentive(modelId).sponsor;
        Piece[] memory pieces = testSet();
        for (uint256 i = from % PIECES; i < PIECES; ++i) {
            bytes memory data =
                abi.encodeCall(IPredictionMarket.reveal, (modelId, i, pieces[i].salt, pieces[i].data));
            act(who, modelId, 0, data);
        }
    }

    /// Time passes until contributions end.
    function close(uint256 modelId) external {
        uint256 closesAt = market().incentive(modelId % MODELS).closesAt;
        if (closesAt > time()) vm.warp(closesAt);
    }

    function claim(uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        Score memory s = scoreOf[modelId][m.index];
        bytes memory data =
            abi.encodeCall(IPredictionMarket.claim, (modelId, m.index, m.c.contributor, s.gain, s.penalty));
        if (!act(carol, modelId, 0, data)) return;
        claimed[modelId] += s.gain;
        close(modelId, pick);
    }

    function claimDefault(uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        bytes memory data = abi.encodeCall(IPredictionMarket.claimDefault, (modelId, m.index, m.c));
        if (!act(carol, modelId, 0, data)) return;
        ++claimed[modelId];
        close(modelId, pick);
    }

    function cancel(uint256 modelId) external {
        modelId = modelId % MODELS;
        act(
            market().incentive(modelId).sponsor,
            modelId,
            0,
            abi.encodeCall(IPredictionMarket.cancel, (modelId))
        );
    }

    function withdraw(uint256 modelId) external {
        modelId = modelId % MODELS;
        if (act(alice, modelId, 0, abi.encodeCall(IPredictionMarket.withdraw, (modelId)))) {
            _withdrawn[modelId] = true;
        }
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
