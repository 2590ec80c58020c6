// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {Trainer} from "./Trainer.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {TrainerActions} from "./TrainerActions.sol";

/// Does what people do, in any order, and keeps its own books by the rules in words. A claim that the rules allow
/// must pay just what they say, and one that they do not allow must revert.
contract TrainerHandler is TrainerActions {
    struct Open {
        uint256 modelId;
        uint256 index;
        Contribution c;
    }

    error ClosedContributionPaid(uint256 modelId, uint256 index);

    uint256 private constant MODEL_FEATURES = 12;
    uint256 public constant MODELS = 3;

    Open[] private _open;
    Open[] private _closed;
    address[] private _people;

    /// What is left of the open deposits of a model.
    mapping(uint256 modelId => uint256) public openDeposits;
    mapping(uint256 modelId => mapping(address => uint256)) public verified;
    mapping(uint256 modelId => uint256) public totalVerified;
    mapping(uint256 modelId => uint256) public entries;
    /// What the account must have.
    mapping(address => uint256) public expectedBalance;
    /// Ether that came to the trainer without a contribution.
    uint256 public forced;

    constructor(Trainer trainer_) {
        trainer = trainer_;
        _people = [owner, alice, bob, carol, named("dan"), named("erin"), named("frank"), named("grace")];
        model(IDeposits.DepositOptions(1 hours, 1 days, 3 days, 1000));
        model(IDeposits.DepositOptions(0, 2 hours, 2 hours, type(uint40).max / 1e6));
        model(IDeposits.DepositOptions(10 minutes, 10 minutes, 1 days, 0));
        for (uint256 i; i < people().length; ++i) {
            expectedBalance[people()[i]] = people()[i].balance;
        }
    }

    function people() public view returns (address[] memory) {
        return _people;
    }

    function contribute(uint256 whoSeed, uint256 modelId, bool label, uint256 seed, uint256 extra) external {
        modelId = modelId % MODELS;
        address who = person(whoSeed);
        uint256 price = trainer.price(modelId);
        bytes memory sample = randomSample(seed, MODEL_FEATURES);
        vm.prank(who);
        uint256 index = trainer.contribute{value: price + extra % 1 ether}(modelId, label ? 1 : 0, sample);
        book(who, modelId, index, label ? 1 : 0, price, sample);
    }

    function contributeBatch(uint256 whoSeed, uint256 modelId, uint256 count, uint256 seed) external {
        modelId = modelId % MODELS;
        address who = person(whoSeed);
        count = 1 + count % 5;
        uint8[] memory labels = new uint8[](count);
        bytes[] memory samples = new bytes[](count);
        for (uint256 i; i < count; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            (labels[i], samples[i]) = (uint8(random % 2), randomSample(random, MODEL_FEATURES));
        }
        uint256 price = trainer.price(modelId);
        uint256 top = uint256(trainer.incentive(modelId).options.depositWeight) * 3600 gwei;
        vm.prank(who);
        uint256 first = trainer.contributeBatch{value: price + count * top}(modelId, labels, samples);
        for (uint256 i; i < count; ++i) {
            book(who, modelId, first + i, labels[i], i == 0 ? price : top, samples[i]);
        }
    }

    function refund(uint256 whoSeed, uint256 pick) external {
        if (_open.length == 0) return;
        uint256 position = pick % _open.length;
        Open memory o = _open[position];
        // two times in three the contributor, else anyone
        address who = whoSeed % 3 == 0 ? person(whoSeed / 3) : o.c.contributor;
        bool allowed = who == o.c.contributor && age(o) >= options(o).refundTime
            && trainer.predict(o.modelId, o.c.sample) == o.c.label;
        vm.prank(who);
        try trainer.refund(o.modelId, o.c, proofOf(address(trainer), o.modelId, o.c)) {
            assertTrue(allowed, "a refund that the rules allow");
            verified[o.modelId][who]++;
            totalVerified[o.modelId]++;
            settle(position, o, who, o.c.remaining);
        } catch {
            assertTrue(!allowed, "a refund that the rules refuse");
        }
    }

    function take(uint256 whoSeed, uint256 pick) external {
        if (_open.length == 0) return;
        uint256 position = pick % _open.length;
        Open memory o = _open[position];
        address who = person(whoSeed);
        uint256 amount = takeable(o, who);
        bool late = isLate(o, who);
        vm.prank(who);
        try trainer.take(o.modelId, o.c, proofOf(address(trainer), o.modelId, o.c)) {
            assertTrue(late || amount > 0, "a take that the rules allow");
            settle(position, o, who, amount);
        } catch {
            assertTrue(!late && amount == 0, "a take that the rules refuse");
        }
    }

    /// What is paid out already is not paid again, whoever asks, with whichever state it ever had.
    function claimClosed(uint256 whoSeed, uint256 pick, bool asRefund) external {
        if (_closed.length == 0) return;
        Open memory o = _closed[pick % _closed.length];
        vm.prank(whoSeed % 2 == 0 ? o.c.contributor : person(whoSeed / 2));
        if (asRefund) {
            try trainer.refund(o.modelId, o.c, proofOf(address(trainer), o.modelId, o.c)) {
                revert ClosedContributionPaid(o.modelId, o.index);
            } catch {}
        } else {
            try trainer.take(o.modelId, o.c, proofOf(address(trainer), o.modelId, o.c)) {
                revert ClosedContributionPaid(o.modelId, o.index);
            } catch {}
        }
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
    }

    function openCount() external view returns (uint256) {
        return _open.length;
    }

    function open(uint256 position) external view returns (Open memory) {
        return _open[position];
    }

    function closedCount() external view returns (uint256) {
        return _closed.length;
    }

    function closed(uint256 position) external view returns (Open memory) {
        return _closed[position];
    }

    function book(
        address who,
        uint256 modelId,
        uint256 index,
        uint8 label,
        uint256 deposit,
        bytes memory sample
    ) private {
        assertEq(index, entries[modelId]++, "indices count up, past changes of states");
        _open.push(Open(modelId, index, newContribution(index, who, label, deposit, sample)));
        openDeposits[modelId] += deposit;
        expectedBalance[who] -= deposit;
    }

    function settle(uint256 position, Open memory o, address who, uint256 amount) private {
        openDeposits[o.modelId] -= amount;
        expectedBalance[who] += amount;
        bool refunded = amount == o.c.remaining;
        o.c = afterTake(o.c, who, amount);
        if (!refunded) {
            ++entries[o.modelId];
            _open[position] = o;
            return;
        }
        _closed.push(_open[position]);
        _open[position] = _open[_open.length - 1];
        _open.pop();
    }

    /// What `who` may take by the rules, 0 when nothing.
    function takeable(Open memory o, address who) private view returns (uint256) {
        if (isLate(o, who)) return o.c.remaining;
        if (who == o.c.contributor || age(o) < options(o).refundTime) return 0;
        for (uint256 i; i < o.c.takers.length; ++i) {
            if (o.c.takers[i] == who) return 0;
        }
        uint256 mine = verified[o.modelId][who];
        if (mine == 0 || trainer.predict(o.modelId, o.c.sample) == o.c.label) return 0;
        uint256 share = o.c.deposit * mine / totalVerified[o.modelId];
        return share < o.c.remaining ? share : o.c.remaining;
    }

    function isLate(Open memory o, address who) private view returns (bool) {
        return age(o) >= options(o).anyClaimTime
            || (age(o) >= options(o).ownerClaimTime && who == trainer.model(o.modelId).owner);
    }

    function options(Open memory o) private view returns (IDeposits.DepositOptions memory) {
        return trainer.incentive(o.modelId).options;
    }

    function age(Open memory o) private view returns (uint256) {
        return time() - o.c.time;
    }

    function person(uint256 seed) private view returns (address) {
        return _people[seed % _people.length];
    }

    function model(IDeposits.DepositOptions memory incentive) private {
        vm.prank(owner);
        trainer.createModel(
            0,
            abi.encode(MODEL_FEATURES, 8, 10),
            abi.encode(incentive),
            0,
            METADATA,
            filledWords(MODEL_FEATURES + 1, 8, 0)
        );
    }

    /// Whether the log has `o`, not touched.
    function isOpenNow(Open memory o) external returns (bool) {
        return isOpen(address(trainer), o.modelId, o.c);
    }
}
