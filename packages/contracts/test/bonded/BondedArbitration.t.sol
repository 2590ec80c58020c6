// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SparseMulticlassPerceptron} from "../../src/classifiers/SparseMulticlassPerceptron.sol";
import {EntryLog} from "../../src/libraries/EntryLog.sol";
import {IncentiveMechanism} from "../../src/incentives/IncentiveMechanism.sol";
import {IArbitration} from "../../src/interfaces/IArbitration.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {ClosedCourt, Court, ForgetfulCourt, ReentrantCourt} from "../utils/Courts.sol";
import {Trainer} from "../utils/Trainer.sol";
import {BondedTest} from "./BondedTest.sol";

/// An arbiter decides what was challenged as often as it may be; a court here, or a referee.
contract BondedArbitrationTest is BondedTest {
    uint24 private constant RULING_TIME = 7 days;

    IArbitration private arbitration;
    address private referee = named("referee");

    function setUp() public override {
        super.setUp();
        arbitration = IArbitration(address(bonded));
    }

    /// It is told what it wants to know, and has its fee; the change comes back.
    function test_dispute(uint256 fee, uint64 extra) public {
        Court court = new Court();
        uint256 modelId = createUnder(address(court), true);
        (uint256 index, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        fee = bound(fee, 0, 10 ether);
        court.setCost(fee);
        uint256 before = carol.balance;
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.expectEmit(address(trainer));
        emit IArbitration.Disputed(modelId, index, carol, 0, fee, time() + RULING_TIME);
        vm.prank(carol);
        arbitration.dispute{value: fee + extra}(modelId, c, challenges, proof);
        assertEq(before - carol.balance, fee, "the fee and no more");
        assertEq(address(court).balance, fee, "the court has its fee");
        assertEq(court.choices(), 2, "of two classes");
        assertEq(court.extraData(), "chamber 3", "it is told what it wants to know");
    }

    /// The winners share the losing stakes after the court's fee, which goes back to whoever paid it.
    function test_court(uint256 fee, bool right) public {
        Court court = new Court();
        uint256 modelId = createUnder(address(court), true);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        fee = bound(fee, 0, 10 ether);
        court.setCost(fee);
        uint256 id = disputed(modelId, c, challenges, fee);
        vm.expectEmit(address(trainer));
        emit IArbitration.Ruling(address(court), id, right ? 2 : 1);
        court.rule(address(bonded), id, right ? 2 : 1);
        (address winner, address loser) = right ? (mallory, alice) : (alice, mallory);
        uint256[3] memory before = [winner.balance, loser.balance, carol.balance];
        conclude(modelId, c, challenges, id);
        // stakes of 1 + 4 + 16 on label 1, 2 + 8 on label 0
        uint256 losing = (right ? 10 : 21) * uint256(c.deposit);
        uint256 repaid = fee < losing ? fee : losing;
        assertEq(carol.balance - before[2], repaid, "the losers pay the fee, as far as they can");
        assertEq(winner.balance - before[0], 31 * uint256(c.deposit) - repaid, "and the winners");
        assertEq(loser.balance, before[1], "the losers lose all");
        assertEq(address(trainer).balance, 0, "nothing is left");
        assertEq(trainer.predict(modelId, one(1)), right ? 1 : 0, "the model has learned");
    }

    /// Nobody gains by what a referee says: losing stakes are burnt.
    function test_referee(bool right) public {
        uint256 modelId = createUnder(referee, false);
        (uint256 index, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        uint256 id = disputed(modelId, c, challenges, 0);
        vm.prank(referee);
        arbitration.rule(id, right ? 2 : 1);
        uint256[] memory expected = new uint256[](MAX_CHALLENGES + 2);
        for (uint256 i; i <= MAX_CHALLENGES; ++i) {
            if ((i % 2 == 0) == right) expected[i] = stakeOf(c, i);
        }
        vm.expectEmit(address(trainer));
        emit IBonded.Settled(modelId, index, mallory, right ? 1 : 0, expected);
        conclude(modelId, c, challenges, id);
        assertEq(BURNT.balance, (right ? 10 : 21) * uint256(c.deposit), "burnt");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// So are they when the court is the model's owner by the time that it is concluded.
    function test_courtIsOwner() public {
        Court court = new Court();
        uint256 modelId = createUnder(address(court), true);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        uint256 id = disputed(modelId, c, challenges, 0);
        court.rule(address(bonded), id, 1);
        vm.prank(owner);
        trainer.transferOwnership(modelId, address(court));
        conclude(modelId, c, challenges, id);
        assertEq(BURNT.balance, 21 * uint256(c.deposit), "burnt");
    }

    /// Who refuses, or does not rule in time, has it dropped.
    function test_dropped(uint8 how) public {
        Court court = new Court();
        uint256 modelId = createUnder(address(court), true);
        (uint256 index, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        uint256 id = disputed(modelId, c, challenges, 0);
        if (how % 2 == 0) court.rule(address(bonded), id, 0);
        else skip(RULING_TIME);
        uint256[] memory expected = new uint256[](MAX_CHALLENGES + 1);
        for (uint256 i = 1; i <= MAX_CHALLENGES; ++i) {
            expected[i] = stakeOf(c, i) - (i == 1 ? c.deposit : 0);
        }
        vm.expectEmit(address(trainer));
        emit IBonded.Dropped(modelId, index, mallory, expected);
        conclude(modelId, c, challenges, id);
        assertEq(BURNT.balance, 2 * uint256(c.deposit), "as without an arbiter");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// A label that nobody has asserted is nobody's: dropped.
    function test_dropped_otherLabel() public {
        trainer = Trainer(deployTrainer("Bonded", "SparseMulticlassPerceptron"));
        (bonded, arbitration) = (IBonded(address(trainer)), IArbitration(address(trainer)));
        bytes memory options =
            abi.encode(SparseMulticlassPerceptron.SparseMulticlassOptions(uint24(FEATURES), 3, 8, 1));
        bytes memory incentive = abi.encode(optionsUnder(referee, false));
        uint256 modelId = trainer.createModel(0, options, incentive, 0, METADATA, new uint256[](0));
        trainer.uploadParameters(modelId, 0, new uint256[](trainer.model(modelId).requiredWords));
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        uint256 id = disputed(modelId, c, challenges, 0);
        vm.prank(referee);
        arbitration.rule(id, 3);
        conclude(modelId, c, challenges, id);
        assertEq(BURNT.balance, 2 * uint256(c.deposit), "dropped");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// Nobody calls the arbiter: dropped, as without one.
    function test_nobodyCalls() public {
        uint256 modelId = createUnder(referee, false);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        skip(CHALLENGE_TIME);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.expectRevert(
            abi.encodeWithSelector(IBonded.TooLate.selector, challenges[3].time + CHALLENGE_TIME, time())
        );
        arbitration.dispute(modelId, c, challenges, proof);
        settle(modelId, c, challenges);
        assertEq(BURNT.balance, 2 * uint256(c.deposit), "dropped");
    }

    /// A contribution that is before the arbiter is nobody else's.
    function test_closedToAllElse() public {
        uint256 modelId = createUnder(referee, false);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        disputed(modelId, c, challenges, 0);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.expectPartialRevert(EntryLog.AlreadyTouched.selector);
        arbitration.dispute(modelId, c, challenges, proof);
        skip(CHALLENGE_TIME);
        vm.expectPartialRevert(EntryLog.AlreadyTouched.selector);
        bonded.refund(modelId, c, challenges, proof);
    }

    function test_reverts_notContested(uint8 count) public {
        uint256 modelId = createUnder(referee, false);
        (, Contribution memory c) = stake(mallory, modelId, 1, one(1));
        Challenge[] memory challenges;
        for (uint256 i; i < count % MAX_CHALLENGES; ++i) {
            challenges = challenge(alice, modelId, c, challenges, uint8(i % 2));
        }
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.expectRevert(
            abi.encodeWithSelector(IArbitration.NotContested.selector, count % MAX_CHALLENGES, MAX_CHALLENGES)
        );
        arbitration.dispute(modelId, c, challenges, proof);
    }

    function test_reverts_noArbiter() public {
        uint256 modelId = createBonded();
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.NoArbiter.selector, modelId));
        arbitration.dispute(modelId, c, challenges, proof);
    }

    /// A court that raises its fee is paid what was sent, or not asked.
    function test_reverts_feeTooSmall(uint256 fee) public {
        Court court = new Court();
        uint256 modelId = createUnder(address(court), true);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        fee = bound(fee, 1 ether + 1, type(uint256).max);
        court.setCost(fee);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.FeeTooSmall.selector, fee, 1 ether));
        vm.prank(carol);
        arbitration.dispute{value: 1 ether}(modelId, c, challenges, proof);
    }

    /// A court that takes no disputes, or gives the number of another, cannot be called; all else goes on.
    function test_reverts_badCourts() public {
        uint256 modelId = createUnder(address(new ClosedCourt()), true);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.expectRevert(ClosedCourt.Closed.selector);
        arbitration.dispute(modelId, c, challenges, proof);

        address forgetful = address(new ForgetfulCourt());
        uint256 other = createUnder(forgetful, true);
        (, Contribution memory d, Challenge[] memory ds) = contested(other);
        disputed(other, d, ds, 0);
        (, Contribution memory e, Challenge[] memory es) = contested(other);
        proof = proofOf(address(bonded), other, e, es);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.DisputeExists.selector, forgetful, 7));
        arbitration.dispute(other, e, es, proof);
        skip(CHALLENGE_TIME);
        settle(modelId, c, challenges);
        settle(other, e, es);
    }

    /// While it is asked a court can neither rule nor do anything else with the contribution.
    function test_reentrantCourt(uint8 what) public {
        ReentrantCourt court = new ReentrantCourt();
        uint256 modelId = createUnder(address(court), true);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        bytes[5] memory attacks = [
            abi.encodeCall(IArbitration.rule, (0, 1)),
            abi.encodeCall(IArbitration.conclude, (modelId, c, challenges, 0)),
            abi.encodeCall(IArbitration.dispute, (modelId, c, challenges, proof)),
            abi.encodeCall(IBonded.refund, (modelId, c, challenges, proof)),
            abi.encodeCall(IBonded.challenge, (modelId, c, challenges, 1, proof))
        ];
        court.attackWith(attacks[what % 5]);
        uint256 id = disputed(modelId, c, challenges, 0);
        assertEq(court.successes(), 0, "in vain");
        court.rule(address(bonded), id, 2);
        conclude(modelId, c, challenges, id);
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// A court that has stakes of its own is paid like everybody, by its own ruling: docs/bonded.md says so.
    function test_limits_courtIsChallenger() public {
        Court court = new Court();
        uint256 modelId = createUnder(address(court), true);
        (, Contribution memory c) = stake(alice, modelId, 1, one(1));
        vm.deal(address(court), 1 ether);
        bytes memory proof = proofOf(address(bonded), modelId, c);
        bytes memory call = abi.encodeCall(IBonded.challenge, (modelId, c, none(), 0, proof));
        court.execute(address(bonded), stakeOf(c, 1), call);
        Challenge[] memory challenges = append(none(), Challenge(address(court), 0, uint32(time())));
        while (challenges.length < MAX_CHALLENGES) {
            challenges = challenge(alice, modelId, c, challenges, uint8(challenges.length % 2));
        }
        uint256 id = disputed(modelId, c, challenges, 0);
        court.rule(address(bonded), id, 1);
        uint256 before = address(court).balance;
        conclude(modelId, c, challenges, id);
        assertTrue(address(court).balance > before + stakeOf(c, 1), "it has more than its stake");
    }

    function test_reverts_rule() public {
        uint256 modelId = createUnder(referee, false);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        uint256 id = disputed(modelId, c, challenges, 0);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.UnknownDispute.selector, mallory, id));
        vm.prank(mallory);
        arbitration.rule(id, 2);
        vm.startPrank(referee);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.RulingOutOfRange.selector, 3, 2));
        arbitration.rule(id, 3);
        arbitration.rule(id, 2);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.AlreadyRuled.selector, id, 2));
        arbitration.rule(id, 1);
        vm.stopPrank();
    }

    function test_reverts_ruleTooLate() public {
        uint256 modelId = createUnder(referee, false);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        uint256 id = disputed(modelId, c, challenges, 0);
        skip(RULING_TIME);
        vm.expectRevert(abi.encodeWithSelector(IBonded.TooLate.selector, time(), time()));
        vm.prank(referee);
        arbitration.rule(id, 1);
    }

    function test_reverts_conclude() public {
        uint256 modelId = createUnder(referee, false);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.UnknownDispute.selector, referee, 9));
        conclude(modelId, c, challenges, 9);
        uint256 id = disputed(modelId, c, challenges, 0);
        uint256 due = time() + RULING_TIME;
        vm.expectRevert(abi.encodeWithSelector(IncentiveMechanism.TooEarly.selector, due, time()));
        conclude(modelId, c, challenges, id);
        (, Contribution memory d, Challenge[] memory ds) = contested(modelId);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.OtherDispute.selector, id));
        conclude(modelId, d, ds, id);
        vm.warp(due);
        conclude(modelId, c, challenges, id);
        vm.expectRevert(abi.encodeWithSelector(IArbitration.UnknownDispute.selector, referee, id));
        conclude(modelId, c, challenges, id);
    }

    /// The same contribution in two models of one block is two disputes.
    function test_twoModels() public {
        uint256 one_ = createUnder(referee, false);
        uint256 two = createUnder(referee, false);
        (, Contribution memory c, Challenge[] memory challenges) = contested(one_);
        (, Contribution memory d, Challenge[] memory ds) = contested(two);
        assertEq(abi.encode(c, challenges), abi.encode(d, ds), "alike to the byte");
        uint256 first = disputed(one_, c, challenges, 0);
        uint256 second = disputed(two, d, ds, 0);
        vm.startPrank(referee);
        arbitration.rule(first, 1);
        arbitration.rule(second, 2);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IArbitration.OtherDispute.selector, second));
        conclude(one_, c, challenges, second);
        conclude(one_, c, challenges, first);
        conclude(two, d, ds, second);
        assertEq(trainer.predict(one_, one(1)), 0, "as ruled for the first");
        assertEq(trainer.predict(two, one(1)), 1, "as ruled for the second");
    }

    function test_disputeOf() public {
        uint256 modelId = createUnder(referee, false);
        (, Contribution memory c, Challenge[] memory challenges) = contested(modelId);
        uint256 id = disputed(modelId, c, challenges, 0);
        vm.prank(referee);
        arbitration.rule(id, 2);
        (bytes24 subject, uint256 until, bool ruled, uint256 ruling) = arbitration.disputeOf(referee, id);
        assertEq(
            subject, bytes24(keccak256(abi.encode(modelId, leafOf(c, challenges)))), "of model and entry"
        );
        assertTrue(until == time() + RULING_TIME && ruled && ruling == 2, "as it stands");
    }

    /// A court that does not answer, here an account that knows no such call, is refused when the model is created.
    function test_reverts_noCourt() public {
        IBonded.BondedOptions memory o = optionsUnder(address(this), true);
        vm.expectRevert(bytes(""));
        createBonded(perceptronOptions(), o, 0);
    }

    function optionsUnder(address arbiter, bool court) private pure returns (IBonded.BondedOptions memory o) {
        o = bondedOptions();
        (o.arbiter, o.court, o.rulingTime) = (arbiter, court, RULING_TIME);
        if (court) o.arbiterData = "chamber 3";
    }

    function createUnder(address arbiter, bool court) private returns (uint256) {
        return createBonded(perceptronOptions(), optionsUnder(arbiter, court), 0);
    }

    /// Mallory's label 1 against Alice's label 0, as often as may be.
    function contested(uint256 modelId)
        private
        returns (uint256 index, Contribution memory c, Challenge[] memory challenges)
    {
        (index, c) = stake(mallory, modelId, 1, one(1));
        challenges = contest(alice, mallory, modelId, c);
    }

    function disputed(uint256 modelId, Contribution memory c, Challenge[] memory challenges, uint256 fee)
        private
        returns (uint256)
    {
        bytes memory proof = proofOf(address(bonded), modelId, c, challenges);
        vm.prank(carol);
        return arbitration.dispute{value: fee}(modelId, c, challenges, proof);
    }

    function conclude(uint256 modelId, Contribution memory c, Challenge[] memory challenges, uint256 id)
        private
    {
        vm.prank(named("anybody"));
        arbitration.conclude(modelId, c, challenges, id);
    }
}
