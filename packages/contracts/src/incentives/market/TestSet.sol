// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// A page of a test set: test samples one after the other, each | label 8 | length in bytes 16 | sample |.
library TestSet {
    uint256 private constant HEADER = 3;

    /// @return label The label of the test sample at byte `from` of `data`.
    /// @return sample Its sample.
    /// @return end Where the next one begins; beyond the end of `data` when this one is not whole.
    function read(bytes calldata data, uint256 from)
        internal
        pure
        returns (uint256 label, bytes calldata sample, uint256 end)
    {
        // what stands after the data may be read, but then `end` tells
        assembly ("memory-safe") {
            let cursor := add(data.offset, from)
            let header := calldataload(cursor)
            label := shr(248, header)
            sample.offset := add(cursor, HEADER)
            sample.length := and(shr(232, header), 0xffff)
            end := add(add(from, HEADER), sample.length)
        }
    }

    /// @return hash_ What the sponsor commits to.
    function hash(uint256 modelId, uint256 page, bytes32 salt, bytes calldata data)
        internal
        pure
        returns (bytes32 hash_)
    {
        return keccak256(abi.encode(modelId, page, salt, keccak256(data)));
    }
}
