// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {SSTORE2} from "solady/utils/SSTORE2.sol";

/// Contracts that hold money and act on the trainer, as smart-contract wallets do.
abstract contract Wallet {
    struct Call {
        uint256 value;
        bytes data;
    }

    error CallFailed(uint256 call, bytes reason);

    /// Calls `target` several times in one transaction.
    function execute(address target, Call[] calldata calls) external payable {
        for (uint256 i; i < calls.length; ++i) {
            (bool ok, bytes memory reason) = target.call{value: calls[i].value}(calls[i].data);
            if (!ok) revert CallFailed(i, reason);
        }
    }
}

/// Accepts money, and writes three storage words when it does: far more than the 2,300 gas of `transfer`.
contract BusyWallet is Wallet {
    uint256 public received;
    uint256 public times;
    address public last;

    receive() external payable {
        received += msg.value;
        ++times;
        last = msg.sender;
    }
}

/// Refuses money.
contract RefusingWallet is Wallet {
    error NoThanks();

    receive() external payable {
        revert NoThanks();
    }
}

/// Has no way to receive money.
contract DeafWallet is Wallet {}

/// Burns all gas that it is given when it receives money.
contract HungryWallet is Wallet {
    uint256 private _burnt;

    receive() external payable {
        while (true) {
            ++_burnt;
        }
    }
}

/// When it receives money, calls back with what it was told, and keeps count of what went through.
/// @dev What to call stands in code, so that reading it leaves gas for the call.
contract ReentrantWallet is Wallet {
    address private _attack;
    uint128 public attempts;
    uint128 public successes;

    function attackWith(bytes calldata data) external {
        _attack = SSTORE2.write(data);
        (attempts, successes) = (0, 0);
    }

    receive() external payable {
        (bool ok,) = msg.sender.call(SSTORE2.read(_attack));
        (attempts, successes) = (attempts + 1, successes + (ok ? 1 : 0));
    }
}
