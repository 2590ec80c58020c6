// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {ReferenceMarket} from "./ReferenceMarket.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Whole markets with random test sets, contributions, orders and steps, compared with the rules in plain Solidity.
contract WholeMarketTest is MarketTest {
    uint256 private constant FEW_FEATURES = 8;
    uint256 private constant MOST_PIECES = 6;

    Piece[] private pieces;
    ReferenceMarket.Sample[][] private samplesOf;
    ReferenceMarket.Sample[] private lessons;
    ReferenceMarket.Sample[] private tests;
    ReferenceMarket.Rules private rules;

    function test_whole_market(uint256 seed) public {
        rules = ReferenceMarket.Rules({
            rate: int256(uint256(RATE)),
            bounty: bound(random(seed, 1), 1, seed % 4 == 0 ? 50 : 100 ether),
            stake: bound(random(seed, 2), 1, seed % 4 == 1 ? 50 : 5 ether),
            fullImprovement: bound(random(seed, 3), 1, 1_000_000)
        });
        begin(seed);
        contributeSome(seed);
        finish(seed);

        ReferenceMarket.Result memory r = expected();
        IMarket.MarketView memory v = trainer.incentive(modelId);
        assertEq(v.firstLoss, r.firstLoss, "the first loss");
        assertEq(v.loss, r.loss, "the last loss");
        assertEq(v.gains, r.firstLoss - r.loss, "all gains");
        for (uint256 i; i < made.length; ++i) {
            assertTrue(scores[i].kept == r.kept[i], "kept");
            assertEq(scores[i].gain, r.gains[i], "gain");
            assertEq(scores[i].penalty, r.penalties[i], "penalty");
        }
        paysAsExpected(r);
    }

    function paysAsExpected(ReferenceMarket.Result memory r) private {
        (uint256[] memory pay, uint256 sponsor) = ReferenceMarket.payments(rules, r, tests.length);
        for (uint256 i; i < made.length; ++i) {
            assertEq(claim(i), pay[i], "what a contribution is paid");
        }
        if (sponsor == 0) {
            vm.expectRevert(abi.encodeWithSelector(IMarket.NothingToWithdraw.selector, modelId));
            trainer.withdraw(modelId);
        } else {
            assertEq(withdraw(), sponsor, "what the sponsor is paid");
        }
        assertEq(address(trainer).balance, 0, "to the wei");
    }

    function begin(uint256 seed) private {
        IMarket.MarketOptions memory o = marketOptions();
        (o.stake, o.fullImprovement) = (uint64(rules.stake), uint32(rules.fullImprovement));
        uint256 count = bound(random(seed, 4), 2, MOST_PIECES);
        o.drawnPieces = uint8(bound(random(seed, 5), 1, count - 1));
        modelId = createModel(o);
        for (uint256 i; i < count; ++i) {
            addPiece(random(seed, 100 + i));
        }
        bytes32[] memory list = hashes(modelId, pieces);
        vm.prank(owner);
        trainer.commit{value: rules.bounty}(modelId, list);
        mine(3);
        trainer.draw(modelId);
        revealDue(trainer, modelId, pieces, false);
    }

    function addPiece(uint256 seed) private {
        samplesOf.push();
        bytes memory data;
        for (uint256 k; k < 1 + seed % 5; ++k) {
            ReferenceMarket.Sample memory s = randomPair(random(seed, k));
            samplesOf[samplesOf.length - 1].push(s);
            data = abi.encodePacked(data, testSample(s.label, pack(s.features)));
        }
        pieces.push(Piece(bytes32(seed), data));
    }

    function contributeSome(uint256 seed) private {
        uint256 count = bound(random(seed, 6), 1, 12);
        for (uint256 i; i < count; ++i) {
            ReferenceMarket.Sample memory s = randomPair(random(seed, 200 + i));
            lessons.push(s);
            contribute(i % 3 == 0 ? alice : i % 3 == 1 ? bob : carol, s.label, pack(s.features));
        }
    }

    function finish(uint256 seed) private {
        skip(OPEN_TIME);
        revealDue(trainer, modelId, pieces, true);
        Score[] memory list = settleAll(trainer, modelId, made, bound(random(seed, 7), 1, 20));
        for (uint256 i; i < list.length; ++i) {
            scores[i] = list[i];
        }
        inPhase(IMarket.Phase.Settled);
    }

    function expected() private returns (ReferenceMarket.Result memory) {
        uint256 drawn = trainer.incentive(modelId).drawn;
        for (uint256 i; i < pieces.length; ++i) {
            if ((drawn >> i) & 1 != 0) continue;
            for (uint256 k; k < samplesOf[i].length; ++k) {
                tests.push(samplesOf[i][k]);
            }
        }
        int256[] memory weights = new int256[](FEATURES + 1);
        for (uint256 i; i < weights.length; ++i) {
            weights[i] = -8;
        }
        return ReferenceMarket.score(rules, weights, lessons, expectedOrder(drawn), tests);
    }

    /// The order of scoring, from the salts and the seed of the draw.
    function expectedOrder(uint256 drawn) private view returns (uint256[] memory order) {
        bytes32 seed = keccak256(
            abi.encode(
                blockhash(trainer.incentive(modelId).drawBlock),
                modelId,
                keccak256(abi.encodePacked(hashes(modelId, pieces)))
            )
        );
        for (uint256 i; i < pieces.length; ++i) {
            if ((drawn >> i) & 1 == 0) seed ^= pieces[i].salt;
        }
        order = new uint256[](made.length);
        if (order.length == 1) return order;
        uint256 r = uint256(keccak256(abi.encode(seed)));
        uint256 step = 1 + r % (order.length - 1);
        while (!coprime(step, order.length)) step = step == order.length - 1 ? 1 : step + 1;
        for (uint256 i; i < order.length; ++i) {
            order[i] = (step * i + (r >> 128)) % order.length;
        }
    }

    function coprime(uint256 a, uint256 b) private pure returns (bool) {
        for (uint256 d = 2; d <= a; ++d) {
            if (a % d == 0 && b % d == 0) return false;
        }
        return true;
    }

    /// Few features, so that contributions and test samples meet.
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

    function random(uint256 seed, uint256 i) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i)));
    }
}
