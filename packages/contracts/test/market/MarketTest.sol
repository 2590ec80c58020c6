// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketActions} from "./MarketActions.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {SparseTest} from "../utils/SparseTest.sol";

/// A market of one sparse perceptron, in any phase. Its intercept is 0, its weights are as low as they can be, and the
/// learning rate is as high: once it has learned a feature it says class 1 of that, and of no other. The test set are
/// features 0 to 19, labelled 1: all wrong at first, and each that is taught is a loss of one less.
abstract contract MarketTest is MarketActions, SparseTest {
    uint256 internal constant START = 1_700_000_000;
    uint256 internal constant BOUNTY = 10 ether;
    uint256 internal constant STAKE = 1 ether;
    uint256 internal constant FEE = 0.02 ether;
    uint256 internal constant PRICE = STAKE + FEE;
    /// So a test sample of the paying half is worth half an ether.
    uint256 internal constant VALUE = 5 ether;
    uint256 internal constant WORTH = VALUE / HALF;
    uint24 internal constant COMMIT_TIME = 1 days;
    uint24 internal constant REVEAL_TIME = 2 days;
    uint24 internal constant TEST_TIME = 3 days;
    uint256 internal constant TESTS = 20;
    uint256 internal constant HALF = TESTS / 2;
    uint256 internal constant PAGES = 2;
    /// A loss of one test sample.
    uint256 internal constant ONE = 1 << 16;
    address internal constant BURN = 0x000000000000000000000000000000000000dEaD;

    IMarketTrainer internal trainer;
    uint256 internal modelId;
    Content[] internal contents;
    mapping(uint256 place => Score) internal scores;
    uint256[] internal order;
    /// Bundles with other salts make another lot.
    uint256 internal saltSeed;

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1000);
        trainer = IMarketTrainer(deployTrainer("Market", "SparsePerceptron"));
        modelId = createModel(marketOptions());
    }

    function marketOptions() internal pure virtual returns (IMarket.MarketOptions memory) {
        return IMarket.MarketOptions({
            stake: uint64(STAKE),
            fee: uint64(FEE),
            value: uint96(VALUE),
            tolerance: 100_000,
            commitTime: COMMIT_TIME,
            revealTime: REVEAL_TIME,
            testTime: TEST_TIME,
            testSamples: uint16(TESTS),
            minSamples: 1,
            maxSamples: 4,
            loss: IMarket.Loss.Errors
        });
    }

    function createModel(IMarket.MarketOptions memory o) internal returns (uint256) {
        uint256[] memory words = filledWords(FEATURES + 1, 8, -127);
        words[0] &= ~uint256(0xff);
        vm.prank(owner);
        return trainer.createModel(0, abi.encode(FEATURES, 8, 127), abi.encode(o), 0, METADATA, words);
    }

    function testPages() internal pure virtual returns (bytes[] memory pages) {
        pages = new bytes[](PAGES);
        for (uint256 i; i < TESTS; ++i) {
            uint256 page = i * PAGES / TESTS;
            pages[page] = abi.encodePacked(pages[page], testSample(1, one(i)));
        }
    }

    function open() internal {
        open(BOUNTY);
    }

    function open(uint256 bounty) internal {
        bytes32[] memory list = hashes(modelId, SALT, testPages());
        vm.prank(owner);
        trainer.open{value: bounty}(modelId, list);
        delete contents;
        inPhase(IMarket.Phase.Committing);
    }

    /// Somebody commits a bundle of one sample.
    function bundle(address who, uint256 label, bytes memory sample) internal returns (uint256 place) {
        uint8[] memory labels = new uint8[](1);
        bytes[] memory samples = new bytes[](1);
        (labels[0], samples[0]) = (uint8(label), sample);
        return bundle(who, labels, samples);
    }

    function bundle(address who, uint8[] memory labels, bytes[] memory samples)
        internal
        returns (uint256 place)
    {
        place = contents.length;
        Content memory c = Content(0, who, labels, samples, keccak256(abi.encode("salt", place, saltSeed)));
        sort(c);
        commit(trainer, modelId, c);
        contents.push(c);
    }

    function toRevealing() internal {
        vm.warp(trainer.incentive(modelId).commitUntil);
        inPhase(IMarket.Phase.Revealing);
    }

    function revealOne(uint256 place) internal {
        reveal(trainer, modelId, contents[place]);
    }

    function toTesting() internal {
        if (trainer.incentive(modelId).phase == IMarket.Phase.Committing) toRevealing();
        for (uint256 i; i < contents.length; ++i) {
            if (statusOf(i) == IMarket.BundleStatus.Committed) revealOne(i);
        }
        vm.warp(trainer.incentive(modelId).revealUntil);
        inPhase(IMarket.Phase.Testing);
    }

    function toSettling() internal {
        toTesting();
        publish(trainer, modelId, SALT, testPages());
        inPhase(IMarket.Phase.Settling);
    }

    function settleRest() internal {
        (Score[] memory list, uint256[] memory places) = settleAll(trainer, modelId, contents, TESTS);
        for (uint256 i; i < list.length; ++i) {
            if (list[i].done) scores[i] = list[i];
        }
        order = places;
        inPhase(IMarket.Phase.Settled);
    }

    /// After the last commitment: all is scored.
    function toSettled() internal {
        toSettling();
        settleRest();
    }

    /// Anybody has a bundle paid; returns what came in.
    function claim(uint256 place) internal returns (uint256 amount) {
        address who = contents[place].contributor;
        uint256 before = who.balance;
        trainer.claim(modelId, contents[place].id);
        amount = who.balance - before;
    }

    function claimBack(uint256 place) internal returns (uint256 amount) {
        Content memory c = contents[place];
        uint256 before = c.contributor.balance;
        trainer.claimBack(modelId, c.id, c.contributor, commitmentOf(modelId, c));
        amount = c.contributor.balance - before;
    }

    function statusOf(uint256 place) internal view returns (IMarket.BundleStatus) {
        return trainer.bundle(modelId, contents[place].id).status;
    }

    function hasStatus(uint256 place, IMarket.BundleStatus expected, string memory what) internal view {
        assertEq(uint256(statusOf(place)), uint256(expected), what);
    }

    /// Once the test set is published: whether a test sample is of the half that pays.
    function pays(uint256 test) internal view returns (bool) {
        return (test & 1) == ((halves() >> (test >> 1)) & 1);
    }

    /// The `i`th test sample that is of the half that pays, or of the other.
    function testOf(bool paying, uint256 i) internal view returns (uint256 test) {
        while (true) {
            if (pays(test) == paying) {
                if (i == 0) return test;
                --i;
            }
            ++test;
        }
    }

    /// By the words of the docs, from the salts.
    function halves() internal view returns (uint256) {
        return uint256(keccak256(abi.encode(seedOfLot(), "halves")));
    }

    function seedOfLot() internal view returns (bytes32) {
        bytes32 lot;
        uint256 revealed = trainer.incentive(modelId).revealed;
        for (uint256 number; number < revealed; ++number) {
            uint256 place = placeOf[number];
            lot = keccak256(abi.encode(lot, contents[place].salt, contents[place].id));
        }
        return keccak256(abi.encode(SALT, lot));
    }

    /// Bundles are revealed in the order of their places, unless a test says otherwise.
    mapping(uint256 number => uint256 place) internal placeOf;

    function revealedInOrder() internal {
        for (uint256 i; i < contents.length; ++i) {
            placeOf[i] = i;
        }
    }

    function inPhase(IMarket.Phase expected) internal view {
        assertEq(uint256(trainer.incentive(modelId).phase), uint256(expected), "the phase");
    }

    function expectWrongPhase() internal {
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.WrongPhase.selector, modelId, trainer.incentive(modelId).phase)
        );
    }
}
