// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IModels} from "../../src/interfaces/IModels.sol";

/// What trainers have under every mechanism.
interface AnyTrainer is ICollaborativeTrainer, IDataHandler, IModels {
    function price(uint256 modelId) external view returns (uint256);
}
