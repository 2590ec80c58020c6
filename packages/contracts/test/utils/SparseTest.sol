// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Trainers} from "./Trainers.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// People with money, and parameters and samples of sparse perceptrons.
abstract contract SparseTest is Trainers {
    uint256 internal constant FEATURES = 100;
    uint16 internal constant RATE = 10;
    string internal constant METADATA = '{"name":"test","classes":["a","b"],"encoder":"indices-v1:100"}';

    address internal owner = named("owner");
    address internal alice = named("alice");
    address internal bob = named("bob");
    address internal carol = named("carol");

    /// An account with money.
    function named(string memory name) internal returns (address account) {
        account = address(uint160(uint256(keccak256(bytes(name)))));
        vm.label(account, name);
        vm.deal(account, 1_000_000 ether);
    }

    function perceptronOptions() internal pure returns (SparsePerceptron.PerceptronOptions memory) {
        return SparsePerceptron.PerceptronOptions({
            featureCount: uint24(FEATURES), weightBits: 8, learningRate: RATE
        });
    }

    /// Packed words of `count` weights that all are `weight`.
    function filledWords(uint256 count, uint256 bits, int256 weight)
        internal
        pure
        returns (uint256[] memory words)
    {
        uint256 perWord = 256 / bits;
        uint256 lane = uint256(weight) & ((1 << bits) - 1);
        words = new uint256[]((count + perWord - 1) / perWord);
        for (uint256 i; i < count; ++i) {
            words[i / perWord] |= lane << (bits * (i % perWord));
        }
    }

    /// The packed sample of one feature.
    function one(uint256 index) internal pure returns (bytes memory) {
        return abi.encodePacked(uint16(index));
    }

    /// A packed sample of `length` features, from `first` on, `step` apart.
    function spread(uint256 first, uint256 length, uint256 step) internal pure returns (bytes memory sample) {
        sample = new bytes(2 * length);
        for (uint256 i; i < length; ++i) {
            uint256 index = first + i * step;
            sample[2 * i] = bytes1(uint8(index >> 8));
            sample[2 * i + 1] = bytes1(uint8(index));
        }
    }

    /// A packed sample of features below `featureCount`, chosen by `seed`; never empty.
    function randomSample(uint256 seed, uint256 featureCount) internal pure returns (bytes memory sample) {
        uint256 most = featureCount / 40 + 4;
        for (uint256 index = uint256(keccak256(abi.encode(seed))) % most; index < featureCount;) {
            sample = abi.encodePacked(sample, uint16(index));
            seed = uint256(keccak256(abi.encode(seed, index)));
            index += 1 + seed % most;
        }
        if (sample.length == 0) sample = one(0);
    }

    /// A contribution made in this block; under points, one that the model knew.
    function newContribution(uint256 index, address who, uint8 label, uint256 deposit, bytes memory sample)
        internal
        view
        returns (Contribution memory)
    {
        return Contribution({
            contributor: who,
            index: uint32(index),
            label: label,
            surprising: false,
            time: uint32(time()),
            deposit: uint96(deposit),
            remaining: uint96(deposit),
            takers: new address[](0),
            sample: sample
        });
    }
}
