// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {MechanismActions} from "./MechanismActions.sol";
import {SparsePerceptron} from "../../src/classifiers/SparsePerceptron.sol";

/// Does what people do under any mechanism, in any order, and keeps the books of each model's money: what came in with
/// calls on the model less what went out with them. A mechanism's own handler adds its calls, by `act`.
abstract contract MechanismHandler is MechanismActions {
    uint256 public constant MODELS = 2;
    uint256 private constant MODEL_FEATURES = 12;

    /// The test, which alone ends a run.
    address private immutable CREATOR = msg.sender;

    /// What a model holds. That it cannot fall below 0 is checked by the subtraction.
    mapping(uint256 modelId => uint256) public held;
    /// Ether that came to the trainer without a contribution, and all ether there is.
    uint256 public forced;
    uint256 public total;

    mapping(uint256 modelId => Made[]) internal openOf;

    /// What a model owes by the mechanism's rules.
    function owed(uint256 modelId) public view virtual returns (uint256);

    constructor() {
        trainer = deployTrainer();
        for (uint256 i; i < MODELS; ++i) {
            uint256 before = address(trainer).balance;
            uint256 modelId = newModel(smallModel());
            held[modelId] = address(trainer).balance - before;
        }
        total = money();
    }

    function contribute(uint256 whoSeed, uint256 modelId, bool label, uint256 seed, uint256 extra) external {
        modelId = modelId % MODELS;
        bytes memory sample = randomSample(seed, MODEL_FEATURES);
        uint256 value = trainer.price(modelId) + extra % 1 ether;
        uint256 before = address(trainer).balance;
        bytes memory data = abi.encodeCall(trainer.contribute, (modelId, label ? 1 : 0, sample));
        uint256 index = trainer.model(modelId).contributions;
        if (!act(person(whoSeed), modelId, value, data)) return;
        book(person(whoSeed), modelId, index, label ? 1 : 0, address(trainer).balance - before, sample);
    }

    /// Two or more in one transaction; the sender may have sent too little.
    function contributeBatch(uint256 whoSeed, uint256 modelId, uint256 count, uint256 seed, uint256 value)
        external
    {
        modelId = modelId % MODELS;
        count = 2 + count % 3;
        uint8[] memory labels = new uint8[](count);
        bytes[] memory samples = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            (labels[i], samples[i]) = (uint8(random % 2), randomSample(random, MODEL_FEATURES));
        }
        uint256 price = trainer.price(modelId);
        value = seed % 4 == 0 ? value % (price + 1) : 100 ether + count * price;
        uint256 before = address(trainer).balance;
        bytes memory data = abi.encodeCall(trainer.contributeBatch, (modelId, labels, samples));
        uint256 first = trainer.model(modelId).contributions;
        if (!act(person(whoSeed), modelId, value, data)) return;
        uint256 deposits = address(trainer).balance - before;
        for (uint256 i; i < count; ++i) {
            uint256 deposit = depositOf(i, count, price, deposits);
            deposits -= deposit;
            book(person(whoSeed), modelId, first + i, labels[i], deposit, samples[i]);
        }
        assertEq(deposits, 0, "the deposits of the batch");
    }

    function wait(uint256 duration) external {
        skip(duration % 12 hours);
    }

    function handOver(uint256 modelId, uint256 whoSeed) external {
        modelId = modelId % MODELS;
        vm.prank(trainer.model(modelId).owner);
        trainer.transferOwnership(modelId, person(whoSeed));
    }

    function force(uint64 amount) external {
        vm.deal(address(trainer), address(trainer).balance + amount);
        forced += amount;
        total += amount;
    }

    /// At the end everything is claimed, and nothing is left.
    function closeOut() external {
        if (msg.sender != CREATOR) return;
        for (uint256 modelId; modelId < MODELS; ++modelId) {
            uint256 before = address(trainer).balance;
            finish(modelId, openOf[modelId]);
            Claim[] memory list = claims(modelId, openOf[modelId]);
            for (uint256 i; i < list.length; ++i) {
                if (list[i].from > time()) vm.warp(list[i].from);
                vm.prank(list[i].caller);
                (bool ok,) = address(trainer).call(list[i].data);
                assertTrue(ok, "a claim at its time");
            }
            assertEq(before - address(trainer).balance, held[modelId], "all that the model held");
            held[modelId] = 0;
            delete openOf[modelId];
        }
    }

    /// All ether of the people and the trainer.
    function money() public view returns (uint256 sum) {
        sum = address(trainer).balance;
        for (uint256 i; i < 4; ++i) {
            sum += person(i).balance;
        }
    }

    function balance() external view returns (uint256) {
        return address(trainer).balance;
    }

    /// `who` calls the trainer about a model.
    function act(address who, uint256 modelId, uint256 value, bytes memory data) internal returns (bool ok) {
        uint256 before = address(trainer).balance;
        vm.prank(who);
        (ok,) = address(trainer).call{value: value}(data);
        held[modelId] = held[modelId] + address(trainer).balance - before;
    }

    /// The deposit of contribution `i` of a batch of `count`, when `left` is the sum of this and the later ones.
    /// Here: the first one's is the price before, and the others' are the same.
    function depositOf(uint256 i, uint256 count, uint256 price, uint256 left)
        internal
        pure
        virtual
        returns (uint256)
    {
        return i == 0 ? price : left / (count - i);
    }

    function book(
        address who,
        uint256 modelId,
        uint256 index,
        uint8 label,
        uint256 deposit,
        bytes memory sample
    ) private {
        openOf[modelId].push(Made(index, newContribution(who, label, deposit, sample)));
    }

    /// Takes a contribution that is closed out of the books.
    function close(uint256 modelId, uint256 position) internal {
        Made[] storage list = openOf[modelId];
        list[position] = list[list.length - 1];
        list.pop();
    }

    function smallModel() private pure returns (SparsePerceptron.PerceptronOptions memory) {
        return SparsePerceptron.PerceptronOptions(uint24(MODEL_FEATURES), 8, RATE);
    }

    function person(uint256 seed) internal view returns (address) {
        seed %= 4;
        return seed == 0 ? owner : seed == 1 ? alice : seed == 2 ? bob : carol;
    }
}
