// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismActions} from "./MechanismActions.sol";
import {MarketActions} from "../market/MarketActions.sol";
import {IMarketTrainer} from "../market/IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// *Prediction market*: opened by the sponsor; after the last contribution the rest is revealed and all is scored.
abstract contract MarketMechanismActions is MechanismActions, MarketActions {
    uint256 internal constant BOUNTY = 10 ether + 7;
    uint256 internal constant PIECES = 4;
    uint256 internal constant PER_PIECE = 3;
    uint256 private constant MOST_GAS = 2 ** 24 - 300_000;

    mapping(uint256 modelId => mapping(uint256 index => Score)) internal scoreOf;
    /// What has been claimed: the sum of gains, or after a default the number of contributions.
    mapping(uint256 modelId => uint256) internal claimed;

    function mechanismName() internal pure override returns (string memory) {
        return "Market";
    }

    function incentiveOptions() internal pure override returns (bytes memory) {
        return abi.encode(
            IMarket.MarketOptions({
                stake: 1 ether + 3,
                maxContributions: 1000,
                openTime: 2 days,
                revealTime: 1 days,
                drawnPieces: 1,
                loss: IMarket.Loss.Errors,
                fullImprovement: 900_000
            })
        );
    }

    function market() internal view returns (IMarketTrainer) {
        return IMarketTrainer(address(trainer));
    }

    function testSet() internal view returns (Piece[] memory pieces) {
        pieces = new Piece[](PIECES);
        for (uint256 i; i < PIECES; ++i) {
            pieces[i].salt = keccak256(abi.encode(i));
            for (uint256 k; k < PER_PIECE; ++k) {
                pieces[i].data =
                    abi.encodePacked(pieces[i].data, testSample(k == 2 ? 0 : 1, lone(PER_PIECE * i + k)));
            }
        }
    }

    function open(uint256 modelId) internal virtual override {
        bytes32[] memory list = hashes(modelId, testSet());
        vm.prank(owner);
        market().commit{value: BOUNTY}(modelId, list);
        mine(3);
        market().draw(modelId);
        revealDue(market(), modelId, testSet(), false);
    }

    /// To the end, from whichever phase.
    function finish(uint256 modelId, Made[] memory made) internal virtual override {
        IMarket.MarketView memory v = market().incentive(modelId);
        if (v.phase == IMarket.Phase.Drawing || v.phase == IMarket.Phase.Opening) {
            skip(v.options.revealTime);
            vm.prank(v.sponsor);
            market().cancel(modelId);
        }
        if (v.phase == IMarket.Phase.Open) vm.warp(v.closesAt);
        if (market().incentive(modelId).phase == IMarket.Phase.Revealing) {
            revealDue(market(), modelId, testSet(), true);
        }
        while (market().incentive(modelId).phase == IMarket.Phase.Settling) {
            step(modelId, made, 100);
        }
    }

    /// Scores for `samples` predictions, in a transaction.
    function step(uint256 modelId, Made[] memory made, uint256 samples) internal {
        Contribution[] memory all = new Contribution[](made.length);
        for (uint256 i; i < made.length; ++i) {
            all[i] = made[i].c;
        }
        Contribution[] memory next = new Contribution[](1);
        next[0] = nextToScore(market(), modelId, all)[0];
        readLogs();
        bytes[] memory proofs = proofsOf(address(trainer), modelId, next);
        bytes memory call = abi.encodeCall(market().settle, (modelId, next, proofs, samples));
        (bool ok,) = address(trainer).call{gas: MOST_GAS}(call);
        assertTrue(ok, "a step fits one transaction");
        Score[] memory list = new Score[](made.length);
        readScores(readLogs(), list);
        for (uint256 i; i < list.length; ++i) {
            if (list[i].done) scoreOf[modelId][i] = list[i];
        }
    }

    /// The rewards, and what is left for the sponsor.
    function claims(uint256 modelId, Made[] memory made)
        internal
        virtual
        override
        returns (Claim[] memory list)
    {
        IMarket.MarketView memory v = market().incentive(modelId);
        list = new Claim[](made.length + 1);
        uint256 done = claimed[modelId];
        for (uint256 i; i < made.length; ++i) {
            if (v.phase == IMarket.Phase.Defaulted) {
                list[i] = defaultClaim(modelId, v, made[i], done++);
            } else {
                list[i] = rewardClaim(modelId, v, made[i], done);
                done += scoreOf[modelId][made[i].index].gain;
            }
        }
        uint256 left = sponsorsPart(modelId, v);
        list[made.length] = Claim(alice, v.sponsor, left, time(), abi.encodeCall(IMarket.withdraw, (modelId)));
        // without the last one, if there is nothing for the sponsor
        if (left == 0) {
            assembly ("memory-safe") {
                mstore(list, sub(mload(list), 1))
            }
        }
    }

    /// What the sponsor can withdraw.
    function sponsorsPart(uint256, IMarket.MarketView memory v) internal view virtual returns (uint256) {
        if (v.phase == IMarket.Phase.Cancelled) return v.bounty;
        if (v.phase != IMarket.Phase.Settled) return 0;
        return v.bounty - v.bounty * v.gains / most(v);
    }

    /// The gains for which the whole bounty is paid.
    function most(IMarket.MarketView memory v) internal pure returns (uint256) {
        uint256 full = v.hiddenSamples * 65_536 * v.options.fullImprovement / 1_000_000;
        return v.gains > full ? v.gains : full == 0 ? 1 : full;
    }

    function rewardClaim(uint256 modelId, IMarket.MarketView memory v, Made memory m, uint256 done)
        private
        returns (Claim memory)
    {
        Score memory s = scoreOf[modelId][m.index];
        uint256 amount = m.c.deposit;
        if (v.gains != 0) {
            uint256 next = done + s.gain;
            amount = amount - s.penalty + v.bounty * next / most(v) - v.bounty * done / most(v) + v.penalties
                * next / v.gains - v.penalties * done / v.gains;
        }
        bytes memory data =
            abi.encodeCall(IMarket.claim, (modelId, m.index, m.c.contributor, s.gain, s.penalty));
        return Claim(alice, m.c.contributor, amount, time(), data);
    }

    function defaultClaim(uint256 modelId, IMarket.MarketView memory v, Made memory m, uint256 done)
        private
        returns (Claim memory)
    {
        uint256 count = trainer.log(modelId).entries;
        uint256 amount = m.c.deposit + v.bounty * (done + 1) / count - v.bounty * done / count;
        bytes memory data = claimDefaultCall(modelId, m.c);
        return Claim(alice, m.c.contributor, amount, time(), data);
    }

    function claimDefaultCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(IMarket.claimDefault, (modelId, c, proof));
    }
}
