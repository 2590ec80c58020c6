// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismActions} from "./MechanismActions.sol";
import {MarketActions} from "../market/MarketActions.sol";
import {IMarketTrainer} from "../market/IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// *Blind prediction market*: a contribution is a bundle of one sample, which is committed; in the end all are revealed,
/// the test set is published, and all is scored.
abstract contract MarketMechanismActions is MechanismActions, MarketActions {
    uint256 internal constant BOUNTY = 10 ether + 7;
    uint256 internal constant STAKE = 1 ether + 3;
    uint256 internal constant FEE = 0.1 ether + 1;
    uint256 internal constant PRICE = STAKE + FEE;
    uint256 internal constant TESTS = 12;
    uint256 private constant MOST_GAS = 2 ** 24 - 300_000;

    mapping(uint256 modelId => mapping(uint256 bundle => Score)) internal scoreOf;

    function mechanismName() internal pure override returns (string memory) {
        return "Market";
    }

    function marketOptions() internal pure returns (IMarket.MarketOptions memory) {
        return IMarket.MarketOptions({
            stake: uint64(STAKE),
            fee: uint64(FEE),
            value: 10 ether + 1,
            tolerance: 200_000,
            commitTime: 2 days,
            revealTime: 1 days,
            testTime: 1 days,
            testSamples: uint16(TESTS),
            minSamples: 1,
            maxSamples: 3,
            loss: IMarket.Loss.Errors
        });
    }

    function incentiveOptions() internal pure override returns (bytes memory) {
        return abi.encode(marketOptions());
    }

    function market() internal view returns (IMarketTrainer) {
        return IMarketTrainer(address(trainer));
    }

    function testPages() internal view returns (bytes[] memory pages) {
        pages = new bytes[](2);
        for (uint256 i; i < TESTS; ++i) {
            bytes memory test = testSample(i % 3 == 2 ? 0 : 1, lone(i));
            pages[i / (TESTS / 2)] = abi.encodePacked(pages[i / (TESTS / 2)], test);
        }
    }

    function open(uint256 modelId) internal virtual override {
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        address who = trainer.model(modelId).owner;
        vm.prank(who);
        market().open{value: BOUNTY}(modelId, list);
    }

    /// Commits a bundle of the sample; its number stands for a position in the log.
    function contribute(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        virtual
        override
        returns (Made memory made)
    {
        made = nextMade(who, modelId, label, sample);
        commit(market(), modelId, contentOf(modelId, made));
    }

    function takes(uint256 modelId, bytes memory sample) internal view virtual override returns (bool ok) {
        Content memory c = Content(0, alice, new uint8[](1), new bytes[](1), 0);
        (c.labels[0], c.samples[0]) = (1, sample);
        bytes memory data =
            abi.encodeCall(IMarket.commitmentOf, (modelId, c.labels, c.samples, c.contributor, c.salt));
        (ok,) = address(trainer).staticcall(data);
    }

    /// To the end, from whichever phase.
    function finish(uint256 modelId, Made[] memory made) internal virtual override {
        IMarket.MarketView memory v = market().incentive(modelId);
        if (v.phase == IMarket.Phase.Committing) vm.warp(v.commitUntil);
        if (phaseOf(modelId) == IMarket.Phase.Revealing) {
            for (uint256 i; i < made.length; ++i) {
                Content memory c = contentOf(modelId, made[i]);
                if (market().bundle(modelId, c.id).status != IMarket.BundleStatus.Committed) continue;
                (bool ok,) = inTransaction(
                    c.contributor,
                    abi.encodeCall(IMarket.reveal, (modelId, c.labels, c.samples, c.id, c.salt))
                );
                assertTrue(ok, "a reveal fits one transaction");
            }
            vm.warp(v.revealUntil);
        }
        if (phaseOf(modelId) == IMarket.Phase.Testing) publish(market(), modelId, SALT, testPages());
        if (phaseOf(modelId) == IMarket.Phase.Overdue) market().close(modelId);
        while (phaseOf(modelId) == IMarket.Phase.Settling) {
            stepOn(modelId, made, 7);
        }
    }

    /// Scores for `tests` predictions, in a transaction.
    function stepOn(uint256 modelId, Made[] memory made, uint256 tests) internal {
        uint256 number = market().nextNumber(modelId);
        uint256 place;
        while (!isNumber(modelId, made[place].index, number)) {
            ++place;
        }
        Content memory next = contentOf(modelId, made[place]);
        readLogs();
        (bool ok,) = inTransaction(carol, settleCall(market(), modelId, next, tests));
        assertTrue(ok, "a step fits one transaction");
        Score memory s;
        readScore(readLogs(), next.id, s);
        if (s.done) scoreOf[modelId][next.id] = s;
    }

    function isNumber(uint256 modelId, uint256 id, uint256 number) private view returns (bool) {
        IMarket.BundleView memory b = market().bundle(modelId, id);
        return b.status == IMarket.BundleStatus.Revealed && b.number == number;
    }

    function claims(uint256 modelId, Made[] memory made)
        internal
        virtual
        override
        returns (Claim[] memory list)
    {
        list = new Claim[](made.length);
        uint256 count;
        for (uint256 i; i < made.length; ++i) {
            uint256 amount = owedFor(modelId, made[i].index);
            if (amount == 0) continue;
            bytes memory data = claimCall(modelId, made[i]);
            list[count++] = Claim(alice, made[i].c.contributor, amount, time(), data);
        }
        // cut to what it holds
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    /// What a bundle is to be paid, as far as the market has come.
    function owedFor(uint256 modelId, uint256 id) internal view returns (uint256) {
        IMarket.BundleStatus status = market().bundle(modelId, id).status;
        IMarket.Phase phase = phaseOf(modelId);
        if (status == IMarket.BundleStatus.Settled) return scoreOf[modelId][id].amount;
        if (phase == IMarket.Phase.Cancelled && status == IMarket.BundleStatus.Committed) return PRICE;
        if (phase == IMarket.Phase.Defaulted && status == IMarket.BundleStatus.Revealed) {
            return PRICE + market().incentive(modelId).share;
        }
        return 0;
    }

    function claimCall(uint256 modelId, Made memory made) internal view returns (bytes memory) {
        if (market().bundle(modelId, made.index).status == IMarket.BundleStatus.Settled) {
            return abi.encodeCall(IMarket.claim, (modelId, made.index));
        }
        bytes32 commitment = commitmentOf(modelId, contentOf(modelId, made));
        return abi.encodeCall(IMarket.claimBack, (modelId, made.index, made.c.contributor, commitment));
    }

    /// The bundle of a sample that `who` commits next.
    function nextMade(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        view
        returns (Made memory)
    {
        IMarket.MarketView memory v = market().incentive(modelId);
        uint256 id = v.firstBundle + v.bundles;
        return Made(id, newContribution(id, who, label, PRICE, sample));
    }

    function contentOf(uint256 modelId, Made memory made) internal pure returns (Content memory c) {
        bytes32 salt = keccak256(abi.encode("salt", modelId, made.index));
        c = Content(made.index, made.c.contributor, new uint8[](1), new bytes[](1), salt);
        (c.labels[0], c.samples[0]) = (made.c.label, made.c.sample);
    }

    function phaseOf(uint256 modelId) internal view returns (IMarket.Phase) {
        return market().incentive(modelId).phase;
    }

    function inTransaction(address who, bytes memory data) private returns (bool ok, bytes memory result) {
        vm.prank(who);
        (ok, result) = address(trainer).call{gas: MOST_GAS}(data);
    }
}
