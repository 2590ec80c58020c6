// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";

/// The trainer as tests call it. Its code is compiled on its own, as it ships, and not into the tests.
interface Trainer is ICollaborativeTrainer, IDataHandler, IDeposits, IModels {
    function parameters(uint256 modelId, uint256 offset, uint256 count)
        external
        view
        returns (uint256[] memory words);
    function classifierOptions(uint256 modelId)
        external
        view
        returns (SparsePerceptron.PerceptronOptions memory);
    function score(uint256 modelId, bytes calldata sample) external view returns (int256);
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);
}
