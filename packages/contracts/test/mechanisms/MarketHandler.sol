// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {MarketMechanismActions} from "./MarketMechanismActions.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Walks models through markets, one after the other, in whichever way the calls happen to come. The books have the
/// bundles that are not paid and not lost.
contract MarketHandler is MarketMechanismActions, MechanismHandler {
    address private constant BURN = 0x000000000000000000000000000000000000dEaD;

    mapping(uint256 modelId => IMarket.Phase) private _phaseOf;
    /// By the rules, what of bounties and penalties a market holds, and what of the fee of the present bundle is paid.
    mapping(uint256 modelId => uint256) private _pot;
    mapping(uint256 modelId => uint256) private _feePaid;

    constructor(Kind kind_) MechanismHandler(kind_) {}

    /// Models begin without a market.
    function open(uint256) internal override(MechanismActions, MarketMechanismActions) {}

    function finish(uint256 modelId, Made[] memory made)
        internal
        override(MechanismActions, MarketMechanismActions)
    {
        MarketMechanismActions.finish(modelId, made);
    }

    function contribute(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        override(MechanismActions, MarketMechanismActions)
        returns (Made memory)
    {
        return MarketMechanismActions.contribute(who, modelId, label, sample);
    }

    function takes(uint256 modelId, bytes memory sample)
        internal
        view
        override(MechanismActions, MarketMechanismActions)
        returns (bool)
    {
        return MarketMechanismActions.takes(modelId, sample);
    }

    function openMarket(uint256 whoSeed, uint256 modelId, uint256 bounty) public {
        modelId = modelId % MODELS;
        bounty = bounty % 20 ether;
        IMarket.MarketView memory v = market().incentive(modelId);
        address modelOwner = trainer.model(modelId).owner;
        address who = maybe(whoSeed, modelOwner);
        bool allowed = who == modelOwner && bounty != 0 && !runs(v.phase) && v.unpaid == 0;
        bytes memory data = abi.encodeCall(IMarket.open, (modelId, hashes(modelId, SALT, testPages())));
        bool ok = act(who, modelId, bounty, data);
        assertTrue(ok == allowed, "opened as the rules say");
        if (ok) (_pot[modelId], _feePaid[modelId]) = (bounty, 0);
    }

    /// A bundle of one sample; one time in eight with another value.
    function contribute(uint256 whoSeed, uint256 modelId, bool label, uint256 seed, uint256 extra)
        external
        override
    {
        commitSome(person(whoSeed), modelId % MODELS, label, seed, 1, seed % 8 == 0 ? extra % 3 ether : PRICE);
    }

    /// Some bundles in one transaction.
    function contributeBatch(uint256 whoSeed, uint256 modelId, uint256 count, uint256 seed, uint256 value)
        external
        override
    {
        count = count % 4;
        value = seed % 4 == 0 ? value % 5 ether : count * PRICE;
        commitSome(person(whoSeed), modelId % MODELS, seed % 3 != 0, seed, count, value);
    }

    /// Whoever must act next does, and time passes where nobody must.
    function advance(uint256 modelId, uint256 seed) external {
        modelId = modelId % MODELS;
        IMarket.MarketView memory v = market().incentive(modelId);
        if (!runs(v.phase)) openMarket(0, modelId, seed);
        else if (v.phase == IMarket.Phase.Committing) commitOrWait(modelId, seed, v);
        else if (v.phase == IMarket.Phase.Revealing) revealOrWait(modelId, seed, v.revealUntil);
        else if (v.phase == IMarket.Phase.Testing) publishPage(modelId, seed);
        else if (v.phase == IMarket.Phase.Settling) settleOn(modelId, 1 + seed % 15);
        else closeMarket(seed, modelId);
    }

    /// By its contributor or somebody else, in whichever phase.
    function reveal(uint256 whoSeed, uint256 modelId, uint256 pick) public {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        Made memory m = openOf[modelId][pick % openOf[modelId].length];
        Content memory c = contentOf(modelId, m);
        address who = maybe(whoSeed, c.contributor);
        bool allowed = who == c.contributor && phaseOf(modelId) == IMarket.Phase.Revealing
            && market().bundle(modelId, c.id).status == IMarket.BundleStatus.Committed;
        bytes memory data = abi.encodeCall(IMarket.reveal, (modelId, c.labels, c.samples, c.id, c.salt));
        once(who, modelId, 0, data, allowed, who);
    }

    /// The page that is next, or another one.
    function publishPage(uint256 modelId, uint256 seed) public {
        modelId = modelId % MODELS;
        IMarket.MarketView memory v = market().incentive(modelId);
        uint256 page = seed % 4 == 0 ? seed / 4 % 2 : v.published % 2;
        bool allowed = v.phase == IMarket.Phase.Testing && page == v.published;
        bytes memory data = abi.encodeCall(IMarket.publish, (modelId, SALT, testPages()[page]));
        uint256 burnt = BURN.balance;
        if (!act(person(seed), modelId, 0, data)) {
            assertTrue(!allowed, "published as the rules say");
            return;
        }
        assertTrue(allowed, "published as the rules say");
        bool last = page == 1;
        assertEq(BURN.balance - burnt, last ? (v.bundles - v.revealed) * PRICE : 0, "burnt");
        if (last) dropLost(modelId);
    }

    /// Anybody ends what cannot go on.
    function closeMarket(uint256 whoSeed, uint256 modelId) public {
        modelId = modelId % MODELS;
        IMarket.MarketView memory v = market().incentive(modelId);
        bool allowed = v.phase == IMarket.Phase.Overdue;
        bytes memory data = abi.encodeCall(IMarket.close, (modelId));
        uint256 burnt = BURN.balance;
        bool ok = act(person(whoSeed), modelId, 0, data);
        assertTrue(ok == allowed, "closed as the rules say");
        if (!ok) return;
        uint256 shares = v.revealed == 0 ? 0 : v.bounty / 20 / v.revealed * v.revealed;
        uint256 lost = (v.bundles - v.revealed) * PRICE;
        assertEq(BURN.balance - burnt, lost + (v.revealed == 0 ? 0 : v.bounty - shares), "burnt");
        _pot[modelId] = 0;
        dropLost(modelId);
    }

    function cancel(uint256 whoSeed, uint256 modelId) external {
        modelId = modelId % MODELS;
        IMarket.MarketView memory v = market().incentive(modelId);
        address who = maybe(whoSeed, v.sponsor);
        bool allowed = v.phase == IMarket.Phase.Committing && who == v.sponsor;
        uint256 before = who.balance;
        bool ok = act(who, modelId, 0, abi.encodeCall(IMarket.cancel, (modelId)));
        assertTrue(ok == allowed, "cancelled as the rules say");
        if (!ok) return;
        assertEq(who.balance - before, v.bounty, "the bounty");
        _pot[modelId] = 0;
    }

    /// In whichever phase, by anybody.
    function claim(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        bool allowed = owedFor(modelId, m.index) != 0;
        bytes memory data = claimCall(modelId, m);
        if (!once(person(whoSeed), modelId, 0, data, allowed, m.c.contributor)) return;
        close(modelId, pick);
    }

    function setOptions(uint256 whoSeed, uint256 modelId) external {
        modelId = modelId % MODELS;
        IMarket.MarketView memory v = market().incentive(modelId);
        address modelOwner = trainer.model(modelId).owner;
        address who = maybe(whoSeed, modelOwner);
        bool allowed = who == modelOwner && !runs(v.phase) && v.unpaid == 0;
        bytes memory data = abi.encodeCall(IMarket.setMarketOptions, (modelId, marketOptions()));
        assertTrue(act(who, modelId, 0, data) == allowed, "options as the rules say");
    }

    function accepts(uint256 modelId) internal view override returns (bool) {
        return phaseOf(modelId) == IMarket.Phase.Committing;
    }

    /// A market goes forward, and only what is over gives way to a new one.
    function check(uint256 modelId) internal override {
        super.check(modelId);
        IMarket.Phase before = _phaseOf[modelId];
        IMarket.Phase next = phaseOf(modelId);
        _phaseOf[modelId] = next;
        if (next == before) return;
        bool anew = next == IMarket.Phase.Committing && !runs(before);
        assertTrue(anew || next > before, "forward");
        bool cancelled = next == IMarket.Phase.Cancelled;
        assertTrue(!cancelled || before <= IMarket.Phase.Committing || !runs(before), "cancelled in time");
    }

    function money() public view override returns (uint256) {
        return super.money() + BURN.balance;
    }

    /// By the rules: stakes and fees, what is left of the bounty, and what was lost.
    function owed(uint256 modelId) public view override returns (uint256 sum) {
        for (uint256 i; i < openOf[modelId].length; ++i) {
            uint256 id = openOf[modelId][i].index;
            uint256 amount = owedFor(modelId, id);
            sum += amount == 0 ? PRICE : amount;
        }
        return sum + _pot[modelId] - _feePaid[modelId];
    }

    function commitSome(address who, uint256 modelId, bool label, uint256 seed, uint256 count, uint256 value)
        private
    {
        Made[] memory made = new Made[](count);
        bytes32[] memory list = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            made[i] =
                nextMade(who, modelId, label ? 1 : 0, anySample(uint256(keccak256(abi.encode(seed, i)))));
            made[i].index += i;
            list[i] = commitmentOf(modelId, contentOf(modelId, made[i]));
        }
        bytes memory data = abi.encodeCall(IMarket.commit, (modelId, list));
        bool allowed = accepts(modelId) && count != 0 && value == count * PRICE;
        assertTrue(act(who, modelId, value, data) == allowed, "bundles as the rules say");
        if (!allowed) return;
        for (uint256 i; i < count; ++i) {
            openOf[modelId].push(made[i]);
        }
    }

    function commitOrWait(uint256 modelId, uint256 seed, IMarket.MarketView memory v) private {
        if (v.bundles == 0 && seed % 8 != 0) {
            commitSome(person(seed), modelId, seed % 3 != 0, seed, 2, 2 * PRICE);
        } else {
            vm.warp(seed % 3 == 0 ? v.commitUntil : time() + 1);
        }
    }

    function revealOrWait(uint256 modelId, uint256 seed, uint256 until) private {
        if (seed % 8 == 0 || openOf[modelId].length == 0) vm.warp(until);
        else reveal(0, modelId, seed / 8);
    }

    /// A step, and what the rules say of its money.
    function settleOn(uint256 modelId, uint256 tests) private {
        IMarket.MarketView memory v = market().incentive(modelId);
        uint256 before = address(trainer).balance;
        stepOn(modelId, openOf[modelId], tests);
        held[modelId] = held[modelId] + address(trainer).balance - before;
        IMarket.MarketView memory next = market().incentive(modelId);
        if (next.settled == v.settled) {
            _feePaid[modelId] = FEE * next.tested / TESTS;
        } else {
            _feePaid[modelId] = 0;
            bookScore(modelId);
            if (next.phase == IMarket.Phase.Settled) _pot[modelId] = 0;
        }
        check(modelId);
    }

    /// What a score moves between a stake and the pot; a bundle that has lost all is closed.
    function bookScore(uint256 modelId) private {
        for (uint256 i; i < openOf[modelId].length; ++i) {
            uint256 id = openOf[modelId][i].index;
            Score storage s = scoreOf[modelId][id];
            if (!s.done || openOf[modelId][i].c.remaining == 0) continue;
            // scored just now
            openOf[modelId][i].c.remaining = 0;
            _pot[modelId] = _pot[modelId] + STAKE - s.amount;
            if (s.amount == 0) close(modelId, i);
            return;
        }
    }

    /// Takes what was not revealed out of the books.
    function dropLost(uint256 modelId) private {
        for (uint256 i = openOf[modelId].length; i > 0; --i) {
            IMarket.BundleStatus status = market().bundle(modelId, openOf[modelId][i - 1].index).status;
            if (status == IMarket.BundleStatus.Closed) close(modelId, i - 1);
        }
    }

    function runs(IMarket.Phase phase) private pure returns (bool) {
        return phase != IMarket.Phase.None && phase < IMarket.Phase.Settled;
    }
}
