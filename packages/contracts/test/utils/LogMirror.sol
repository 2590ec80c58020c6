// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// A plain second implementation of a model's log: it keeps all leaves, and builds proofs from them.
struct Mirror {
    bytes24[] leaves;
    /// After each entry.
    bytes24[] runnings;
}

library LogMirror {
    function append(Mirror storage m, bytes24 leaf) internal {
        m.runnings.push(bytes24(keccak256(abi.encodePacked(m.running(m.leaves.length), leaf))));
        m.leaves.push(leaf);
    }

    /// Forgets the entries from `position` on: what was appended by a call that was undone.
    function truncate(Mirror storage m, uint256 position) internal {
        while (m.leaves.length > position) {
            m.leaves.pop();
            m.runnings.pop();
        }
    }

    function count(Mirror storage m) internal view returns (uint256) {
        return m.leaves.length;
    }

    /// @return The running hash of the first `entries` entries.
    function running(Mirror storage m, uint256 entries) internal view returns (bytes24) {
        return entries == 0 ? bytes24(0) : m.runnings[entries - 1];
    }

    /// @return position That of the last entry that is `leaf`, or the number of entries when none is.
    function find(Mirror storage m, bytes24 leaf) internal view returns (uint256 position) {
        for (position = m.leaves.length; position > 0; --position) {
            if (m.leaves[position - 1] == leaf) return position - 1;
        }
        return m.leaves.length;
    }

    /// A proof of `own` entries from `position` on, as a client would choose it now.
    function proof(Mirror storage m, uint256 position, uint256 own) internal view returns (bytes memory) {
        uint256 stop = (position + own + 7) / 8 * 8;
        if (stop > m.count()) return m.lineProof(4, position, own, m.count());
        uint256 chunk = stop / 8 - 1;
        uint256 chunks = m.count() / 8;
        if (chunk / 8 < chunks / 8) return m.treeProof(3, position, own);
        uint8 height = 3;
        while (height > 0) {
            --height;
            uint256 trees = chunks >> height;
            if (trees != 0 && ((trees - 1) & ~uint256(1)) == chunk >> height) break;
        }
        return m.treeProof(height, position, own);
    }

    /// @param end 0 to 2 for a peak, 3 for a page.
    function treeProof(Mirror storage m, uint8 end, uint256 position, uint256 own)
        internal
        view
        returns (bytes memory made)
    {
        uint256 next = position + own;
        uint256 stop = next;
        while (stop % 8 != 0) ++stop;
        made = m.lineProof(end, position, own, stop);
        uint256 chunk = stop / 8 - 1;
        for (uint256 height; height < end; ++height) {
            made = abi.encodePacked(made, m.tree((chunk >> height) ^ 1, height));
        }
    }

    /// @param stop How many entries the running hash has at which the proof ends.
    function lineProof(Mirror storage m, uint8 end, uint256 position, uint256 own, uint256 stop)
        internal
        view
        returns (bytes memory made)
    {
        made = abi.encodePacked(end, uint32(position), m.running(position));
        for (uint256 i = position + own; i < stop; ++i) {
            made = abi.encodePacked(made, m.leaves[i]);
        }
    }

    /// @return The tree number `index` of 2^height chunks.
    function tree(Mirror storage m, uint256 index, uint256 height) internal view returns (bytes24) {
        if (height == 0) return m.running(8 * index + 8);
        bytes32 left = m.tree(2 * index, height - 1);
        bytes32 right = m.tree(2 * index + 1, height - 1);
        return bytes24(keccak256(abi.encode(left, right)));
    }
}

using LogMirror for Mirror global;
