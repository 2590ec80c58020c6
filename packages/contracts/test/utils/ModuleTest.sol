// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ModuleHost} from "./ModuleHost.sol";
import {Test} from "./Test.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";

/// A model of a classifier as it ships (compiled through IR, on its own), without a trainer.
abstract contract ModuleTest is Test {
    uint256 internal constant MODEL = 7;
    uint256 private constant CHUNK_WORDS = 1024;

    ModuleHost internal host;
    IClassifier internal classifier;
    uint56 internal settings;

    /// @param head Words before the first page of parameters.
    function make(string memory name, bytes memory options, uint256[] memory words, uint256 head) internal {
        make(name, options);
        for (uint256 from; from < words.length;) {
            uint256 end = from == 0 ? head + CHUNK_WORDS : from + CHUNK_WORDS;
            if (end > words.length) end = words.length;
            uint256[] memory chunk = new uint256[](end - from);
            for (uint256 i; i < chunk.length; ++i) {
                chunk[i] = words[from + i];
            }
            classifier.store(MODEL, settings, from, chunk);
            from = end;
        }
    }

    /// A model to which nothing is uploaded.
    function make(string memory name, bytes memory options) internal {
        host = new ModuleHost(vm.deployCode(string.concat(name, "Module.sol:", name, "Module")));
        classifier = IClassifier(address(host));
        (settings,,) = classifier.create(options);
    }

    /// Where the first word stands that the classifier reads to say how many classes there are.
    function base() internal returns (uint256) {
        vm.record();
        classifier.classes(MODEL, settings);
        (bytes32[] memory reads,) = vm.accesses(address(host));
        return uint256(reads[reads.length - 1]);
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
}
