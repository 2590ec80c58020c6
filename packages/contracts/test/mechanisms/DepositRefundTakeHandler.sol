// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositRefundTakeActions} from "./DepositRefundTakeActions.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";

contract DepositRefundTakeHandler is DepositRefundTakeActions, MechanismHandler {
    function refund(uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        bytes memory data = abi.encodeCall(IDepositRefundTake.refund, (modelId, m.index, m.c));
        if (act(m.c.contributor, modelId, 0, data)) close(modelId, pick);
    }

    function take(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        address who = person(whoSeed);
        uint256 before = who.balance;
        bytes memory data = abi.encodeCall(IDepositRefundTake.take, (modelId, m.index, m.c));
        if (!act(who, modelId, 0, data)) return;
        uint96 taken = uint96(who.balance - before);
        if (taken == m.c.remaining) {
            close(modelId, pick);
        } else {
            openOf[modelId][pick].c.remaining -= taken;
            openOf[modelId][pick].c.takers.push(who);
        }
    }

    /// What remains of open deposits.
    function owed(uint256 modelId) public view override returns (uint256 sum) {
        for (uint256 i; i < openOf[modelId].length; ++i) {
            sum += openOf[modelId][i].c.remaining;
        }
    }
}
