// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../src/libraries/EntryLog.sol";
import {IClassifier} from "../src/interfaces/IClassifier.sol";
import {SparsePerceptron} from "../src/classifiers/SparsePerceptron.sol";
import {ICollaborativeTrainer} from "../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {SparseSample} from "../src/libraries/SparseSample.sol";
import {Contribution} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";
import {BusyWallet} from "./utils/Wallets.sol";

/// The known faults of earlier contracts of this kind, each tried on these: it cannot happen here. What the
/// mechanism itself allows stands in MechanismLimits.t.sol.
contract FaultsTest is TrainerTest {
    uint256 private constant TOP_PRICE = uint256(DEPOSIT_WEIGHT) * 3600 gwei;

    /// Before or after handing the model over, its creator has no way to a record that is not paid for.
    function test_deployer_mints_claims() public {
        uint256 modelId = createModel();
        (, Contribution memory honest) = contribute(alice, modelId, 0, one(1));
        refused(owner, "handleAddData(address,uint256,uint256,int64[],uint256)");
        refused(owner, "handleRefund(address,int64[],uint256,uint256)");

        vm.expectRevert(abi.encodeWithSelector(ICollaborativeTrainer.DepositTooSmall.selector, TOP_PRICE, 0));
        vm.prank(owner);
        trainer.contribute(modelId, 0, one(1));

        skip(ANY_CLAIM_TIME);
        Contribution memory forged = newContribution(1, owner, 0, 0.4 ether, one(1));
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(owner);
        trainer.refund(modelId, forged, proofOf(address(trainer), modelId, forged));
        vm.expectPartialRevert(EntryLog.ProofMismatch.selector);
        vm.prank(owner);
        trainer.take(modelId, forged, proofOf(address(trainer), modelId, forged));
        assertEq(address(trainer).balance, honest.deposit, "the honest deposit stays");
    }

    /// A verified contribution is a refunded one: nobody is given any.
    function test_deployer_mints_reputation() public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 100);
        refused(owner, "handleRefund(address,int64[],uint256,uint256,bool,uint256,uint256,uint256)");
        assertEq(trainer.verified(modelId, owner), 0, "the creator has none");
        assertEq(trainer.incentive(modelId).totalVerified, 0, "there is none");

        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        vm.expectRevert(abi.encodeWithSelector(IDeposits.NotVerified.selector, owner));
        vm.prank(owner);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
    }

    /// The owner's late claim opens when it says.
    function test_owner_claim_dead() public {
        uint256 modelId = createModel();
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(OWNER_CLAIM_TIME);
        (uint256 amount,) = take(owner, modelId, c);
        assertEq(amount, c.deposit, "the owner has it");
    }

    /// A contract account whose receive function needs far more than 2,300 gas is paid.
    function test_transfer_2300_gas() public {
        uint256 modelId = createModel();
        BusyWallet wallet = new BusyWallet();
        vm.deal(address(wallet), 1 ether);
        vm.prank(address(wallet));
        trainer.contribute{value: 0.5 ether}(modelId, 0, one(1)); // overpaid
        Contribution memory c = newContribution(0, address(wallet), 0, TOP_PRICE, one(1));
        skip(REFUND_TIME);
        refund(address(wallet), modelId, c);
        assertEq(wallet.received(), 0.5 ether, "change and refund");
        assertEq(address(wallet).balance, 1 ether, "nothing is locked");
    }

    /// No sample is accepted that could not be claimed later; LargestSample.t.sol measures the dearest one.
    function test_unreportable_sample() public {
        SparsePerceptron.PerceptronOptions memory o = perceptronOptions();
        o.featureCount = 65_536;
        uint256 modelId = createModel(o, depositOptions(), 0);
        vm.expectRevert(abi.encodeWithSelector(SparseSample.SampleTooLong.selector, 2049, 2048));
        vm.prank(alice);
        trainer.contribute{value: TOP_PRICE}(modelId, 0, spread(0, 2049, 1));

        (, Contribution memory c) = contribute(alice, modelId, 0, spread(0, 2048, 32));
        skip(REFUND_TIME);
        refund(alice, modelId, c);
        assertEq(address(trainer).balance, 0, "claimed");
    }

    /// With a deposit weight of 0, contributions are verified all the same, and takers exist.
    function test_zero_cost_never_valid() public {
        uint256 modelId = createModel(perceptronOptions(), noDeposit(), 0);
        assertEq(trainer.price(modelId), 0, "free");
        verify(alice, modelId, one(1));
        assertEq(trainer.verified(modelId, alice), 1, "verified");
    }

    /// Add, refund and add again in one block: each is a contribution of its own.
    function test_stale_claimedBy() public {
        IDeposits.DepositOptions memory o = depositOptions();
        o.refundTime = 0;
        uint256 modelId = createModel(perceptronOptions(), o, 0);
        uint256 before = alice.balance;
        (uint256 first, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        refund(alice, modelId, c);
        (uint256 second, Contribution memory d) = contribute(alice, modelId, 0, one(1));
        assertTrue(second != first, "another index");
        refund(alice, modelId, d);
        assertEq(alice.balance, before, "both deposits are back");
    }

    /// A share that somebody takes while the model is flipped leaves the author the rest, and the refund.
    function test_points_report_locks_out() public {
        uint256 modelId = createModel();
        verify(bob, modelId, one(50));
        verify(carol, modelId, one(50));
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        contribute(bob, modelId, 1, one(1)); // the model says 1 now
        (uint256 amount, Contribution memory rest) = take(bob, modelId, c);
        contribute(bob, modelId, 0, one(1)); // and 0 again
        refund(alice, modelId, rest);
        assertEq(amount, c.deposit / 2, "bob's share");
        assertEq(trainer.verified(modelId, alice), 1, "alice is verified");
    }

    /// However small the deposit, a share is the fair one, rounded down.
    function test_rounding_takes_all() public {
        IDeposits.DepositOptions memory o = depositOptions();
        o.depositWeight = 1;
        uint256 modelId = createModel(perceptronOptions(), o, 100);
        verify(bob, modelId, one(50));
        for (uint256 i; i < 4; ++i) {
            verify(carol, modelId, one(50));
        }
        skip(365 days);
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (uint256 amount,) = take(bob, modelId, c);
        assertEq(amount, c.deposit / 5, "one fifth of the least deposit");

        // A share of less than 1 wei, here of a deposit of 0, is refused.
        uint256 free = createModel(perceptronOptions(), noDeposit(), 100);
        verify(bob, free, one(50));
        (index, c) = contribute(alice, free, 0, one(1));
        skip(REFUND_TIME);
        vm.expectRevert(abi.encodeWithSelector(IDeposits.NothingToTake.selector, 0, 1, 1));
        vm.prank(bob);
        trainer.take(free, c, proofOf(address(trainer), free, c));
    }

    /// A class that the model does not have is refused, and no weight moves.
    function test_perceptron_any_class(uint8 label) public {
        label = uint8(bound(label, 2, 255));
        uint256 modelId = createModel();
        bytes memory before = abi.encode(trainer.parameters(modelId, 0, 4));
        vm.expectRevert(abi.encodeWithSelector(IClassifier.LabelOutOfRange.selector, label, 2));
        vm.prank(alice);
        trainer.contribute{value: TOP_PRICE}(modelId, label, one(1));
        assertEq(abi.encode(trainer.parameters(modelId, 0, 4)), before, "the weights");
    }

    /// An index that stands 200 times moves nothing.
    function test_sparse_duplicates() public {
        uint256 modelId = createModel();
        vm.expectRevert(abi.encodeWithSelector(SparseSample.IndicesNotAscending.selector, 1, 7, 7));
        vm.prank(alice);
        trainer.contribute{value: TOP_PRICE}(modelId, 1, spread(7, 200, 0));
        assertEq(trainer.score(modelId, one(7)), 0, "the weight stays");
    }

    /// No feature beyond the model's can be trained.
    function test_sparse_unbounded_index(uint16 index) public {
        index = uint16(bound(index, FEATURES, type(uint16).max));
        uint256 modelId = createModel();
        bytes memory before = abi.encode(trainer.parameters(modelId, 0, 4));
        vm.expectRevert(abi.encodeWithSelector(SparseSample.IndexOutOfRange.selector, index, FEATURES));
        vm.prank(alice);
        trainer.contribute{value: TOP_PRICE}(modelId, 1, one(index));
        assertEq(abi.encode(trainer.parameters(modelId, 0, 4)), before, "the weights");
    }

    /// The intercept learns, and a sample without features, which could teach nothing else, is not charged.
    function test_perceptron_intercept_frozen() public {
        uint256 modelId = createModel();
        contribute(alice, modelId, 1, one(1));
        assertEq(trainer.score(modelId, ""), int256(uint256(RATE)), "the intercept went up");
        contribute(alice, modelId, 0, one(1));
        assertEq(trainer.score(modelId, ""), int256(0), "and down");

        vm.expectRevert(IClassifier.EmptySample.selector);
        vm.prank(alice);
        trainer.contribute{value: TOP_PRICE}(modelId, 1, "");
    }

    /// Each feature has one name: 2^16 + 5 reads as two features, and is refused when they do not ascend.
    function test_index_aliasing() public {
        uint256 modelId = createModel();
        vm.prank(alice);
        trainer.contribute{value: TOP_PRICE}(modelId, 1, abi.encodePacked(uint32(2 ** 16 + 5)));
        assertEq(trainer.score(modelId, abi.encodePacked(uint16(5))), 2 * int256(uint256(RATE)), "feature 5");
        assertEq(trainer.score(modelId, abi.encodePacked(uint16(1))), 2 * int256(uint256(RATE)), "feature 1");
        vm.expectRevert(abi.encodeWithSelector(SparseSample.IndicesNotAscending.selector, 1, 65_535, 65_531));
        trainer.predict(modelId, abi.encodePacked(int32(-5)));
    }

    /// A chunk that is sent twice is refused, and the model ends as it should.
    function test_reupload_double_counts() public {
        vm.startPrank(owner);
        uint256[] memory words = filledWords(FEATURES + 1, 8, 3);
        uint256 modelId = trainer.createModel(
            0, abi.encode(perceptronOptions()), abi.encode(depositOptions()), 0, METADATA, new uint256[](0)
        );
        uint256[] memory chunk = new uint256[](2);
        (chunk[0], chunk[1]) = (words[0], words[1]);
        trainer.uploadParameters(modelId, 0, chunk);
        vm.expectRevert(abi.encodeWithSelector(IModels.UnexpectedOffset.selector, modelId, 2, 0));
        trainer.uploadParameters(modelId, 0, chunk);
        (chunk[0], chunk[1]) = (words[2], words[3]);
        trainer.uploadParameters(modelId, 2, chunk);
        vm.stopPrank();
        assertEq(abi.encode(trainer.parameters(modelId, 0, 4)), abi.encode(words), "the parameters");
    }

    /// Contributions are counted.
    function test_numSubmitted_dead() public {
        uint256 modelId = createModel();
        verify(alice, modelId, one(1));
        contribute(alice, modelId, 1, one(2));
        assertEq(trainer.log(modelId).entries, 2, "submitted");
        assertEq(trainer.verified(modelId, alice), 1, "verified");
    }

    /// Every change of state is logged, with the model, the contribution and the account to look it up by.
    function test_events() public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 100);
        vm.expectEmit(true, true, true, true, address(trainer));
        emit IDataHandler.Contributed(modelId, 0, bob, 1, uint32(time()), uint96(TOP_PRICE), 0, one(1));
        (, Contribution memory c) = contribute(bob, modelId, 1, one(1));
        skip(REFUND_TIME);
        vm.expectEmit(true, true, true, true, address(trainer));
        emit IDeposits.Refunded(modelId, 0, bob, c.deposit, 1, 1);
        refund(bob, modelId, c);

        (, c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        vm.expectEmit(true, true, true, true, address(trainer));
        emit IDeposits.Taken(modelId, 1, bob, c.deposit, 0);
        take(bob, modelId, c);

        vm.expectEmit(true, true, true, true, address(trainer));
        emit IModels.OwnershipTransferred(modelId, owner, carol);
        vm.prank(owner);
        trainer.transferOwnership(modelId, carol);
    }

    /// The trainer has no such function, nor any fallback.
    function refused(address who, string memory signature) private {
        vm.prank(who);
        (bool ok,) = address(trainer).call(abi.encodeWithSignature(signature, who, 0, 0, 0, 0, 0));
        assertTrue(!ok, signature);
    }
}
