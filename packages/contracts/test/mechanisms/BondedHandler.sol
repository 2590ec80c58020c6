// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BondedMechanismActions} from "./BondedMechanismActions.sol";
import {Kind} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";
import {MechanismHandler} from "./MechanismHandler.sol";
import {IBonded} from "../../src/interfaces/IBonded.sol";
import {Challenge} from "../../src/types/Challenge.sol";
import {bondOptions} from "../utils/bondOptions.sol";

contract BondedHandler is BondedMechanismActions, MechanismHandler {
    address private constant BURNT = 0x000000000000000000000000000000000000dEaD;

    constructor(Kind kind_) MechanismHandler(kind_) {}

    /// One price, so that the base knows what each contribution of a batch has staked.
    function incentiveOptions()
        internal
        pure
        override(BondedMechanismActions, MechanismActions)
        returns (bytes memory)
    {
        return abi.encode(bondOptions(CHALLENGE_TIME, 0.001 ether + 1, 1, MAX_CHALLENGES));
    }

    /// Of either label, with a bond that may be too small by a wei.
    function challenge(uint256 whoSeed, uint256 modelId, uint256 pick, uint64 extra, bool same) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        Made memory m = openOf[modelId][pick % openOf[modelId].length];
        Challenge[] storage challenges = challengesOf[modelId][m.index];
        (uint8 last, uint256 finalAt) = state(modelId, m);
        uint256 bond = m.c.deposit * 2 ** (challenges.length + 1);
        uint256 value = extra % 8 == 0 ? bond - 1 : bond + extra;
        uint8 label = same ? last : 1 - last;
        address who = person(whoSeed);
        bytes memory data = challengeCall(modelId, m.c, challenges, label);
        bool allowed = time() < finalAt && !same && value >= bond && challenges.length < MAX_CHALLENGES;
        if (once(who, modelId, value, data, allowed, who)) {
            challenges.push(Challenge(who, label, uint32(time())));
        }
    }

    function settle(uint256 whoSeed, uint256 modelId, uint256 pick) external {
        modelId = modelId % MODELS;
        if (openOf[modelId].length == 0) return;
        pick = pick % openOf[modelId].length;
        Made memory m = openOf[modelId][pick];
        bytes memory data = refundCall(modelId, m.c, challengesOf[modelId][m.index]);
        (, uint256 finalAt) = state(modelId, m);
        address[] memory paid = parties(modelId, m);
        uint256 before = sumOf(paid);
        uint256 burnt = BURNT.balance;
        uint256 holds = address(trainer).balance;
        bool ok = act(person(whoSeed), modelId, 0, data);
        assertTrue(ok == (time() >= finalAt), "settled once its label is final");
        if (!ok) return;
        burnt = BURNT.balance - burnt;
        assertEq(
            burnt, isDropped(modelId, m) ? 2 * uint256(m.c.deposit) : 0, "burnt when dropped, else nothing"
        );
        uint256 given = holds - address(trainer).balance - burnt;
        assertEq(sumOf(paid) - before, given, "paid to those who staked");
        passed(person(whoSeed), modelId, 0, data);
        close(modelId, pick);
    }

    /// What was burnt is somewhere, too.
    function money() public view override returns (uint256) {
        return super.money() + BURNT.balance;
    }

    /// All that was staked on open contributions.
    function owed(uint256 modelId) public view override returns (uint256 sum) {
        for (uint256 i; i < openOf[modelId].length; ++i) {
            Made storage m = openOf[modelId][i];
            sum += m.c.deposit * (2 ** (challengesOf[modelId][m.index].length + 1) - 1);
        }
    }

    /// The last label, and when it is final.
    function state(uint256 modelId, Made memory m) private view returns (uint8 label, uint256 finalAt) {
        Challenge[] storage challenges = challengesOf[modelId][m.index];
        uint256 count = challenges.length;
        if (count == 0) return (m.c.label, m.c.time + CHALLENGE_TIME);
        return (challenges[count - 1].label, challenges[count - 1].time + CHALLENGE_TIME);
    }

    function isDropped(uint256 modelId, Made memory m) private view returns (bool) {
        return challengesOf[modelId][m.index].length == MAX_CHALLENGES;
    }

    /// Who is paid: who asserted the last label, each once, or everybody where all is dropped.
    function parties(uint256 modelId, Made memory m) private view returns (address[] memory list) {
        (uint8 label,) = state(modelId, m);
        Challenge[] storage challenges = challengesOf[modelId][m.index];
        list = new address[](PEOPLE);
        for (uint256 i; i < PEOPLE; ++i) {
            bool all = isDropped(modelId, m);
            bool right = m.c.label == label && m.c.contributor == person(i);
            for (uint256 k; k < challenges.length; ++k) {
                if ((all || challenges[k].label == label) && challenges[k].account == person(i)) {
                    right = true;
                }
            }
            if (right) list[i] = person(i);
        }
    }

    function sumOf(address[] memory accounts) private view returns (uint256 sum) {
        for (uint256 i; i < accounts.length; ++i) {
            if (accounts[i] != address(0)) sum += accounts[i].balance;
        }
    }
}
