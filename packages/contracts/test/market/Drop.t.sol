// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// No contribution can block the settlement: what cannot be tried is passed over.
contract DropTest is MarketTest {
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant MOST_FEATURES = 65_536;

    /// A model of 4,097 words of storage that are all 0, so that training with 2,048 features writes as many new ones,
    /// far beyond the gas of a transaction.
    function setUp() public override {
        super.setUp();
        uint256[] memory words = filledWords(MOST_FEATURES + 1, 16, 0);
        vm.prank(owner);
        modelId = trainer.createModel(
            abi.encode(MOST_FEATURES, 16, 10), abi.encode(marketOptions()), METADATA, words
        );
        open();
    }

    function test_drop() public {
        contribute(alice, 1, spread(31, 2048, 32));
        contribute(bob, 1, one(hiddenFeature(0)));
        revealRest();
        if (trainer.scoredAt(modelId, 0) == 1) trainer.settle(modelId, only(made[1]), 1000);
        (bool ok,) =
            address(trainer).call{gas: MOST_GAS}(abi.encodeCall(trainer.settle, (modelId, only(made[0]), 1)));
        assertTrue(!ok, "cannot be tried in a transaction");

        vm.expectEmit(address(trainer));
        emit IPredictionMarket.Scored(modelId, 0, false, trainer.incentive(modelId).loss, 0, 0);
        vm.prank(carol);
        trainer.drop(modelId, made[0]);
        assertTrue(vm.lastCallGas().gasTotalUsed < MOST_GAS, "fits one transaction");
        if (trainer.scoredAt(modelId, 0) == 0) trainer.settle(modelId, only(made[1]), 1000);
        inPhase(IPredictionMarket.Phase.Settled);
        assertEq(claim(0), STAKE, "the stake comes back");
        trainer.claim(modelId, 1, bob, HIDDEN * ONE, 0);
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    /// The dearest contribution that cannot be dropped can be scored in a transaction, and kept.
    function test_largestTried() public {
        uint256 features = 320;
        for (; features < 400; ++features) {
            uint256 id = vm.snapshotState();
            if (canBeTried(features + 1)) {
                vm.revertToState(id);
                continue;
            }
            vm.revertToState(id);
            break;
        }
        assertTrue(features > 320 && features < 400, "there is a border");
        assertTrue(canBeTried(features), "on this side of it");
        bytes memory data = abi.encodeCall(trainer.settle, (modelId, made, 1));
        for (uint256 i; i < HIDDEN; ++i) {
            (bool ok,) = address(trainer).call{gas: MOST_GAS}(data);
            assertTrue(ok, "a step fits one transaction");
        }
        inPhase(IPredictionMarket.Phase.Settled);
        assertEq(trainer.record(modelId, 0), keccak256(abi.encode(alice, HIDDEN * ONE, 0)), "kept");
    }

    /// Whether a contribution that writes `features` new words of storage is refused to be dropped.
    function canBeTried(uint256 features) private returns (bool) {
        delete made;
        contribute(alice, 1, spread(31, features, 32));
        revealRest();
        (bool dropped, bytes memory reason) =
            address(trainer).call(abi.encodeCall(trainer.drop, (modelId, made[0])));
        return !dropped && bytes4(reason) == IPredictionMarket.CanBeTried.selector;
    }

    /// What can be tried is not dropped: at the start, or between two steps.
    function test_reverts_canBeTried() public {
        contribute(alice, 1, spread(0, 60, 1));
        revealRest();
        vm.expectRevert(abi.encodeWithSelector(IPredictionMarket.CanBeTried.selector, 0));
        trainer.drop(modelId, made[0]);
        trainer.settle(modelId, made, 4);
        vm.expectRevert(abi.encodeWithSelector(IPredictionMarket.CanBeTried.selector, 0));
        trainer.drop(modelId, made[0]);
    }

    /// What the model would not learn from is tried like any other.
    function test_reverts_canBeTried_known() public {
        contribute(alice, 0, spread(0, 60, 1));
        revealRest();
        vm.expectRevert(abi.encodeWithSelector(IPredictionMarket.CanBeTried.selector, 0));
        trainer.drop(modelId, made[0]);
    }

    /// Nobody can have a contribution dropped by bringing little gas.
    function test_reverts_gasTooLow(uint256 gas) public {
        contribute(alice, 1, one(1));
        revealRest();
        bytes memory data = abi.encodeCall(trainer.drop, (modelId, made[0]));
        gas = bound(gas, 30_000, 7_700_000);
        (bool ok, bytes memory reason) = address(trainer).call{gas: gas}(data);
        assertTrue(!ok, "refused");
        assertTrue(
            reason.length == 0 || bytes4(reason) == IPredictionMarket.GasTooLow.selector, "for want of gas"
        );
        inPhase(IPredictionMarket.Phase.Settling);
    }

    function test_reverts_wrongContribution() public {
        contribute(alice, 1, one(1));
        contribute(bob, 1, one(2));
        Contribution memory c = made[0];
        expectWrongPhase();
        trainer.drop(modelId, c);
        revealRest();
        c = made[1 - trainer.scoredAt(modelId, 0)];
        vm.expectPartialRevert(IDataHandler.ContributionMismatch.selector);
        trainer.drop(modelId, c);
    }
}
