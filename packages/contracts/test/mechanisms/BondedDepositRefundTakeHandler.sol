// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BondedDepositRefundTakeActions} from "./BondedDepositRefundTakeActions.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {IBondedDepositRefundTake} from "../../src/interfaces/IBondedDepositRefundTake.sol";

contract BondedDepositRefundTakeHandler is BondedDepositRefundTakeActions, MechanismHandler {
    struct Closed {
        uint256 modelId;
        bytes data;
    }

    /// Calls that have settled something.
    Closed[] private _settled;

    /// One price, so that the base knows what each contribution of a batch has staked.
    function incentiveOptions()
        internal
        pure
        override(BondedDepositRefundTakeActions, MechanismActions)
        returns (bytes memory)
    {
        return abi.encode(IBondedDepositRefundTake.BondedOptions(CHALLENGE_TIME, 0.001 ether + 1, 1));
    }

    function challenge(uint256 whoSeed, uint256 modelId, uint256 pick, uint64 extra) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        Made memory m = openOf[modelId][pick % openOf[modelId].length];
        challenge(person(whoSeed), modelId, m, extra);
    }

    function settle(uint256 whoSeed, uint256 modelId, uint256 pick, bool untrained) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        bytes memory data = abi.encodeWithSelector(
            untrained
                ? IBondedDepositRefundTake.refundUntrained.selector
                : IBondedDepositRefundTake.refund.selector,
            modelId,
            m.index,
            m.c,
            challengesOf[modelId][m.index]
        );
        if (!act(person(whoSeed), modelId, 0, data)) return;
        assertTrue(!untrained, "what can be learned is learned");
        _settled.push(Closed(modelId, data));
        close(modelId, pick);
    }

    /// What was settled is not settled again.
    function settleAgain(uint256 whoSeed, uint256 pick) external {
        if (_settled.length == 0) return;
        Closed memory closed = _settled[pick % _settled.length];
        assertTrue(!act(person(whoSeed), closed.modelId, 0, closed.data), "settled once");
    }

    /// All that was staked on open contributions.
    function owed(uint256 modelId) public view override returns (uint256 sum) {
        for (uint256 i; i < openOf[modelId].length; ++i) {
            Made storage m = openOf[modelId][i];
            sum += m.c.deposit * (2 ** (challengesOf[modelId][m.index].length + 1) - 1);
        }
    }

    function pay(address who, uint256 modelId, uint256 value, bytes memory data)
        internal
        override
        returns (bool)
    {
        return act(who, modelId, value, data);
    }
}
