// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {bondOptions} from "../utils/bondOptions.sol";
import {BondedTest} from "./BondedTest.sol";

contract BondedOptionsTest is BondedTest {
    function test_createModel(uint24 challengeTime, uint64 deposit, uint8 surpriseFactor, uint8 most) public {
        IBonded.BondedOptions memory o = bondOptions(
            uint24(bound(challengeTime, 1, type(uint24).max)),
            uint64(bound(deposit, 1e12, type(uint64).max)),
            uint8(bound(surpriseFactor, 1, 16)),
            uint8(bound(most, 2, 4))
        );
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        assertEq(abi.encode(bonded.incentive(modelId).options), abi.encode(o), "the options");
        assertEq(bonded.price(modelId), uint256(o.deposit) * o.surpriseFactor, "the top price");
        assertEq(bonded.priceOf(modelId, 0, one(1)), o.deposit, "the price of what the model knows");
        assertEq(bonded.priceOf(modelId, 1, one(1)), bonded.price(modelId), "of what it does not know");
        assertTrue(trainer.model(modelId).ready, "the head's other fields are left alone");
    }

    function test_createModel_arbiter(address arbiter, uint24 rulingTime) public {
        vm.assume(arbiter != address(0));
        IBonded.BondedOptions memory o = bondedOptions();
        (o.arbiter, o.rulingTime) = (arbiter, uint24(bound(rulingTime, 1, type(uint24).max)));
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        assertEq(abi.encode(bonded.incentive(modelId).options), abi.encode(o), "the options");
    }

    function test_reverts_challengeTime0() public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.challengeTime = 0;
        expectRejected(o, "challengeTime", 0, 1, type(uint24).max);
    }

    function test_reverts_depositTooSmall(uint64 deposit) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.deposit = uint64(bound(deposit, 0, 1e12 - 1));
        expectRejected(o, "deposit", o.deposit, 1e12, type(uint64).max);
    }

    function test_reverts_surpriseFactor(uint8 factor) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.surpriseFactor = factor % 2 == 0 ? 0 : uint8(bound(factor, 17, 255));
        expectRejected(o, "surpriseFactor", o.surpriseFactor, 1, 16);
    }

    function test_reverts_maxChallenges(uint8 most) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.maxChallenges = most % 2 == 0 ? most % 4 / 2 : uint8(bound(most, 5, 255));
        expectRejected(o, "maxChallenges", o.maxChallenges, 2, 4);
    }

    /// Who names nobody says nothing about nobody.
    function test_reverts_arbiterOptionsWithoutArbiter() public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.rulingTime = 1;
        expectRejected(o, "rulingTime", 1, 0, 0);
        (o.rulingTime, o.court) = (0, true);
        expectRejected(o, "court", 1, 0, 0);
        (o.court, o.arbiterData) = (false, "x");
        expectRejected(o, "arbiterData", 1, 0, 0);
    }

    function test_reverts_refereeOptions() public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.arbiter = alice;
        expectRejected(o, "rulingTime", 0, 1, type(uint24).max);
        (o.rulingTime, o.arbiterData) = (1, "x");
        expectRejected(o, "arbiterData", 1, 0, 0);
    }

    function test_reverts_unknownModel(uint256 unknown) public {
        bytes memory expected = abi.encodeWithSelector(IModels.UnknownModel.selector, unknown);
        vm.expectRevert(expected);
        bonded.incentive(unknown);
        vm.expectRevert(expected);
        bonded.price(unknown);
        vm.expectRevert(expected);
        bonded.priceOf(unknown, 0, one(1));
    }

    function expectRejected(
        IBonded.BondedOptions memory o,
        bytes32 option,
        uint256 value,
        uint256 min,
        uint256 max
    ) private {
        uint256[] memory words = filledWords(FEATURES + 1, 8, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IBonded.BondedOptionOutOfRange.selector, option, value, min, max)
        );
        trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), 0, METADATA, words);
    }
}
