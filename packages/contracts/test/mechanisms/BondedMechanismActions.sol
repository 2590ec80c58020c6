// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Contribution} from "../../src/types/Contribution.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {bondOptions} from "../utils/bondOptions.sol";

/// Deposits with bonds: each contribution is settled once, by anybody, and pays all who were right.
abstract contract BondedMechanismActions is MechanismActions {
    uint24 internal constant CHALLENGE_TIME = 1 hours;
    uint8 internal constant MAX_CHALLENGES = 3;

    mapping(uint256 modelId => mapping(uint256 index => Challenge[])) internal challengesOf;

    function mechanismName() internal pure override returns (string memory) {
        return "Bonded";
    }

    function incentiveOptions() internal pure virtual override returns (bytes memory) {
        return abi.encode(bondOptions(CHALLENGE_TIME, 0.001 ether, 4, MAX_CHALLENGES));
    }

    /// In the order in which the labels become final; of several who are paid, the last one is named.
    function claims(uint256 modelId, Made[] memory made) internal override returns (Claim[] memory list) {
        list = new Claim[](made.length);
        for (uint256 i; i < made.length; ++i) {
            Claim memory next = claimOf(modelId, made[i]);
            uint256 place = i;
            for (; place > 0 && list[place - 1].from > next.from; --place) {
                list[place] = list[place - 1];
            }
            list[place] = next;
        }
    }

    function claimOf(uint256 modelId, Made memory m) private returns (Claim memory) {
        Challenge[] memory challenges = challengesOf[modelId][m.index];
        bytes memory data = refundCall(modelId, m.c, challenges);
        uint256 count = challenges.length;
        if (count == 0) {
            return Claim(alice, m.c.contributor, m.c.deposit, m.c.time + CHALLENGE_TIME, data);
        }
        Challenge memory last = challenges[count - 1];
        uint256 sum = m.c.deposit * (2 ** (count + 1) - 1);
        uint256 right = m.c.label == last.label ? m.c.deposit : 0;
        for (uint256 i; i < count; ++i) {
            if (challenges[i].label == last.label) right += m.c.deposit * 2 ** (i + 1);
        }
        uint256 bond = m.c.deposit * 2 ** count;
        return
            Claim(alice, last.account, bond + (sum - right) * bond / right, last.time + CHALLENGE_TIME, data);
    }

    /// `who` asserts the other label of a contribution to the last.
    function challenge(address who, uint256 modelId, Made memory m) internal returns (bool ok) {
        Challenge[] storage challenges = challengesOf[modelId][m.index];
        uint256 count = challenges.length;
        uint8 label = 1 - (count == 0 ? m.c.label : challenges[count - 1].label);
        bytes memory data = challengeCall(modelId, m.c, challenges, label);
        vm.prank(who);
        (ok,) = address(trainer).call{value: m.c.deposit * 2 ** (count + 1)}(data);
        if (ok) challenges.push(Challenge(who, label, uint32(time())));
    }

    function challengeCall(uint256 modelId, Contribution memory c, Challenge[] memory challenges, uint8 label)
        internal
        returns (bytes memory)
    {
        bytes memory proof = proofOf(address(trainer), modelId, c, challenges);
        return abi.encodeCall(IBonded.challenge, (modelId, c, challenges, label, proof));
    }

    function refundCall(uint256 modelId, Contribution memory c, Challenge[] memory challenges)
        internal
        returns (bytes memory)
    {
        bytes memory proof = proofOf(address(trainer), modelId, c, challenges);
        return abi.encodeCall(IBonded.refund, (modelId, c, challenges, proof));
    }
}
