// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Classifier} from "../../src/classifiers/Classifier.sol";

/// A classifier of two classes that takes all the gas that it says it takes, to the last: for predicting and for
/// learning. It says class 0 to all samples.
contract BurningModule is Classifier {
    /// What is short is predicted for the most that a test sample may take,
    uint256 public constant TEST_GAS = 2_000_000;
    uint256 private constant SHORT = 32;
    uint256 private constant UNIT = 1000;

    /// @param options What else learning and predicting take, in thousands.
    function _create(bytes calldata options) internal pure override returns (uint56, uint256) {
        (uint16 learning, uint16 predicting) = abi.decode(options, (uint16, uint16));
        return ((uint56(learning) << 16) | predicting, 1);
    }

    function _takesSets() internal pure override returns (bool) {
        return true;
    }

    function _store(uint256, uint56, uint256, uint256[] calldata) internal override {}

    function _checkSample(uint56, bytes calldata) internal pure override {}

    function _predict(uint256, uint56 settings, bytes calldata sample)
        internal
        view
        override
        returns (uint256)
    {
        burn(_predictionGas(settings, sample.length));
        return 0;
    }

    function _update(uint256, uint56 settings, bytes calldata sample, uint256) internal view override {
        burn(_learningGas(settings, sample.length));
    }

    function _classCount(uint256, uint56) internal pure override returns (uint256) {
        return 2;
    }

    function _predictionGas(uint56 settings, uint256 length) internal pure override returns (uint256) {
        return length <= SHORT ? TEST_GAS : uint16(settings) * UNIT;
    }

    function _learningGas(uint56 settings, uint256) internal pure override returns (uint256) {
        return uint16(settings >> 16) * UNIT;
    }

    function _bundleGas(uint56 settings, uint256 length, uint256 count)
        internal
        pure
        override
        returns (uint256)
    {
        return count * _learningGas(settings, length);
    }

    function _offersQuadraticLoss() internal pure override returns (bool) {
        return false;
    }

    function _quadraticLoss(uint256, uint56, bytes calldata, uint256)
        internal
        pure
        override
        returns (uint256)
    {
        revert QuadraticLossNotOffered();
    }

    function burn(uint256 gas) private view {
        uint256 end = gasleft() - gas;
        while (gasleft() > end) {}
    }
}
