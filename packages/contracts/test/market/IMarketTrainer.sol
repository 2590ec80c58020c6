// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";

/// Trainers under a prediction market, as tests call them.
interface IMarketTrainer is ICollaborativeTrainer, IDataHandler, IModels, IMarket {
    function score(uint256 modelId, bytes calldata sample) external view returns (int256);
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);
}
