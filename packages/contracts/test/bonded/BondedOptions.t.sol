// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBonded} from "../../src/interfaces/IBonded.sol";
import {IModels} from "../../src/interfaces/IModels.sol";
import {BondedTest} from "./BondedTest.sol";

contract BondedOptionsTest is BondedTest {
    function test_createModel(uint24 challengeTime, uint64 deposit, uint8 surpriseFactor) public {
        IBonded.BondedOptions memory o = IBonded.BondedOptions(
            uint24(bound(challengeTime, 1, type(uint24).max)),
            uint64(bound(deposit, 1, type(uint64).max)),
            uint8(bound(surpriseFactor, 1, 16))
        );
        uint256 modelId = createBonded(perceptronOptions(), o, 0);
        assertEq(abi.encode(bonded.incentive(modelId).options), abi.encode(o), "the options");
        assertEq(bonded.price(modelId), uint256(o.deposit) * o.surpriseFactor, "the top price");
        assertEq(bonded.priceOf(modelId, 0, one(1)), o.deposit, "the price of what the model knows");
        assertEq(bonded.priceOf(modelId, 1, one(1)), bonded.price(modelId), "of what it does not know");
        assertTrue(trainer.model(modelId).ready, "the head's other fields are left alone");
    }

    function test_reverts_challengeTime0() public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.challengeTime = 0;
        expectRejected(o, "challengeTime", 0, type(uint24).max);
    }

    function test_reverts_deposit0() public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.deposit = 0;
        expectRejected(o, "deposit", 0, type(uint64).max);
    }

    function test_reverts_surpriseFactor(uint8 factor) public {
        IBonded.BondedOptions memory o = bondedOptions();
        o.surpriseFactor = factor % 2 == 0 ? 0 : uint8(bound(factor, 17, 255));
        expectRejected(o, "surpriseFactor", o.surpriseFactor, 16);
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

    function expectRejected(IBonded.BondedOptions memory o, bytes32 option, uint256 value, uint256 max)
        private
    {
        uint256[] memory words = filledWords(FEATURES + 1, 8, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IBonded.BondedOptionOutOfRange.selector, option, value, 1, max)
        );
        trainer.createModel(0, abi.encode(perceptronOptions()), abi.encode(o), METADATA, words);
    }
}
