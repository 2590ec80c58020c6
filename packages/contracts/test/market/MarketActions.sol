// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {LogTest} from "../utils/LogTest.sol";
import {Vm} from "../utils/Test.sol";

/// What a sponsor, contributors and anybody do with a market, in one line each.
abstract contract MarketActions is LogTest {
    /// A bundle with all that its contributor must keep. `id` is its number in the model.
    struct Content {
        uint256 id;
        address contributor;
        uint8[] labels;
        bytes[] samples;
        bytes32 salt;
    }

    /// What the event `BundleSettled` says.
    struct Score {
        bool done;
        bool kept;
        uint256 tested;
        uint256 payLoss;
        uint256 keepLoss;
        uint256 amount;
    }

    bytes32 internal constant SALT = keccak256("of the test set");

    /// A test sample as pages have it.
    function testSample(uint256 label, bytes memory sample) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(label), uint16(sample.length), sample);
    }

    function hashes(uint256 modelId, bytes32 salt, bytes[] memory pages)
        internal
        pure
        returns (bytes32[] memory list)
    {
        list = new bytes32[](pages.length);
        for (uint256 i; i < pages.length; ++i) {
            list[i] = keccak256(abi.encode(modelId, i, salt, keccak256(pages[i])));
        }
    }

    /// Puts the samples in the order that a bundle has them in.
    function sort(Content memory c) internal pure {
        for (uint256 i = 1; i < c.samples.length; ++i) {
            for (uint256 k = i; k > 0 && keccak256(c.samples[k]) < keccak256(c.samples[k - 1]); --k) {
                (c.samples[k], c.samples[k - 1]) = (c.samples[k - 1], c.samples[k]);
                (c.labels[k], c.labels[k - 1]) = (c.labels[k - 1], c.labels[k]);
            }
        }
    }

    /// By the words of the interface.
    function commitmentOf(uint256 modelId, Content memory c) internal pure returns (bytes32) {
        bytes memory content;
        for (uint256 i; i < c.samples.length; ++i) {
            content = abi.encodePacked(content, keccak256(c.samples[i]), uint256(c.labels[i]));
        }
        return keccak256(abi.encode(modelId, c.contributor, c.salt, keccak256(content)));
    }

    /// The contributor commits the bundle.
    function commit(IMarketTrainer on, uint256 modelId, Content memory c) internal {
        uint256 price = on.price(modelId);
        bytes32[] memory list = new bytes32[](1);
        list[0] = commitmentOf(modelId, c);
        vm.prank(c.contributor);
        c.id = on.commit{value: price}(modelId, list);
    }

    function reveal(IMarketTrainer on, uint256 modelId, Content memory c) internal {
        vm.prank(c.contributor);
        on.reveal(modelId, c.labels, c.samples, c.id, c.salt);
    }

    function publish(IMarketTrainer on, uint256 modelId, bytes32 salt, bytes[] memory pages) internal {
        for (uint256 i = on.incentive(modelId).published; i < pages.length; ++i) {
            on.publish(modelId, salt, pages[i]);
        }
    }

    function settleCall(IMarketTrainer on, uint256 modelId, Content memory c, uint256 tests)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(on.settle, (modelId, c.labels, c.samples, c.id, c.contributor, c.salt, tests));
    }

    function step(IMarketTrainer on, uint256 modelId, Content memory c, uint256 tests) internal {
        on.settle(modelId, c.labels, c.samples, c.id, c.contributor, c.salt, tests);
    }

    /// The bundle that is scored next.
    function nextOf(IMarketTrainer on, uint256 modelId, Content[] memory all)
        internal
        view
        returns (uint256 i)
    {
        uint256 number = on.nextNumber(modelId);
        for (; i < all.length; ++i) {
            IMarket.BundleView memory b = on.bundle(modelId, all[i].id);
            if (b.status == IMarket.BundleStatus.Revealed && b.number == number) return i;
        }
        assertTrue(false, "the next bundle is among them");
    }

    /// Anybody scores all bundles, in steps of `tests` predictions.
    /// @return scores What was scored, by the place of the bundle in the list.
    /// @return order The places in the order of scoring.
    function settleAll(IMarketTrainer on, uint256 modelId, Content[] memory all, uint256 tests)
        internal
        returns (Score[] memory scores, uint256[] memory order)
    {
        scores = new Score[](all.length);
        order = new uint256[](on.incentive(modelId).revealed);
        while (on.incentive(modelId).phase == IMarket.Phase.Settling) {
            uint256 i = nextOf(on, modelId, all);
            order[on.incentive(modelId).settled] = i;
            readLogs();
            step(on, modelId, all[i], tests);
            readScore(readLogs(), all[i].id, scores[i]);
        }
    }

    function readScore(Vm.Log[] memory logs, uint256 id, Score memory s) internal pure {
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] != IMarket.BundleSettled.selector || uint256(logs[i].topics[2]) != id) {
                continue;
            }
            assertTrue(!s.done, "scored once");
            s.done = true;
            (s.kept, s.tested, s.payLoss, s.keepLoss, s.amount) =
                abi.decode(logs[i].data, (bool, uint256, uint256, uint256, uint256));
        }
    }
}
