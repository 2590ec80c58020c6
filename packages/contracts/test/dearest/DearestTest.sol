// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Mirror} from "../utils/LogMirror.sol";
import {Parameters} from "../utils/Parameters.sol";
import {Trainers} from "../utils/Trainers.sol";
import {CountedClasses} from "../../src/classifiers/CountedClasses.sol";
import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {Contribution} from "../../src/types/Contribution.sol";

interface AnyCounted is ICollaborativeTrainer, IDataHandler, IModels {
    function price(uint256 modelId) external view returns (uint256);
    function classifierModule(uint256 classifier) external view returns (address);
}

interface StorageVm {
    function store(address target, bytes32 slot, bytes32 value) external;
}

/// The dearest states that others can bring a model of counted classes to, written into storage as it would stand there:
/// all classes have samples, and each count of a sample's features stands in a word of its own that is there already.
/// @dev A prediction reads, for each feature, a low and a high word in each group of classes: as many words as there
/// can be, when all low words say that there is a high one. How many bits a count has only says how many features
/// share a word, and here none do; how many classes share a word is dearest when it is the least, which makes the most
/// groups. So what is left to vary is the number of classes and of uploaded ones: an odd one splits a pair.
abstract contract DearestTest is Trainers {
    struct Shape {
        uint256 classes;
        uint256 uploaded;
        uint256 perWord;
    }

    uint256 internal constant TRANSACTION_GAS = 1 << 24;
    /// Three in a hundred of a transaction's gas stay unused.
    uint256 internal constant MOST_GAS = TRANSACTION_GAS * 97 / 100;
    uint256 internal constant LONGEST = 448;
    uint256 private constant START = 1_700_000_000;
    uint256 private constant STATE_WORDS = 22;
    uint256 private constant TO_HIGH = 1 << 18;
    uint256 private constant HAS_HIGH = 1 << 255;
    uint256 private constant TAUGHT_AT = 240;
    uint256 private constant SAMPLES_AT = 74;

    address internal owner = address(0xa11ce);
    address internal alice = address(0xb0b);
    AnyCounted internal trainer;

    /// The name of its contract.
    function classifier() internal pure virtual returns (string memory);

    function smoothing() internal pure virtual returns (uint256);

    /// Samples of a class that is predicted where others have 100, and all counts are equal.
    function favoured() internal pure virtual returns (uint256);

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1000);
        vm.deal(owner, 1000 ether);
        vm.deal(alice, 1000 ether);
    }

    function use(string memory mechanism) internal {
        trainer = AnyCounted(deployTrainer(mechanism, classifier()));
    }

    /// Each number of classes at which something changes: what fills words and pairs, and one more or less.
    function shapes() internal pure returns (Shape[9] memory) {
        return [
            Shape(64, 64, 16),
            Shape(64, 33, 16),
            Shape(47, 0, 16),
            Shape(33, 33, 16),
            Shape(32, 31, 8),
            Shape(17, 0, 8),
            Shape(5, 3, 2),
            Shape(3, 1, 2),
            Shape(2, 1, 2)
        ];
    }

    /// As many as there may be: of the pages of uploaded counts, and of words without two of the longest sample's features.
    function featuresOf(Shape memory s) internal pure returns (uint256 features) {
        features = s.uploaded == 0 ? 1 << 14 : (1 << 19) / s.uploaded;
        if (features > 1 << 14) features = 1 << 14;
    }

    /// The longest sample that the model takes, its features as far apart as can be.
    function longest(uint256 modelId, Shape memory s) internal view returns (bytes memory sample) {
        uint256 low = 1;
        for (uint256 high = LONGEST; low < high;) {
            uint256 middle = (low + high + 1) / 2;
            (bool ok,) = address(trainer)
                .staticcall(
                    abi.encodeCall(trainer.predict, (modelId, spread(middle, featuresOf(s) / middle)))
                );
            if (ok) low = middle;
            else high = middle - 1;
        }
        return spread(low, featuresOf(s) / low);
    }

    function spread(uint256 length, uint256 step) internal pure returns (bytes memory sample) {
        sample = new bytes(2 * length);
        for (uint256 i; i < length; ++i) {
            sample[2 * i] = bytes1(uint8((i * step) >> 8));
            sample[2 * i + 1] = bytes1(uint8(i * step));
        }
    }

    function create(Shape memory s, bytes memory incentive) internal returns (uint256 modelId) {
        uint256[] memory head = new uint256[](s.uploaded + 1);
        head[0] = smoothing();
        for (uint256 c; c < s.uploaded; ++c) {
            head[c + 1] = 100;
        }
        vm.startPrank(owner);
        modelId = trainer.createModel(ONLY, optionsOf(s), incentive, 0, "{}", Parameters.stream(head, 4));
        for (uint256 left = wordsLeft(modelId); left != 0; left = wordsLeft(modelId)) {
            uint256 from = trainer.model(modelId).uploadedWords;
            trainer.uploadParameters(modelId, from, new uint256[](left < 4096 ? left : 4096));
        }
        for (uint256 c = s.uploaded; c < s.classes; ++c) {
            trainer.addClass(modelId, "");
        }
        vm.stopPrank();
        giveSamples(modelId, s);
    }

    /// Of the classifier.
    function optionsOf(Shape memory s) internal pure returns (bytes memory) {
        return abi.encode(
            CountedClasses.CountOptions(
                uint24(featuresOf(s)), uint8(s.uploaded), uint8(s.classes), false, 8, uint8(s.perWord), 0
            )
        );
    }

    function wordsLeft(uint256 modelId) private view returns (uint256) {
        IModels.ModelView memory v = trainer.model(modelId);
        return v.requiredWords - v.uploadedWords;
    }

    /// All classes have samples; those that were uploaded have them already.
    function giveSamples(uint256 modelId, Shape memory s) private {
        uint256 base = baseOf(modelId);
        for (uint256 c = s.uploaded; c < s.classes; ++c) {
            uint256 word = uint256(vm.load(address(trainer), bytes32(base + c / 3)));
            put(base + c / 3, word | (((uint256(100) << 50) | 5000) << (24 + 72 * (c % 3))));
        }
        if (s.classes == 2) return;
        uint256 first = uint256(vm.load(address(trainer), bytes32(base)));
        put(base, uint256(uint240(first)) | (s.classes << TAUGHT_AT));
    }

    /// All low words of the sample have counts, and say that there are high words, which are there.
    function carryAll(uint256 modelId, Shape memory s, bytes memory sample) internal {
        uint256[] memory slots = lowWords(modelId, s, sample);
        for (uint256 i; i < slots.length; ++i) {
            put(slots[i], HAS_HIGH | (type(uint256).max / 0xff));
            put(slots[i] + TO_HIGH, type(uint256).max / 0xff);
        }
    }

    /// All low halves are full, and no high half is there: the next sample writes two words for each feature.
    function fillAll(uint256 modelId, Shape memory s, bytes memory sample) internal {
        uint256[] memory slots = lowWords(modelId, s, sample);
        for (uint256 i; i < slots.length; ++i) {
            put(slots[i], HAS_HIGH - 1);
        }
    }

    /// The low words of a sample in all groups, but for the one that has the states of a model of two classes.
    function lowWords(uint256 modelId, Shape memory s, bytes memory sample)
        private
        returns (uint256[] memory slots)
    {
        uint256 width = 8 * s.perWord;
        uint256 span = 255 / width * width;
        uint256 groups = (s.classes + s.perWord - 1) / s.perWord;
        uint256 skipped = s.classes == 2 ? (168 + width - 1) / width : 0;
        uint256 base = baseOf(modelId) + (s.classes == 2 ? 0 : STATE_WORDS);
        uint256 perGroup = ((featuresOf(s) + skipped) * width + span - 1) / span;
        slots = new uint256[](sample.length / 2 * groups);
        uint256 n;
        for (uint256 i; i < sample.length; i += 2) {
            uint256 feature = uint16(bytes2(bytes.concat(sample[i], sample[i + 1])));
            uint256 word = (feature + skipped) * width / span;
            if (s.classes == 2 && word == 0) continue;
            for (uint256 g; g < groups; ++g) {
                slots[n++] = base + g * perGroup + word;
            }
        }
        // those that were found
        assembly ("memory-safe") {
            mstore(slots, n)
        }
    }

    /// Class 0 has so many samples that it is predicted where all counts are equal.
    function favour(uint256 modelId) internal {
        uint256 base = baseOf(modelId);
        uint256 word = uint256(vm.load(address(trainer), bytes32(base)));
        put(base, word & ~(uint256((1 << 22) - 1) << SAMPLES_AT) | (favoured() << SAMPLES_AT));
    }

    function baseOf(uint256 modelId) private returns (uint256) {
        vm.record();
        trainer.classCount(modelId);
        (bytes32[] memory reads,) = vm.accesses(address(trainer));
        return uint256(reads[reads.length - 1]);
    }

    function put(uint256 slot, uint256 value) private {
        StorageVm(address(vm)).store(address(trainer), bytes32(slot), bytes32(value));
    }

    /// Puts the state `c` into the log in the place of the entry at its index, which must be the last one.
    function rewrite(uint256 modelId, Contribution memory c) internal {
        vm.record();
        trainer.log(modelId);
        (bytes32[] memory reads,) = vm.accesses(address(trainer));
        Mirror storage mirror = mirrorOf(address(trainer), modelId);
        mirror.truncate(c.index);
        mirror.append(leafOf(c));
        uint256 slot = uint256(reads[reads.length - 1]);
        uint256 rest = uint64(uint256(vm.load(address(trainer), bytes32(slot))));
        put(slot, uint256(bytes32(mirror.running(c.index + 1))) | rest);
    }

    /// A call in a transaction of its own, with cold storage.
    /// @return gas What it needs, before refunds.
    function send(bytes memory data, uint256 value) internal returns (uint256 gas, bytes memory result) {
        bool ok;
        (ok, result) = address(trainer).call{value: value, gas: 60_000_000}(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
        gas = vm.lastCallGas().gasTotalUsed + uint64(vm.lastCallGas().gasRefunded);
    }

    function fits(uint256 gas, string memory what) internal pure {
        if (gas > MOST_GAS) revert NotEqualUint(what, gas, MOST_GAS);
    }

    function made(uint256 index, uint256 label, uint256 deposit, bytes memory sample)
        internal
        view
        returns (Contribution memory)
    {
        return Contribution({
            contributor: alice,
            index: uint32(index),
            label: uint8(label),
            surprising: false,
            time: uint32(time()),
            deposit: uint96(deposit),
            remaining: uint96(deposit),
            takers: new address[](0),
            sample: sample
        });
    }
}
