// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ICollaborativeTrainer} from "../../src/interfaces/ICollaborativeTrainer.sol";
import {IDataHandler} from "../../src/interfaces/IDataHandler.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {IModels} from "../../src/interfaces/IModels.sol";

/// What all trainers under *Deposit, Refund, Take* have in common.
interface ITrainer is ICollaborativeTrainer, IDataHandler, IDeposits, IModels {}
