// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../../src/types/Contribution.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";

/// *Deposit, Refund, Take*: refunds where the model agrees; the owner takes the rest late.
abstract contract DepositsMechanismActions is MechanismActions {
    uint24 internal constant REFUND_TIME = 1 hours;
    uint24 internal constant OWNER_CLAIM_TIME = 1 days;
    uint24 internal constant ANY_CLAIM_TIME = 7 days;

    function mechanismName() internal pure override returns (string memory) {
        return "Deposits";
    }

    function incentiveOptions() internal pure override returns (bytes memory) {
        return abi.encode(IDeposits.DepositOptions(REFUND_TIME, OWNER_CLAIM_TIME, ANY_CLAIM_TIME, 1000));
    }

    /// First the refunds, then the owner's takes.
    function claims(uint256 modelId, Made[] memory made) internal override returns (Claim[] memory list) {
        list = new Claim[](made.length);
        uint256 count;
        address modelOwner = trainer.model(modelId).owner;
        for (uint256 pass; pass < 2; ++pass) {
            for (uint256 i; i < made.length; ++i) {
                Made memory m = made[i];
                bool agrees = trainer.predict(modelId, m.c.sample) == m.c.label;
                if (agrees != (pass == 0)) continue;
                list[count++] = agrees
                    ? Claim(
                        m.c.contributor,
                        m.c.contributor,
                        m.c.remaining,
                        m.c.time + REFUND_TIME,
                        refundCall(modelId, m.c)
                    )
                    : Claim(
                        modelOwner,
                        modelOwner,
                        m.c.remaining,
                        m.c.time + OWNER_CLAIM_TIME,
                        takeCall(modelId, m.c)
                    );
            }
        }
    }

    function refundCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(IDeposits.refund, (modelId, c, proof));
    }

    function takeCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(IDeposits.take, (modelId, c, proof));
    }
}
