// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The perceptron in plain Solidity, one weight an array element, to compare the packed one with.
contract ReferencePerceptron {
    int256 private immutable MAX;
    int256 private immutable RATE;

    /// The intercept, then the weight of each feature.
    int256[] public weights;

    constructor(uint256 featureCount, uint256 bits, uint256 rate) {
        MAX = int256(2 ** (bits - 1)) - 1;
        RATE = int256(rate);
        weights = new int256[](featureCount + 1);
    }

    function set(uint256 position, int256 weight) external {
        weights[position] = weight;
    }

    function score(uint16[] memory features) public view returns (int256 total) {
        total = weights[0];
        for (uint256 i; i < features.length; ++i) {
            total += weights[features[i] + 1];
        }
    }

    function predict(uint16[] memory features) public view returns (uint256) {
        return score(features) > 0 ? 1 : 0;
    }

    function update(uint16[] memory features, uint256 label) external {
        if (predict(features) == label) return;
        int256 step = label == 1 ? RATE : -RATE;
        weights[0] = clamp(weights[0] + step);
        for (uint256 i; i < features.length; ++i) {
            weights[features[i] + 1] = clamp(weights[features[i] + 1] + step);
        }
    }

    /// The packed words, as the trainer keeps them.
    function words(uint256 bits) external view returns (uint256[] memory packed) {
        uint256 perWord = 256 / bits;
        packed = new uint256[]((weights.length + perWord - 1) / perWord);
        for (uint256 i; i < weights.length; ++i) {
            packed[i / perWord] |= (uint256(weights[i]) & (2 ** bits - 1)) << (bits * (i % perWord));
        }
    }

    function clamp(int256 weight) private view returns (int256) {
        if (weight > MAX) return MAX;
        if (weight < -MAX) return -MAX;
        return weight;
    }
}
