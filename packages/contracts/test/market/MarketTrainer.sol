// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";

/// Trainers under a prediction market, as tests call them.
interface MarketTrainer is ICollaborativeTrainer, IDataHandler, IModels, IPredictionMarket {
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);
}
