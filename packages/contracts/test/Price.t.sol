// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDeposits} from "../src/interfaces/IDeposits.sol";
import {IModels} from "../src/interfaces/IModels.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

contract PriceTest is TrainerTest {
    function test_reverts_unknownModel(uint256 modelId) public {
        vm.expectRevert(abi.encodeWithSelector(IModels.UnknownModel.selector, modelId));
        trainer.price(modelId);
    }

    function test_reverts_modelIncomplete() public {
        (uint256 modelId, uint256 required) = createIncompleteModel();
        vm.expectRevert(
            abi.encodeWithSelector(IModels.ModelIncomplete.selector, modelId, required - 1, required)
        );
        trainer.price(modelId);
    }

    /// depositWeight * 3600 / ⌊√seconds⌋, for any weight and any time, in wei, rounded down.
    function test_price(uint40 weight, uint32 elapsed) public {
        elapsed = uint32(bound(elapsed, 0, type(uint32).max - START));
        IDeposits.DepositOptions memory o = depositOptions();
        o.depositWeight = weight;
        uint256 modelId = createModel(perceptronOptions(), o, 0);
        skip(elapsed);
        uint256 price = trainer.price(modelId);
        assertEq(price, uint256(weight) * 3600 * 1e9 / divisor(elapsed), "the price");
        if (price > alice.balance) return;
        vm.prank(alice);
        trainer.contribute{value: price}(modelId, 0, one(1));
        assertEq(trainer.price(modelId), uint256(weight) * 3600 * 1e9, "the top price right after it");
    }

    /// The figures in the documentation: 3600 weights at once, 60 after an hour.
    function test_price_figures() public {
        uint256 modelId = createModel();
        uint256 weight = uint256(DEPOSIT_WEIGHT) * 1 gwei;
        assertEq(trainer.price(modelId), 3600 * weight, "at once");
        skip(3);
        assertEq(trainer.price(modelId), 3600 * weight, "after three seconds");
        skip(1);
        assertEq(trainer.price(modelId), 1800 * weight, "after four seconds");
        skip(1 hours - 4);
        assertEq(trainer.price(modelId), 60 * weight, "after an hour");
    }

    function test_price_mostExpensive() public {
        IDeposits.DepositOptions memory o = depositOptions();
        o.depositWeight = type(uint40).max;
        uint256 modelId = createModel(perceptronOptions(), o, 0);
        assertEq(trainer.price(modelId), uint256(type(uint40).max) * 3600 * 1e9, "the top price");
    }

    /// ⌊√elapsed⌋ by bisection, at least 1.
    function divisor(uint256 elapsed) private pure returns (uint256 low) {
        low = 1;
        uint256 high = 65_536;
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (middle * middle <= elapsed) low = middle;
            else high = middle;
        }
    }
}
