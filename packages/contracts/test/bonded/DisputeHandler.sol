// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IArbitration} from "../../src/interfaces/IArbitration.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IPooledBonds} from "../../src/interfaces/IPooledBonds.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {Court} from "../utils/Courts.sol";
import {Trainer} from "../utils/Trainer.sol";
import {BondedActions} from "./BondedTest.sol";

/// Does with challenges, pools, duplicates and arbiters whatever people may do, in any order, in a model with a court and
/// in one with a referee. What the rules allow goes through; the books say what the trainer must hold after it.
contract DisputeHandler is BondedActions {
    struct Case {
        uint256 modelId;
        Contribution c;
        Challenge[] challenges;
        bool disputed;
        uint256 disputeId;
    }

    struct Pledge {
        uint256 modelId;
        bytes24 leaf;
        uint8 label;
        uint256 bond;
        address who;
    }

    uint256 private constant FEE = 0.0007 ether;
    uint24 private constant RULING_TIME = 2 hours;
    uint256 private constant PEOPLE = 4;

    Court private immutable COURT = new Court();
    /// The test, which alone ends a run.
    address private immutable CREATOR = msg.sender;
    address[PEOPLE] private _people;
    Case[] private _cases;
    Pledge[] private _pledges;
    /// Stakes of open contributions, and of those before an arbiter.
    uint256 public staked;
    /// In pools that have not challenged, or have been paid.
    uint256 public pooled;
    /// Calls of each kind that went through.
    mapping(string what => uint256) public went;

    constructor() {
        address deployed = deployTrainer("Bonded", "SparsePerceptron");
        (trainer, bonded) = (Trainer(deployed), IBonded(deployed));
        _people = [alice, bob, carol, mallory];
        COURT.setCost(FEE);
        for (uint256 i; i < 2; ++i) {
            IBonded.BondedOptions memory o = bondedOptions();
            (o.arbiter, o.court) = i == 0 ? (address(COURT), true) : (named("referee"), false);
            (o.rulingTime, o.maxChallenges) = (RULING_TIME, uint8(2 + i));
            createBonded(perceptronOptions(), o, 0);
        }
    }

    function balance() external view returns (uint256) {
        return address(trainer).balance;
    }

    /// One of few samples, so that many are duplicates.
    function contribute(uint256 who, uint256 modelId, bool label, uint8 sample) external {
        (, Contribution memory c) =
            stake(_people[who % PEOPLE], modelId % 2, label ? 1 : 0, one(uint256(sample) % 5));
        _cases.push();
        Case storage k = _cases[_cases.length - 1];
        (k.modelId, k.c) = (modelId % 2, c);
        staked += c.deposit;
        went["contribute"]++;
    }

    function challengeAlone(uint256 who, uint256 pick) external {
        if (_cases.length == 0) return;
        Case storage k = _cases[pick % _cases.length];
        if (k.disputed || time() >= finalAt(k) || k.challenges.length == most(k)) return;
        uint8 label = 1 - lastLabel(k);
        challenge(_people[who % PEOPLE], k.modelId, k.c, k.challenges, label);
        k.challenges.push(Challenge(_people[who % PEOPLE], label, uint32(time())));
        staked += stakeOf(k.c, k.challenges.length);
        went["challenge"]++;
    }

    /// To the last of them, so that there is something for an arbiter.
    function contest(uint256 who, uint256 pick) external {
        if (_cases.length == 0) return;
        Case storage k = _cases[pick % _cases.length];
        for (uint256 i = k.challenges.length; i < most(k); ++i) {
            this.challengeAlone(who % PEOPLE + i, pick);
        }
    }

    /// Pledges a part, or more than there is room for; whoever makes the pool full has it challenge.
    function pledge(uint256 who, uint256 pick, uint256 part) external {
        if (_cases.length == 0) return;
        Case storage k = _cases[pick % _cases.length];
        if (k.disputed || k.challenges.length == most(k)) return;
        Pledge memory p = Pledge(
            k.modelId,
            leafOf(k.c, k.challenges),
            1 - lastLabel(k),
            stakeOf(k.c, k.challenges.length + 1),
            _people[who % PEOPLE]
        );
        if (pools().pool(p.modelId, p.leaf, p.label, p.bond).pledged == p.bond) return;
        uint256 before = address(trainer).balance;
        vm.prank(p.who);
        pools().pledge{value: p.bond / 3 + part % p.bond}(p.modelId, p.leaf, p.label, p.bond);
        pooled += address(trainer).balance - before;
        _pledges.push(p);
        went["pledge"]++;
        uint256 all = pools().pool(p.modelId, p.leaf, p.label, p.bond).pledged;
        assertTrue(all <= p.bond, "no more than the bond");
        if (all == p.bond && time() < finalAt(k)) join(k, p);
    }

    function withdraw(uint256 pick) external {
        if (_pledges.length == 0) return;
        uint256 i = pick % _pledges.length;
        Pledge memory p = _pledges[i];
        IPooledBonds.PoolView memory pool = pools().pool(p.modelId, p.leaf, p.label, p.bond);
        uint256 mine = pools().pledgeOf(p.modelId, p.leaf, p.label, p.bond, p.who);
        bool free = pool.staked ? pool.closed : time() >= pool.lockedUntil;
        bool allowed = mine != 0 && free;
        uint256 before = p.who.balance;
        vm.prank(p.who);
        (bool ok,) =
            address(trainer).call(abi.encodeCall(IPooledBonds.withdraw, (p.modelId, p.leaf, p.label, p.bond)));
        assertTrue(ok == allowed, "a withdrawal as the rules say");
        if (!ok) return;
        pooled -= p.who.balance - before;
        forget(i);
        went["withdraw"]++;
    }

    function dispute(uint256 who, uint256 pick) external {
        if (_cases.length == 0) return;
        Case storage k = _cases[pick % _cases.length];
        bool allowed = !k.disputed && k.challenges.length == most(k) && time() < finalAt(k);
        bytes memory proof = proofOf(address(bonded), k.modelId, k.c, k.challenges);
        bytes memory data = abi.encodeCall(IArbitration.dispute, (k.modelId, k.c, k.challenges, proof));
        vm.prank(_people[who % PEOPLE]);
        (bool ok, bytes memory id) = address(trainer).call{value: 1 ether}(data);
        assertTrue(ok == allowed, "a dispute as the rules say");
        if (!ok) return;
        (k.disputed, k.disputeId) = (true, abi.decode(id, (uint256)));
        went["dispute"]++;
    }

    function rule(uint256 pick, uint8 ruling) external {
        if (_cases.length == 0) return;
        Case storage k = _cases[pick % _cases.length];
        if (!k.disputed) return;
        address arbiter = k.modelId == 0 ? address(COURT) : named("referee");
        (, uint256 until, bool ruled,) = IArbitration(address(trainer)).disputeOf(arbiter, k.disputeId);
        vm.prank(arbiter);
        (bool ok,) = address(trainer).call(abi.encodeCall(IArbitration.rule, (k.disputeId, ruling % 4)));
        assertTrue(ok == (!ruled && time() < until && ruling % 4 < 3), "a ruling as the rules say");
        if (ok) went["rule"]++;
    }

    /// Settles or concludes, whatever is due.
    function close(uint256 pick) external {
        if (_cases.length == 0) return;
        Case storage k = _cases[pick % _cases.length];
        if (!k.disputed) {
            if (time() < finalAt(k)) return;
            pay(pick, abi.encodeCall(IBonded.refund, (k.modelId, k.c, k.challenges, proof(k))));
            went["refund"]++;
            return;
        }
        address arbiter = k.modelId == 0 ? address(COURT) : named("referee");
        (, uint256 until, bool ruled,) = IArbitration(address(trainer)).disputeOf(arbiter, k.disputeId);
        if (!ruled && time() < until) return;
        pay(pick, abi.encodeCall(IArbitration.conclude, (k.modelId, k.c, k.challenges, k.disputeId)));
        went["conclude"]++;
    }

    function showDuplicate(uint256 pick, uint256 other) external {
        if (_cases.length == 0) return;
        Case storage k = _cases[pick % _cases.length];
        Contribution memory o = _cases[other % _cases.length].c;
        bool allowed = !k.disputed && k.modelId == _cases[other % _cases.length].modelId
            && o.index < k.c.index && keccak256(o.sample) == keccak256(k.c.sample);
        if (!allowed) return;
        bytes memory original = originalProof(k.modelId, o);
        bytes memory data = abi.encodeCall(
            IBonded.dropDuplicate,
            (
                k.modelId,
                k.c,
                k.challenges,
                proof(k),
                IBonded.Original(o.contributor, o.index, o.label, o.time, o.deposit),
                original
            )
        );
        pay(pick, data);
        went["duplicate"]++;
    }

    function wait(uint256 duration) external {
        skip(duration % 10 minutes);
    }

    /// At the end all is closed and withdrawn.
    function closeOut() external {
        if (msg.sender != CREATOR) return;
        skip(1 days);
        while (_cases.length != 0) {
            this.close(0);
        }
        while (_pledges.length != 0) {
            uint256 left = _pledges.length;
            this.withdraw(0);
            if (_pledges.length == left) forget(0);
        }
    }

    function join(Case storage k, Pledge memory p) private {
        bytes memory given = proof(k);
        pools().challengeTogether(k.modelId, k.c, k.challenges, p.label, given);
        k.challenges.push(Challenge(address(trainer), p.label, uint32(time())));
        (staked, pooled) = (staked + p.bond, pooled - p.bond);
        went["together"]++;
    }

    /// A call that closes a contribution: what does not leave the trainer is in pools now.
    function pay(uint256 pick, bytes memory data) private {
        uint256 i = pick % _cases.length;
        Case storage k = _cases[i];
        uint256 stakes = stakeOf(k.c, k.challenges.length + 1) - k.c.deposit;
        uint256 before = address(trainer).balance;
        (bool ok,) = address(trainer).call(data);
        assertTrue(ok, "it is due");
        uint256 paid = before - address(trainer).balance;
        assertTrue(paid <= stakes, "no more than its own stakes");
        (staked, pooled) = (staked - stakes, pooled + stakes - paid);
        _cases[i] = _cases[_cases.length - 1];
        _cases.pop();
    }

    function forget(uint256 pledge_) private {
        _pledges[pledge_] = _pledges[_pledges.length - 1];
        _pledges.pop();
    }

    function proof(Case storage k) private returns (bytes memory) {
        return proofOf(address(bonded), k.modelId, k.c, k.challenges);
    }

    function originalProof(uint256 modelId, Contribution memory o) private returns (bytes memory) {
        return proofOf(address(bonded), modelId, o);
    }

    function pools() private view returns (IPooledBonds) {
        return IPooledBonds(address(trainer));
    }

    function most(Case storage k) private view returns (uint256) {
        return 2 + k.modelId;
    }

    function lastLabel(Case storage k) private view returns (uint8) {
        uint256 count = k.challenges.length;
        return count == 0 ? k.c.label : k.challenges[count - 1].label;
    }

    function finalAt(Case storage k) private view returns (uint256) {
        uint256 count = k.challenges.length;
        return (count == 0 ? k.c.time : k.challenges[count - 1].time) + CHALLENGE_TIME;
    }
}
