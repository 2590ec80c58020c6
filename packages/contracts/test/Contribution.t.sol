// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {EntryLog} from "../src/libraries/EntryLog.sol";
import {Contribution, ContributionLibrary, Preimage} from "../src/types/Contribution.sol";
import {TrainerTest} from "./utils/TrainerTest.sol";

/// What the log has of a contribution, and that odd calldata gains nothing.
contract ContributionTest is TrainerTest {
    function test_leaf(Contribution calldata c) public view {
        assertEq(this.leaf(c), leafOf(c), "as abi.encode has it");
    }

    function test_leafOfNew(uint32 index, uint8 label, bool surprising, uint96 deposit, bytes calldata sample)
        public
        view
    {
        Contribution memory c = newContribution(index, address(this), label, deposit, sample);
        c.surprising = surprising;
        assertEq(this.leafOfNew(index, label, surprising, deposit, sample), leafOf(c), "as of nothing taken");
    }

    function test_leafAfterTake(Contribution calldata c, uint96 amount, address taker) public view {
        amount = uint96(bound(amount, 0, c.remaining));
        bytes32 expected = leafOf(afterTake(c, taker, amount));
        assertEq(
            this.leafAfterTake(c, c.remaining - amount, taker), expected, "as of the list with the taker"
        );
    }

    /// Bytes of the takers cannot pass for bytes of the sample, nor the other way round.
    function test_leaf_listsDoNotMix(address taker) public view {
        Contribution memory c = newContribution(7, alice, 0, 1, abi.encode(taker));
        Contribution memory d = newContribution(7, alice, 0, 1, "");
        d.takers = new address[](1);
        d.takers[0] = taker;
        assertTrue(this.leaf(c) != this.leaf(d), "different contributions");
    }

    /// Lists that stand elsewhere in calldata, in another order, or share their bytes, are the same contribution:
    /// what counts is what they say.
    function test_leaf_oddOffsets() public view {
        Contribution memory c = newContribution(7, alice, 1, 5, hex"00010002");
        bytes memory plain = abi.encodeCall(this.leaf, (c));
        // struct at 0x20: nine words, then the sample (0x120), then no takers (0x160)
        bytes memory odd = abi.encodePacked(
            this.leaf.selector,
            abi.encode(0x20, alice, 7, 1, false, time(), 5, 5),
            abi.encode(0x160, 0x120, 4),
            bytes32(hex"00010002"),
            uint256(0),
            keccak256("trailing")
        );
        assertTrue(keccak256(plain) != keccak256(odd), "another encoding");
        (bool ok, bytes memory result) = address(this).staticcall(odd);
        assertTrue(ok, "it is read");
        assertEq(abi.decode(result, (bytes24)), leafOf(c), "the same entry");
    }

    /// Dirt above a field's type never passes: the call reverts, and the money stays.
    function test_refund_reverts_dirtyFields(uint256 field, uint256 dirt) public {
        uint256 modelId = createModel();
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        bytes memory data = refundCall(modelId, c);
        field = bound(field, 0, 6);
        uint256 used = [160, 32, 8, 1, 32, 96, 96][field];
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
        refund(alice, modelId, c);
    }

    /// A taker with dirt above its 160 bits is not the taker that the chain knows.
    function test_take_reverts_dirtyTaker(uint96 dirt) public {
        uint256 modelId = createModel(perceptronOptions(), depositOptions(), 100);
        verify(bob, modelId, one(50));
        verify(carol, modelId, one(50));
        (, Contribution memory c) = contribute(alice, modelId, 0, one(1));
        skip(REFUND_TIME);
        (, c) = take(bob, modelId, c);
        bytes memory data = takeCall(modelId, c);
        vm.assume(dirt != 0);
        uint256 position = 4 + 3 * 32 + 9 * 32 + 32; // the first taker
        assembly ("memory-safe") {
            let place := add(add(data, 0x20), position)
            mstore(place, or(mload(place), shl(160, dirt)))
        }
        vm.prank(bob);
        (bool ok, bytes memory reason) = address(trainer).call(data);
        assertTrue(!ok, "dirt is refused");
        assertEq(bytes32(bytes4(reason)), EntryLog.ProofMismatch.selector, "for what it is");
    }

    function leaf(Contribution calldata c) external pure returns (bytes24) {
        return c.leaf();
    }

    function leafAfterTake(Contribution calldata c, uint96 remaining, address taker)
        external
        pure
        returns (bytes24)
    {
        (Preimage p, address[] calldata takers,) = c.preimage();
        p.take(remaining, takers, taker);
        return p.leaf();
    }

    function leafOfNew(uint256 index, uint8 label, bool surprising, uint96 deposit, bytes calldata sample)
        external
        view
        returns (bytes24)
    {
        return ContributionLibrary.leafOfNew(index, label, surprising, deposit, sample);
    }
}
