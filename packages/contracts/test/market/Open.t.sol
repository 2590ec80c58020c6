// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IModels} from "../../src/interfaces/IModels.sol";

/// Options, opening and cancelling.
contract MarketOpenTest is MarketTest {
    function test_options_are_kept() public view {
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(keccak256(abi.encode(v.options)), keccak256(abi.encode(marketOptions())), "the options");
        assertEq(uint256(v.phase), uint256(IMarket.Phase.None), "no market yet");
        assertEq(v.commitUntil, 0, "no times yet");
        assertEq(trainer.price(modelId), PRICE, "stake and fee");
    }

    function test_reverts_options_out_of_range() public {
        IMarket.MarketOptions memory o = marketOptions();
        o.stake = 0;
        refused(o, "stake", 0, 1, type(uint64).max);
        o = marketOptions();
        o.value = 0;
        refused(o, "value", 0, 1, type(uint80).max);
        o.value = 2 ** 80;
        refused(o, "value", 2 ** 80, 1, type(uint80).max);
        o = marketOptions();
        o.tolerance = 1_000_001;
        refused(o, "tolerance", 1_000_001, 0, 1_000_000);
        o = marketOptions();
        o.commitTime = 0;
        refused(o, "commitTime", 0, 1, type(uint24).max);
        o = marketOptions();
        o.revealTime = 0;
        refused(o, "revealTime", 0, 1, type(uint24).max);
        o = marketOptions();
        o.testTime = 0;
        refused(o, "testTime", 0, 1, type(uint24).max);
        o = marketOptions();
        o.testSamples = 514;
        refused(o, "testSamples", 514, 2, 512);
        o = marketOptions();
        o.maxSamples = 65;
        refused(o, "maxSamples", 65, 1, 64);
        o = marketOptions();
        o.minSamples = 5;
        refused(o, "minSamples", 5, 1, 4);
        o = marketOptions();
        o.testSamples = 21;
        vm.expectRevert(abi.encodeWithSelector(IMarket.TestSamplesOdd.selector, 21));
        tryToCreate(o);
    }

    function test_options_change_between_markets_only() public {
        IMarket.MarketOptions memory o = marketOptions();
        o.stake = 7;
        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, modelId, alice, owner));
        vm.prank(alice);
        trainer.setMarketOptions(modelId, o);

        vm.expectEmit(address(trainer));
        emit IMarket.MarketOptionsSet(modelId, o);
        vm.prank(owner);
        trainer.setMarketOptions(modelId, o);
        assertEq(trainer.price(modelId), 7 + FEE, "another stake");

        vm.prank(owner);
        trainer.setMarketOptions(modelId, marketOptions());
        open();
        bundle(alice, 1, one(0));
        for (uint256 i; i < 4; ++i) {
            expectWrongPhase();
            vm.prank(owner);
            trainer.setMarketOptions(modelId, o);
            if (i == 0) toRevealing();
            if (i == 1) toTesting();
            if (i == 2) toSettling();
        }
        settleRest();
        // what waits is paid by the old options
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketNotPaid.selector, modelId, 1));
        vm.prank(owner);
        trainer.setMarketOptions(modelId, o);
        claim(0);
        vm.prank(owner);
        trainer.setMarketOptions(modelId, o);
    }

    function test_opens() public {
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        vm.expectEmit(address(trainer));
        emit IMarket.MarketOpened(modelId, owner, BOUNTY, 0, list);
        vm.prank(owner);
        trainer.open{value: BOUNTY}(modelId, list);
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(uint256(v.phase), uint256(IMarket.Phase.Committing), "committing");
        assertEq(v.sponsor, owner, "the sponsor");
        assertEq(v.bounty, BOUNTY, "the bounty");
        assertEq(v.pot, BOUNTY, "the pot");
        assertEq(v.commitUntil, START + COMMIT_TIME, "commit until");
        assertEq(v.revealUntil, START + COMMIT_TIME + REVEAL_TIME, "reveal until");
        assertEq(v.testUntil, START + COMMIT_TIME + REVEAL_TIME + TEST_TIME, "test until");
        assertEq(v.pages, PAGES, "pages");
        assertEq(address(trainer).balance, BOUNTY, "the money is there");
    }

    function test_reverts_open() public {
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        vm.expectRevert(abi.encodeWithSelector(IModels.NotOwner.selector, modelId, alice, owner));
        vm.prank(alice);
        trainer.open{value: 1}(modelId, list);

        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IMarket.BountyOutOfRange.selector, 0, 1, type(uint80).max));
        trainer.open(modelId, list);
        vm.deal(owner, 2 ** 81);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.BountyOutOfRange.selector, 2 ** 80, 1, type(uint80).max)
        );
        trainer.open{value: 2 ** 80}(modelId, list);
        vm.expectRevert(abi.encodeWithSelector(IMarket.PageCountOutOfRange.selector, 0, 1, 16));
        trainer.open{value: 1}(modelId, new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(IMarket.PageCountOutOfRange.selector, 17, 1, 16));
        trainer.open{value: 1}(modelId, new bytes32[](17));
        vm.stopPrank();

        open();
        expectWrongPhase();
        vm.prank(owner);
        trainer.open{value: 1}(modelId, list);
    }

    function test_cancel_gives_all_back() public {
        open();
        bundle(alice, 1, one(0));
        bundle(bob, 1, one(1));
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotSponsor.selector, alice, owner));
        vm.prank(alice);
        trainer.cancel(modelId);

        uint256 before = owner.balance;
        vm.expectEmit(address(trainer));
        emit IMarket.MarketCancelled(modelId);
        vm.prank(owner);
        trainer.cancel(modelId);
        assertEq(owner.balance - before, BOUNTY, "the bounty");
        inPhase(IMarket.Phase.Cancelled);
        assertEq(claimBack(0), PRICE, "Alice has stake and fee back");
        hasStatus(0, IMarket.BundleStatus.Closed, "paid");

        // not before Bob is paid, too
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketNotPaid.selector, modelId, 1));
        vm.prank(owner);
        trainer.open{value: BOUNTY}(modelId, list);
        assertEq(claimBack(1), PRICE, "Bob has stake and fee back");
        assertEq(address(trainer).balance, 0, "nothing is left");
        open();
        assertEq(trainer.incentive(modelId).firstBundle, 2, "numbered on");
    }

    function test_reverts_cancel_when_too_late() public {
        open();
        bundle(alice, 1, one(0));
        toRevealing();
        for (uint256 i; i < 3; ++i) {
            expectWrongPhase();
            vm.prank(owner);
            trainer.cancel(modelId);
            if (i == 0) toTesting();
            if (i == 1) toSettling();
        }
    }

    function refused(IMarket.MarketOptions memory o, bytes32 option, uint256 value, uint256 min, uint256 max)
        private
    {
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.MarketOptionOutOfRange.selector, option, value, min, max)
        );
        tryToCreate(o);
    }

    function tryToCreate(IMarket.MarketOptions memory o) private {
        uint256[] memory words = filledWords(FEATURES + 1, 8, 0);
        vm.prank(owner);
        trainer.createModel(0, abi.encode(FEATURES, 8, 127), abi.encode(o), 0, METADATA, words);
    }
}
