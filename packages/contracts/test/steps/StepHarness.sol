// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DenseLinear} from "../../src/classifiers/DenseLinear.sol";
import {DenseMulticlassPerceptron} from "../../src/classifiers/DenseMulticlassPerceptron.sol";
import {DensePerceptron} from "../../src/classifiers/DensePerceptron.sol";
import {LogisticRegression} from "../../src/classifiers/LogisticRegression.sol";
import {NearestCentroid} from "../../src/classifiers/NearestCentroid.sol";
import {SparseMulticlassPerceptron} from "../../src/classifiers/SparseMulticlassPerceptron.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";

/// One model of a classifier, on this contract's own storage, and its steps.
abstract contract StepHarness {
    uint256 internal constant MODEL = 7;
    /// Nobody has asked for a prediction.
    uint256 internal constant NONE = type(uint256).max;

    uint56 internal _settings;

    function make(bytes calldata options, uint256[] calldata words) external {
        (_settings,,) = IClassifier(address(this)).create(options);
        if (words.length != 0) IClassifier(address(this)).store(MODEL, _settings, 0, words);
    }

    function add() external {
        IClassifier(address(this)).extend(MODEL, _settings, true);
    }

    /// A step from storage.
    function step(bytes calldata sample, uint256 label)
        external
        view
        returns (uint256 predicted, uint256[] memory touched)
    {
        return _again(base(), touched, sample, label);
    }

    /// The same on words that are given.
    function stepGiven(uint256[] memory given, bytes calldata sample, uint256 label)
        external
        view
        returns (uint256 predicted, uint256[] memory touched)
    {
        return _again(0, given, sample, label);
    }

    /// @return predicted NONE, or what the model gave to the sample before it learned it.
    function learn(bytes calldata sample, uint256 label) external virtual returns (uint256 predicted);

    function learningGas(uint256 length) external view virtual returns (uint256);

    /// Where the model's words begin.
    function base() public view virtual returns (uint256);

    function _again(uint256 from, uint256[] memory given, bytes calldata sample, uint256 label)
        internal
        view
        virtual
        returns (uint256 predicted, uint256[] memory touched);
}

contract SparsePerceptronSteps is SparsePerceptron, StepHarness {
    function learn(bytes calldata sample, uint256 label) external override returns (uint256) {
        return _predictAndUpdate(MODEL, _settings, sample, label);
    }

    function learningGas(uint256 length) external view override returns (uint256) {
        return _learningGas(_settings, length);
    }

    function base() public view override returns (uint256) {
        return _base(MODEL);
    }

    function _again(uint256 from, uint256[] memory given, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256 predicted, uint256[] memory touched)
    {
        (predicted, touched,) = _step(_settings, from, given, sample, label);
    }
}

contract LogisticRegressionSteps is LogisticRegression, StepHarness {
    function learn(bytes calldata sample, uint256 label) external override returns (uint256) {
        return _predictAndUpdate(MODEL, _settings, sample, label);
    }

    function learningGas(uint256 length) external view override returns (uint256) {
        return _learningGas(_settings, length);
    }

    function base() public view override returns (uint256) {
        return _base(MODEL);
    }

    function _again(uint256 from, uint256[] memory given, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256 predicted, uint256[] memory touched)
    {
        (predicted, touched,) = _step(_settings, from, given, sample, label);
    }
}

contract SparseMulticlassPerceptronSteps is SparseMulticlassPerceptron, StepHarness {
    function learn(bytes calldata sample, uint256 label) external override returns (uint256) {
        return _predictAndUpdate(MODEL, _settings, sample, label);
    }

    function learningGas(uint256 length) external view override returns (uint256) {
        return _learningGas(_settings, length);
    }

    function base() public view override returns (uint256) {
        return _base(MODEL);
    }

    function _again(uint256 from, uint256[] memory given, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256 predicted, uint256[] memory touched)
    {
        return _step(_settings, from, given, sample, label);
    }
}

/// The uploaded words are those of the model, which never change.
abstract contract DenseLinearSteps is DenseLinear, StepHarness {
    function learn(bytes calldata sample, uint256 label) external override returns (uint256) {
        return _predictAndUpdate(MODEL, _settings, sample, label);
    }

    function learningGas(uint256 length) external view override returns (uint256) {
        return _learningGas(_settings, length);
    }

    function base() public view override returns (uint256) {
        return _base(MODEL);
    }

    function _again(uint256 from, uint256[] memory given, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256 predicted, uint256[] memory touched)
    {
        return _step(_settings, from, given, _uploaded(MODEL, _settings), sample, label);
    }
}

contract DensePerceptronSteps is DensePerceptron, DenseLinearSteps {}

contract DenseMulticlassPerceptronSteps is DenseMulticlassPerceptron, DenseLinearSteps {}

/// Steps that only learn.
contract NearestCentroidSteps is NearestCentroid, StepHarness {
    function learn(bytes calldata sample, uint256 label) external override returns (uint256) {
        _update(MODEL, _settings, sample, label);
        return NONE;
    }

    function learningGas(uint256 length) external view override returns (uint256) {
        return _learningGas(_settings, length);
    }

    function base() public view override returns (uint256) {
        return _base(MODEL);
    }

    function _again(uint256 from, uint256[] memory given, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256 predicted, uint256[] memory touched)
    {
        predicted = NONE;
        (, touched,) = _step(from, given, _mean(MODEL, _settings, label), sample, label);
    }
}

/// Steps that judge the sample too.
contract NearestCentroidJudgingSteps is NearestCentroid, StepHarness {
    function learn(bytes calldata sample, uint256 label) external override returns (uint256) {
        return _predictAndUpdate(MODEL, _settings, sample, label);
    }

    function learningGas(uint256 length) external view override returns (uint256) {
        return _learningGas(_settings, length);
    }

    function base() public view override returns (uint256) {
        return _base(MODEL);
    }

    function _again(uint256 from, uint256[] memory given, bytes calldata sample, uint256 label)
        internal
        view
        override
        returns (uint256 predicted, uint256[] memory touched)
    {
        (predicted,, touched,) = _judgingStep(from, given, _means(MODEL, _settings), sample, label);
    }
}
