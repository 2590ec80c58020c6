// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MarketTest} from "./MarketTest.sol";
import {IMarketTrainer} from "./IMarketTrainer.sol";
import {IClassifier} from "../../src/interfaces/IClassifier.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {BurningModule} from "../utils/BurningModule.sol";

/// No contribution can block the settlement: whatever was accepted can be tried on a hidden test sample, and kept,
/// in a transaction (EIP-7825).
contract DearestStepTest is MarketTest {
    uint256 private constant MOST_GAS = 2 ** 24;
    uint256 private constant MOST_FEATURES = 65_536;
    /// More than what any classifier can learn from.
    uint256 private constant LONGEST = 4096;

    /// Learning takes all that is allowed.
    function test_anyClassifier_learning() public {
        burn(13_500, 0);
    }

    /// Looking whether the model would learn takes as much.
    function test_anyClassifier_looking() public {
        burn(6750, 6750);
    }

    function test_reverts_tooDear() public {
        createBurning(13_500, 1);
        vm.expectRevert(abi.encodeWithSelector(IClassifier.SampleTooDear.selector, 13_501_000, 13_500_000));
        vm.prank(alice);
        trainer.contribute{value: STAKE}(modelId, 1, new bytes(LONGEST));
    }

    /// The longest sample that a model takes of 4,097 words of storage that are all 0, so that training writes a new
    /// word for each feature.
    function test_sparsePerceptron() public {
        uint256[] memory words = filledWords(MOST_FEATURES + 1, 16, 0);
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(MOST_FEATURES, 16, 10), abi.encode(marketOptions()), 0, METADATA, words
        );
        open();
        uint256 low = 1;
        for (uint256 high = 2048; low < high;) {
            uint256 middle = (low + high + 1) / 2;
            uint256 before = vm.snapshotState();
            bytes memory call = abi.encodeCall(trainer.contribute, (modelId, 1, spread(31, middle, 32)));
            (bool ok,) = address(trainer).call{value: STAKE}(call);
            vm.revertToState(before);
            if (ok) low = middle;
            else high = middle - 1;
        }
        assertTrue(low > 500, "the bound is not lower than need be");
        contribute(alice, 1, spread(31, low, 32));
        revealRest();
        stepByStep();
        trainer.claim(modelId, 0, alice, HIDDEN * ONE, 0); // as it was scored
    }

    function burn(uint16 learning, uint16 predicting) private {
        createBurning(learning, predicting);
        bytes memory sample = new bytes(LONGEST);
        for (uint256 i; i < LONGEST; ++i) {
            sample[i] = 0xff;
        }
        contribute(alice, 1, sample);
        revealRest();
        stepByStep();
        trainer.claim(modelId, 0, alice, 0, 0); // as it was scored
    }

    /// An open market of a classifier that takes all the gas that it says it takes.
    function createBurning(uint16 learning, uint16 predicting) private {
        address[] memory modules = new address[](1);
        modules[0] = address(new BurningModule());
        trainer = IMarketTrainer(deployTrainer("Market", modules));
        vm.prank(owner);
        modelId = trainer.createModel(
            0, abi.encode(learning, predicting), abi.encode(marketOptions()), 0, METADATA, new uint256[](1)
        );
        open();
    }

    function stepByStep() private {
        bytes memory data =
            abi.encodeCall(trainer.settle, (modelId, made, proofsOf(address(trainer), modelId, made), 1));
        for (uint256 i; i < HIDDEN; ++i) {
            (bool ok,) = address(trainer).call{gas: MOST_GAS - 300_000}(data);
            assertTrue(ok, "a step fits one transaction");
            uint256 gas = vm.lastCallGas().gasTotalUsed + uint64(vm.lastCallGas().gasRefunded);
            assertTrue(gas < MOST_GAS, "with all that a transaction takes");
        }
        inPhase(IMarket.Phase.Settled);
    }
}
