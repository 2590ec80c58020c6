// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ITrainer} from "./ITrainer.sol";
import {Trainers} from "./Trainers.sol";
import {IDeposits} from "../../src/interfaces/IDeposits.sol";
import {Contribution} from "../../src/types/Contribution.sol";

/// A trainer of one classifier, people with money, and the actions in one line each.
abstract contract KindTest is Trainers {
    uint256 internal constant START = 1_700_000_000;
    uint256 internal constant CHUNK_WORDS = 1024;
    string internal constant METADATA = '{"name":"test"}';

    address internal owner = named("owner");
    address internal alice = named("alice");
    address internal bob = named("bob");

    ITrainer internal trainer;
    /// Gas of all transactions that created the last model.
    uint256 internal creationGas;

    function setUp() public virtual {
        vm.warp(START);
        trainer = newTrainer();
    }

    /// A new contract of the kind under test.
    function newTrainer() internal virtual returns (ITrainer);

    /// A trainer under *Deposit, Refund, Take* of one classifier.
    function deploy(string memory classifier) internal returns (ITrainer) {
        return ITrainer(deployTrainer("Deposits", classifier));
    }

    /// An account with money.
    function named(string memory name) internal returns (address account) {
        account = address(uint160(uint256(keccak256(bytes(name)))));
        vm.label(account, name);
        vm.deal(account, 1_000_000 ether);
    }

    /// A ready model whose claims have no waiting time for refunds; uploads in several transactions if need be.
    /// @param head Words before the first page of parameters.
    function createModel(ITrainer on, bytes memory options, uint256[] memory words, uint256 head)
        internal
        returns (uint256 modelId)
    {
        bytes memory incentive = abi.encode(IDeposits.DepositOptions(0, 1 days, 1 days, 1));
        uint256 end = words.length > head + CHUNK_WORDS ? head + CHUNK_WORDS : words.length;
        vm.startPrank(owner);
        modelId = on.createModel(ONLY, options, incentive, 0, METADATA, slice(words, 0, end));
        creationGas = vm.lastCallGas().gasTotalUsed;
        for (uint256 from = end; from < words.length; from = end) {
            end = words.length > from + CHUNK_WORDS ? from + CHUNK_WORDS : words.length;
            on.uploadParameters(modelId, from, slice(words, from, end));
            creationGas += vm.lastCallGas().gasTotalUsed;
        }
        vm.stopPrank();
        assertTrue(on.model(modelId).ready, "the model is ready");
    }

    function slice(uint256[] memory words, uint256 from, uint256 to)
        internal
        pure
        returns (uint256[] memory part)
    {
        part = new uint256[](to - from);
        for (uint256 i = from; i < to; ++i) {
            part[i - from] = words[i];
        }
    }

    /// `who` contributes, paying exactly the price; returns the contribution as its claims need it.
    function contribute(address who, uint256 modelId, uint256 label, bytes memory sample)
        internal
        returns (uint256 index, Contribution memory c)
    {
        uint256 deposit = trainer.price(modelId);
        vm.prank(who);
        index = trainer.contribute{value: deposit}(modelId, uint8(label), sample);
        c = Contribution({
            contributor: who,
            index: uint32(index),
            label: uint8(label),
            surprising: false,
            time: uint32(block.timestamp),
            deposit: uint96(deposit),
            remaining: uint96(deposit),
            takers: new address[](0),
            sample: sample
        });
        c.surprising = wasSurprising(address(trainer), modelId, index);
    }

    /// Trains the model, as somebody of no interest.
    function train(uint256 modelId, uint256 label, bytes memory sample) internal {
        contribute(alice, modelId, label, sample);
    }

    function refund(address who, uint256 modelId, Contribution memory c) internal {
        vm.prank(who);
        trainer.refund(modelId, c, proofOf(address(trainer), modelId, c));
    }

    function take(address who, uint256 modelId, Contribution memory c) internal {
        vm.prank(who);
        trainer.take(modelId, c, proofOf(address(trainer), modelId, c));
    }

    /// Gives `who` one verified contribution to the model, with a sample that the model agrees with.
    function verify(address who, uint256 modelId, bytes memory sample) internal {
        (uint256 index, Contribution memory c) =
            contribute(who, modelId, trainer.predict(modelId, sample), sample);
        refund(who, modelId, c);
    }

    function random(uint256 seed, uint256 index) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
