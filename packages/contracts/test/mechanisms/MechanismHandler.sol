// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Kind, Kinds} from "./Kinds.sol";
import {MechanismActions} from "./MechanismActions.sol";

/// Does what eight people do under any mechanism, in any order, whether the rules allow it or not, and says which they
/// allow: a call that they do must go through, and one that they do not must fail. Keeps the books of each model's money:
/// what came in with calls on the model less what went out with them. A mechanism's own handler adds its calls, by `act`.
abstract contract MechanismHandler is MechanismActions {
    /// A call that went through, and can never go through again.
    struct Done {
        address who;
        uint256 modelId;
        uint256 value;
        bytes data;
    }

    uint256 public constant MODELS = 2;
    uint256 private constant MODEL_FEATURES = 12;
    uint256 internal constant PEOPLE = 8;

    /// The test, which alone ends a run.
    address private immutable CREATOR = msg.sender;

    /// What a model holds. That it cannot fall below 0 is checked by the subtraction.
    mapping(uint256 modelId => uint256) public held;
    /// Ether that came to the trainer without a contribution, and all ether there is.
    uint256 public forced;
    uint256 public total;

    mapping(uint256 modelId => Made[]) internal openOf;
    mapping(uint256 modelId => address) private _ownerOf;
    address[] private _people;
    Done[] private _done;

    /// What a model owes by the mechanism's rules.
    function owed(uint256 modelId) public view virtual returns (uint256);

    /// Whether a model takes contributions now.
    function accepts(uint256) internal view virtual returns (bool) {
        return true;
    }

    /// Checks what may never change, after each call about a model.
    function check(uint256 modelId) internal virtual {
        assertEq(trainer.model(modelId).owner, _ownerOf[modelId], "the owner");
    }

    constructor(Kind kind_) {
        _people = [owner, alice, bob, carol, named("dan"), named("erin"), named("frank"), named("grace")];
        features = MODEL_FEATURES;
        deployTrainer(kind_);
        for (uint256 i; i < MODELS; ++i) {
            uint256 before = address(trainer).balance;
            uint256 modelId = newModel();
            held[modelId] = address(trainer).balance - before;
            _ownerOf[modelId] = owner;
        }
        total = money();
    }

    /// One time in eight with too little money, where there is a price.
    function contribute(uint256 whoSeed, uint256 modelId, bool label, uint256 seed, uint256 extra)
        external
        virtual
    {
        modelId = modelId % MODELS;
        bytes memory sample = anySample(seed);
        uint256 price = trainer.price(modelId);
        uint256 value = price + extra % 1 ether;
        if (seed % 8 == 0 && price != 0) value = price - 1 - extra % price;
        uint256 before = address(trainer).balance;
        bytes memory data = abi.encodeCall(trainer.contribute, (modelId, label ? 1 : 0, sample));
        uint256 index = trainer.log(modelId).entries;
        bool ok = act(person(whoSeed), modelId, value, data);
        assertTrue(ok == (value >= price && accepts(modelId)), "a contribution as the rules say");
        if (ok) {
            book(person(whoSeed), modelId, index, label ? 1 : 0, address(trainer).balance - before, sample);
        }
    }

    /// Two or more in one transaction; the sender may have sent too little.
    function contributeBatch(uint256 whoSeed, uint256 modelId, uint256 count, uint256 seed, uint256 value)
        external
        virtual
    {
        modelId = modelId % MODELS;
        (uint8[] memory labels, bytes[] memory samples) = batch(seed, 2 + count % 3);
        uint256 price = trainer.price(modelId);
        bool enough = seed % 4 != 0;
        value = enough ? 100 ether + labels.length * price : value % (price + 1);
        uint256 before = address(trainer).balance;
        bytes memory data = abi.encodeCall(trainer.contributeBatch, (modelId, labels, samples));
        bool ok = act(person(whoSeed), modelId, value, data);
        assertTrue(ok ? accepts(modelId) : !enough || !accepts(modelId), "a batch as the rules say");
        if (!ok) return;
        bookAll(person(whoSeed), modelId, labels, samples, price, address(trainer).balance - before);
    }

    function wait(uint256 duration) external {
        skip(duration % 12 hours);
    }

    /// Only the owner hands over, publishes an encoder or uploads.
    function own(uint256 whoSeed, uint256 modelId, uint256 newOwnerSeed, uint256 what) external {
        modelId = modelId % MODELS;
        address who = maybe(whoSeed, _ownerOf[modelId]);
        bytes memory data = what % 3 == 0
            ? abi.encodeCall(trainer.publishEncoder, (modelId, "encoder"))
            : what % 3 == 1
                ? abi.encodeCall(
                    trainer.uploadParameters,
                    (modelId, trainer.model(modelId).uploadedWords, new uint256[](0))
                )
                : abi.encodeCall(trainer.transferOwnership, (modelId, person(newOwnerSeed)));
        bool allowed = who == _ownerOf[modelId];
        if (allowed && what % 3 == 2) _ownerOf[modelId] = person(newOwnerSeed);
        assertTrue(act(who, modelId, 0, data) == allowed, "the owner, and nobody else");
    }

    /// What went through once does not go through again, whoever asks.
    function again(uint256 whoSeed, uint256 pick) external {
        if (_done.length == 0) return;
        Done memory d = _done[pick % _done.length];
        assertTrue(!act(maybe(whoSeed, d.who), d.modelId, d.value, d.data), "once");
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
    function money() public view virtual returns (uint256 sum) {
        sum = address(trainer).balance;
        for (uint256 i; i < PEOPLE; ++i) {
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
        check(modelId);
    }

    /// `who` makes a call that goes through exactly if it is `allowed`, and then never again; all that is paid is paid
    /// to `to`.
    function once(address who, uint256 modelId, uint256 value, bytes memory data, bool allowed, address to)
        internal
        returns (bool ok)
    {
        uint256 before = to.balance;
        uint256 holds = address(trainer).balance;
        ok = act(who, modelId, value, data);
        assertTrue(ok == allowed, "a call as the rules say");
        if (!ok) return false;
        passed(who, modelId, value, data);
        if (value == 0) {
            assertEq(to.balance - before, holds - address(trainer).balance, "paid to whom it belongs");
        }
    }

    /// Notes a call that went through and can never go through again.
    function passed(address who, uint256 modelId, uint256 value, bytes memory data) internal {
        _done.push(Done(who, modelId, value, data));
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
        openOf[modelId].push(recorded(modelId, newContribution(index, who, label, deposit, sample)));
    }

    /// The last contributions of a model, which have staked `deposits` together.
    function bookAll(
        address who,
        uint256 modelId,
        uint8[] memory labels,
        bytes[] memory samples,
        uint256 price,
        uint256 deposits
    ) private {
        uint256 first = trainer.log(modelId).entries - labels.length;
        for (uint256 i; i < labels.length; ++i) {
            uint256 deposit = depositOf(i, labels.length, price, deposits);
            deposits -= deposit;
            book(who, modelId, first + i, labels[i], deposit, samples[i]);
        }
        assertEq(deposits, 0, "the deposits of the batch");
    }

    /// Takes a contribution that is closed out of the books.
    function close(uint256 modelId, uint256 position) internal {
        Made[] storage list = openOf[modelId];
        list[position] = list[list.length - 1];
        list.pop();
    }

    function person(uint256 seed) internal view returns (address) {
        return _people[seed % PEOPLE];
    }

    /// Half the time the one who may, else anybody.
    function maybe(uint256 seed, address who) internal view returns (address) {
        return seed % 2 == 0 ? who : person(seed / 2);
    }

    function batch(uint256 seed, uint256 count)
        private
        view
        returns (uint8[] memory labels, bytes[] memory samples)
    {
        labels = new uint8[](count);
        samples = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            (labels[i], samples[i]) = (uint8(random % 2), anySample(random));
        }
    }

    function anySample(uint256 seed) internal view returns (bytes memory) {
        return Kinds.isDense(kind) ? Kinds.dense(features, seed) : randomSample(seed, features);
    }
}
