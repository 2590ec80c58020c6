// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IDataHandler} from "../src/interfaces/IDataHandler.sol";
import {Contribution, ContributionLibrary, Preimage} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// The hash of a contribution, and that odd calldata gains nothing.
contract ContributionTest is TrainerTest {
    function test_hash(Contribution calldata c) public view {
        assertEq(this.hash(c), plainHash(c), "as abi.encode has it");
    }

    function test_hashNew(address who, uint8 label, uint96 deposit, bytes calldata sample) public view {
        Contribution memory c = newContribution(who, label, deposit, sample);
        assertEq(this.hashNew(who, label, deposit, sample), plainHash(c), "as of nothing taken");
    }

    function test_hashAfterTake(Contribution calldata c, uint96 amount, address taker) public view {
        amount = uint96(bound(amount, 0, c.remaining));
        bytes32 expected = plainHash(afterTake(c, taker, amount));
        assertEq(
            this.hashAfterTake(c, c.remaining - amount, taker), expected, "as of the list with the taker"
        );
    }

    /// Bytes of the takers cannot pass for bytes of the sample, nor the other way round.
    function test_hash_listsDoNotMix(address taker) public view {
        Contribution memory c = newContribution(alice, 0, 1, abi.encode(taker));
        Contribution memory d = newContribution(alice, 0, 1, "");
        d.takers = new address[](1);
        d.takers[0] = taker;
        assertTrue(this.hash(c) != this.hash(d), "different contributions");
    }

    /// Lists that stand elsewhere in calldata, in another order, or share their bytes, are the same contribution:
    /// what counts is what they say.
    function test_hash_oddOffsets() public view {
        Contribution memory c = newContribution(alice, 1, 5, hex"00010002");
        bytes memory plain = abi.encodeCall(this.hash, (c));
        // struct at 0x20: seven words, then the sample (0xe0), then no takers (0x120)
        bytes memory odd = abi.encodePacked(
            this.hash.selector,
            abi.encode(0x20, alice, 1, time(), 5, 5),
            abi.encode(0x120, 0xe0, 4),
            bytes32(hex"00010002"),
            uint256(0),
            keccak256("trailing")
        );
        assertTrue(keccak256(plain) != keccak256(odd), "another encoding");
        (bool ok, bytes memory result) = address(this).staticcall(odd);
        assertTrue(ok, "it is read");
        assertEq(abi.decode(result, (bytes32)), plainHash(c), "the same hash");
    }

    /// Dirt above a field's type never passes: the call reverts, and the money stays.
    function test_refund_reverts_dirtyFields(uint256 field, uint256 dirt) public {
        uint256 modelId = createModel();
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        bytes memory data = abi.encodeCall(trainer.refund, (modelId, index, c));
        field = bound(field, 0, 4);
        uint256 used = [160, 8, 32, 96, 96][field];
        uint256 position = 4 + 3 * 32 + field * 32;
        assembly ("memory-safe") {
            let place := add(add(data, 0x20), position)
            mstore(place, or(mload(place), shl(used, dirt)))
        }
        if (dirt << used == 0) return;
        vm.prank(alice);
        (bool ok,) = address(trainer).call(data);
        assertTrue(!ok, "dirt is refused");
        assertEq(address(trainer).balance, c.deposit, "the deposit stays");
        refund(alice, modelId, index, c);
    }

    /// A taker with dirt above its 160 bits is not the taker that the chain knows.
    function test_take_reverts_dirtyTaker(uint96 dirt) public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 100);
        verify(bob, modelId, one(50));
        verify(carol, modelId, one(50));
        (uint256 index, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (, c) = take(bob, modelId, index, c);
        bytes memory data = abi.encodeCall(trainer.take, (modelId, index, c));
        vm.assume(dirt != 0);
        uint256 position = 4 + 3 * 32 + 7 * 32 + 32; // the first taker
        assembly ("memory-safe") {
            let place := add(add(data, 0x20), position)
            mstore(place, or(mload(place), shl(160, dirt)))
        }
        vm.prank(bob);
        (bool ok, bytes memory reason) = address(trainer).call(data);
        assertTrue(!ok, "dirt is refused");
        assertEq(bytes32(bytes4(reason)), IDataHandler.ContributionMismatch.selector, "for what it is");
    }

    function hash(Contribution calldata c) external pure returns (bytes32) {
        return c.hash();
    }

    function hashAfterTake(Contribution calldata c, uint96 remaining, address taker)
        external
        pure
        returns (bytes32)
    {
        (Preimage p, address[] calldata takers,) = c.preimage();
        p.take(remaining, takers, taker);
        return p.hash();
    }

    function hashNew(address contributor, uint8 label, uint96 deposit, bytes calldata sample)
        external
        view
        returns (bytes32)
    {
        return ContributionLibrary.hashNew(contributor, label, deposit, sample);
    }

    function plainHash(Contribution memory c) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                c.contributor,
                c.label,
                c.time,
                c.deposit,
                c.remaining,
                keccak256(abi.encodePacked(c.takers)),
                keccak256(c.sample)
            )
        );
    }
}
