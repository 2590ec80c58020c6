// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../../src/types/Contribution.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";

/// *Points*: no money; what the model agrees with can be verified, by anybody.
abstract contract PointsMechanismActions is MechanismActions {
    uint24 internal constant VERIFY_TIME = 1 hours;
    uint24 internal constant CONFIRM_TIME = 12 hours;

    function mechanismName() internal pure override returns (string memory) {
        return "Points";
    }

    function incentiveOptions() internal pure override returns (bytes memory) {
        return abi.encode(IPoints.PointsOptions(VERIFY_TIME, CONFIRM_TIME, 10, 5, dailyCap()));
    }

    function dailyCap() internal pure virtual returns (uint16) {
        return 50_000;
    }

    function claims(uint256 modelId, Made[] memory made)
        internal
        virtual
        override
        returns (Claim[] memory list)
    {
        list = new Claim[](made.length);
        uint256 count;
        for (uint256 i; i < made.length; ++i) {
            Made memory m = made[i];
            if (trainer.predict(modelId, m.c.sample) != m.c.label) continue;
            list[count++] = Claim(alice, m.c.contributor, 0, m.c.time + VERIFY_TIME, verifyCall(modelId, m.c));
        }
        // cuts the list to what it holds
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    function verifyCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(IPoints.verify, (modelId, c, proof));
    }

    function reportContributionCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(IPoints.reportContribution, (modelId, c, proof));
    }

    function confirmCall(uint256 modelId, Contribution memory c) internal returns (bytes memory) {
        bytes memory proof = proofOf(address(trainer), modelId, c);
        return abi.encodeCall(IPoints.confirm, (modelId, c, proof));
    }
}
