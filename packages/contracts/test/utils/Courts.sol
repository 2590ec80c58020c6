// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IArbitration} from "../../src/interfaces/IArbitration.sol";
import {IArbitrator} from "../../src/interfaces/IArbitrator.sol";

/// A court (ERC-792) that rules what it is told, for a fee that may change.
contract Court is IArbitrator {
    uint256 public cost;
    uint256 public disputes;
    uint256 public choices;
    bytes public extraData;

    error WrongFee(uint256 cost, uint256 value);

    receive() external payable {}

    function setCost(uint256 cost_) external {
        cost = cost_;
    }

    function createDispute(uint256 choices_, bytes calldata extraData_)
        external
        payable
        virtual
        returns (uint256)
    {
        if (msg.value != cost) revert WrongFee(cost, msg.value);
        (choices, extraData) = (choices_, extraData_);
        return disputes++;
    }

    function arbitrationCost(bytes calldata) external view virtual returns (uint256) {
        return cost;
    }

    function rule(address trainer, uint256 disputeId, uint256 ruling) external {
        IArbitration(trainer).rule(disputeId, ruling);
    }

    /// As a challenger, say.
    function execute(address target, uint256 value, bytes calldata data) external {
        (bool ok, bytes memory reason) = target.call{value: value}(data);
        if (!ok) {
            // as the target has reverted
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
    }
}

/// Gives every dispute the same number.
contract ForgetfulCourt is Court {
    function createDispute(uint256, bytes calldata) external payable override returns (uint256) {
        return 7;
    }
}

/// Takes no disputes.
contract ClosedCourt is Court {
    error Closed();

    function createDispute(uint256, bytes calldata) external payable override returns (uint256) {
        revert Closed();
    }
}

/// Calls back what it was told while it is asked, and counts what went through.
contract ReentrantCourt is Court {
    bytes private _attack;
    uint256 public successes;

    function attackWith(bytes calldata data) external {
        _attack = data;
    }

    function createDispute(uint256, bytes calldata) external payable override returns (uint256) {
        (bool ok,) = msg.sender.call(_attack);
        if (ok) ++successes;
        return disputes++;
    }
}
