// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {ReferenceMarket} from "./ReferenceMarket.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Whole markets with random test sets, bundles, lots and steps, one after the other on one model, compared with the
/// rules in plain Solidity.
contract WholeMarketTest is MarketTest {
    uint256 private constant FEW_FEATURES = 8;

    bytes[] private pages;
    ReferenceMarket.Sample[] private tests;
    ReferenceMarket.Sample[][] private lessons;
    int256[] private weights;
    uint256 private burnt;

    function test_whole_markets(uint256 seed) public {
        for (uint256 i; i <= FEATURES; ++i) {
            weights.push(i == 0 ? int256(0) : int256(-127));
        }
        for (uint256 market; market < 1 + seed % 2; ++market) {
            wholeMarket(random(seed, market));
        }
    }

    function wholeMarket(uint256 seed) private {
        (IMarket.MarketOptions memory o, uint256 bounty) = randomOptions(seed);
        vm.prank(owner);
        trainer.setMarketOptions(modelId, o);
        makeTests(seed, o.testSamples);
        bytes32[] memory list = hashes(modelId, SALT, pages);
        vm.prank(owner);
        trainer.open{value: bounty}(modelId, list);
        commitAndReveal(seed, o);
        uint256 before = owner.balance;
        publish(trainer, modelId, SALT, pages);
        assertEq(BURN.balance, burnt, "what was not revealed is burnt");
        (Score[] memory got, uint256[] memory places) =
            settleAll(trainer, modelId, contents, bound(random(seed, 7), 1, 30));
        compare(o, bounty, got, places);
        uint256 rest = owner.balance - before;
        uint256 paid;
        for (uint256 i; i < got.length; ++i) {
            if (got[i].done && got[i].amount != 0) paid += claim(i);
        }
        assertEq(paid + rest, bounty + places.length * o.stake, "to the wei");
        assertEq(address(trainer).balance, 0, "nothing is left");
    }

    function compare(
        IMarket.MarketOptions memory o,
        uint256 bounty,
        Score[] memory got,
        uint256[] memory places
    ) private {
        ReferenceMarket.Rules memory rules = ReferenceMarket.Rules(127, bounty, o.stake, o.value, o.tolerance);
        bool[] memory halfOf = new bool[](tests.length);
        for (uint256 i; i < halfOf.length; ++i) {
            halfOf[i] = pays(i);
        }
        int256[] memory w = weights;
        ReferenceMarket.Result memory r = ReferenceMarket.score(rules, w, lessons, places, tests, halfOf);
        weights = w;
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.payLoss, r.payErrors * ONE, "the loss that pays");
        assertEq(v.keepLoss, r.keepErrors * ONE, "the loss that decides");
        assertEq(v.pot, 0, "the pot is empty");
        for (uint256 i; i < got.length; ++i) {
            if (!got[i].done) continue;
            assertTrue(got[i].kept == r.kept[i], "kept");
            assertEq(got[i].amount, r.amounts[i], "amount");
        }
        for (uint16 f; f < FEW_FEATURES; ++f) {
            bytes memory sample = one(f);
            assertTrue((trainer.predict(modelId, sample) == 1) == (w[0] + w[f + 1] > 0), "the model");
        }
    }

    function randomOptions(uint256 seed)
        private
        pure
        returns (IMarket.MarketOptions memory o, uint256 bounty)
    {
        o = marketOptions();
        o.stake = uint64(bound(random(seed, 2), 1, seed % 4 == 1 ? 50 : 5 ether));
        o.fee = uint64(bound(random(seed, 10), 0, 1 ether));
        o.value = uint96(bound(random(seed, 3), 1, seed % 3 == 0 ? 50 : 20 ether));
        o.tolerance = uint32(bound(random(seed, 4), 0, seed % 5 == 0 ? 1_000_000 : 300_000));
        o.testSamples = uint16(2 * bound(random(seed, 5), 1, 12));
        bounty = bound(random(seed, 1), 1, seed % 4 == 0 ? 50 : 10 ether);
    }

    function makeTests(uint256 seed, uint256 count) private {
        delete tests;
        delete pages;
        uint256 perPage = bound(random(seed, 6), 1, count);
        for (uint256 i; i < count; ++i) {
            ReferenceMarket.Sample memory s = randomPair(random(seed, 300 + i));
            tests.push(s);
            if (i % perPage == 0 && pages.length < 16) pages.push();
            uint256 last = pages.length - 1;
            pages[last] = abi.encodePacked(pages[last], testSample(s.label, pack(s.features)));
        }
    }

    /// Up to eight bundles, of which all but the first may stay hidden.
    function commitAndReveal(uint256 seed, IMarket.MarketOptions memory o) private {
        delete contents;
        delete lessons;
        uint256 count = bound(random(seed, 8), 1, 8);
        for (uint256 i; i < count; ++i) {
            randomBundle(random(seed, 400 + i), i % 3 == 0 ? alice : i % 3 == 1 ? bob : carol);
        }
        toRevealing();
        uint256 number;
        for (uint256 k; k < count; ++k) {
            uint256 i = (k + seed % count) % count;
            if (k != 0 && random(seed, 500 + i) % 4 == 0) {
                burnt += uint256(o.stake) + o.fee;
                continue;
            }
            revealOne(i);
            placeOf[number++] = i;
        }
        vm.warp(trainer.incentive(modelId).revealUntil);
    }

    function randomBundle(uint256 seed, address who) private {
        uint256 count = 1 + seed % 4;
        uint8[] memory labels = new uint8[](count);
        bytes[] memory samples = new bytes[](count);
        uint256 found;
        for (uint256 i; found < count; ++i) {
            ReferenceMarket.Sample memory s = randomPair(random(seed, i));
            bytes memory packed = pack(s.features);
            bool again;
            for (uint256 k; k < found; ++k) {
                if (keccak256(samples[k]) == keccak256(packed)) again = true;
            }
            if (again) continue;
            (labels[found], samples[found++]) = (uint8(s.label), packed);
        }
        Content memory c = contents[bundle(who, labels, samples)];
        lessons.push();
        for (uint256 i; i < count; ++i) {
            lessons[lessons.length - 1].push(ReferenceMarket.Sample(c.labels[i], unpack(c.samples[i])));
        }
    }

    /// Few features, so that bundles and test samples meet.
    function randomPair(uint256 seed) private pure returns (ReferenceMarket.Sample memory s) {
        s.label = seed % 3 == 0 ? 0 : 1;
        uint256 mask = 1 + random(seed, 0) % (2 ** FEW_FEATURES - 1);
        uint256 count;
        s.features = new uint16[](FEW_FEATURES);
        for (uint16 f; f < FEW_FEATURES; ++f) {
            if ((mask >> f) & 1 != 0) s.features[count++] = f;
        }
        uint16[] memory features = s.features;
        // cuts the list to what it holds
        assembly ("memory-safe") {
            mstore(features, count)
        }
    }

    function pack(uint16[] memory features) private pure returns (bytes memory sample) {
        for (uint256 i; i < features.length; ++i) {
            sample = abi.encodePacked(sample, features[i]);
        }
    }

    function unpack(bytes memory sample) private pure returns (uint16[] memory features) {
        features = new uint16[](sample.length / 2);
        for (uint256 i; i < features.length; ++i) {
            features[i] = uint16(uint8(sample[2 * i])) * 256 + uint8(sample[2 * i + 1]);
        }
    }

    function random(uint256 seed, uint256 i) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i)));
    }
}
