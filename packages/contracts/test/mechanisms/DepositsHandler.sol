// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {DepositsMechanismActions} from "./DepositsMechanismActions.sol";
import {Kind} from "./Kinds.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";

contract DepositsHandler is DepositsMechanismActions, MechanismHandler {
    mapping(uint256 modelId => mapping(address => uint256)) private _verified;
    mapping(uint256 modelId => uint256) private _totalVerified;

    constructor(Kind kind_) MechanismHandler(kind_) {}

    function refund(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        address who = maybe(whoSeed, m.c.contributor);
        bool allowed = who == m.c.contributor && age(m) >= REFUND_TIME && agrees(modelId, m);
        bytes memory data = refundCall(modelId, m.c);
        if (!once(who, modelId, 0, data, allowed, who)) return;
        ++_verified[modelId][who];
        ++_totalVerified[modelId];
        close(modelId, pick);
    }

    function take(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        address who = maybe(whoSeed, trainer.model(modelId).owner);
        uint256 before = who.balance;
        uint256 amount = takeable(who, modelId, m);
        bool allowed = amount != 0 || isLate(who, modelId, m);
        bytes memory data = takeCall(modelId, m.c);
        if (!once(who, modelId, 0, data, allowed, who)) return;
        assertEq(who.balance - before, amount, "what may be taken");
        if (amount == m.c.remaining) {
            close(modelId, pick);
        } else {
            openOf[modelId][pick].c.remaining -= uint96(amount);
            openOf[modelId][pick].c.takers.push(who);
        }
    }

    /// What remains of open deposits.
    function owed(uint256 modelId) public view override returns (uint256 sum) {
        for (uint256 i; i < openOf[modelId].length; ++i) {
            sum += openOf[modelId][i].c.remaining;
        }
    }

    /// What `who` may take by the rules, 0 when nothing.
    function takeable(address who, uint256 modelId, Made memory m) private view returns (uint256) {
        if (isLate(who, modelId, m)) return m.c.remaining;
        if (who == m.c.contributor || age(m) < REFUND_TIME || agrees(modelId, m)) return 0;
        for (uint256 i; i < m.c.takers.length; ++i) {
            if (m.c.takers[i] == who) return 0;
        }
        if (_verified[modelId][who] == 0) return 0;
        uint256 share = m.c.deposit * _verified[modelId][who] / _totalVerified[modelId];
        return share < m.c.remaining ? share : m.c.remaining;
    }

    function isLate(address who, uint256 modelId, Made memory m) private view returns (bool) {
        if (age(m) >= ANY_CLAIM_TIME) return true;
        return age(m) >= OWNER_CLAIM_TIME && who == trainer.model(modelId).owner;
    }

    function agrees(uint256 modelId, Made memory m) private view returns (bool) {
        return trainer.predict(modelId, m.c.sample) == m.c.label;
    }

    function age(Made memory m) private view returns (uint256) {
        return time() - m.c.time;
    }
}
