// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// Each model has a log of entries that only grows. An entry is the hash (a leaf) of a contribution's state; where that
/// state changes a new entry follows, and the old one is touched, as is that of a contribution that is closed. Who
/// claims proves that the state stands in the log, and that nobody has touched it: docs/record.md has the bytes.
interface IDataHandler {
    struct LogView {
        /// The hash that is chained over all entries; 0 when there are none.
        bytes24 running;
        /// How many entries there are.
        uint256 entries;
        /// When the last contribution was made, in seconds since 1970; 0 when there is none.
        uint256 lastContribution;
    }

    /// A contribution was recorded, as the entry at position `index`; `before` is the running hash before that entry.
    /// It has trained the model already, unless the mechanism has it wait.
    event Contributed(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed contributor,
        uint8 label,
        uint32 time,
        uint96 deposit,
        bytes24 before,
        bytes sample
    );
    /// The state of contribution `index` has changed: it is the entry at `position` from here on, whose hash is `leaf`.
    event Changed(
        uint256 indexed modelId, uint256 indexed position, uint256 indexed index, bytes24 before, bytes24 leaf
    );
    /// Proofs may end at the running hash of the first `entries` entries, at least until `until`.
    // solhint-disable-next-line gas-indexed-events
    event Pinned(uint256 indexed modelId, uint256 entries, bytes24 running, uint256 until);

    /// @return The log of a model, as far as it has got.
    function log(uint256 modelId) external view returns (LogView memory);

    /// @return root The Merkle root of 64 entries, from position 64 * `page` on; 0 while there are fewer.
    /// @return touched A bit for each of them whose state has changed or whose contribution is closed.
    function page(uint256 modelId, uint256 page) external view returns (bytes24 root, uint64 touched);

    /// @return running The running hash at which proofs can end besides; 0 when nothing was ever pinned.
    /// @return entries How many entries it is chained over.
    /// @return time When it was pinned, in seconds since 1970.
    function pinned(uint256 modelId) external view returns (bytes24 running, uint256 entries, uint256 time);

    /// Keeps the present running hash for ten minutes, in which nothing else can be pinned: whatever is appended
    /// meanwhile, a proof that ends there stays right. Anybody may call it.
    function pin(uint256 modelId) external;
}
