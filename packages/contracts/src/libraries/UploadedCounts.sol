// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {CountSettings} from "../types/CountSettings.sol";
import {CodePages} from "./CodePages.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// A model's uploaded counts: 16 bits each, all classes of a feature next to one another, in pages of code. No page
/// ever changes, so a step that is done again reads them as it did.
struct Uploaded {
    uint256 modelId;
    /// Classes that have uploaded counts; none, and nothing is read.
    uint256 classes;
    /// Features of a page, and bytes.
    uint256 features;
    uint256 size;
    /// Memory for a page, and where the counts of feature 0 would stand there, judging by the page at hand.
    uint256 page;
    uint256 counts;
}

using UploadedCounts for Uploaded global;

library UploadedCounts {
    /// @dev Takes memory for a page.
    /// @param needed Whether they are to be read at all.
    function create(uint256 modelId, CountSettings s, bool needed) internal pure returns (Uploaded memory) {
        uint256 classes = needed ? s.uploadedClasses() : 0;
        if (classes == 0) return Uploaded(modelId, 0, 0, 0, 0, 0);
        uint256 perPage = s.featuresPerPage();
        uint256 size = 2 * classes * FixedPointMathLib.min(s.featureCount(), perPage);
        uint256 page;
        // 32 bytes before it, which loads that end with a count take in
        assembly ("memory-safe") {
            page := add(mload(0x40), 0x20)
            mstore(0x40, add(page, size))
        }
        return Uploaded(modelId, classes, perPage, size, page, 0);
    }

    /// @dev Brings the page with the counts of `feature` to memory.
    /// @return limit The first feature of the next page.
    function open(Uploaded memory u, uint256 feature) internal view returns (uint256 limit) {
        unchecked {
            uint256 number = feature / u.features;
            CodePages.copy(u.modelId, number, u.page, u.size);
            limit = number * u.features;
            u.counts = u.page - 2 * u.classes * limit;
            limit += u.features;
        }
    }

    /// @return pointer The counts of `label` and the next class, for feature f of the page at hand, are the last two
    /// pairs of the 32 bytes in memory at pointer + stride * f.
    function place(Uploaded memory u, uint256 label) internal pure returns (uint256 pointer, uint256 stride) {
        uint256 classes = u.classes;
        // Solidity keeps 0 at 0x60.
        if (label >= classes) return (0x60, 0);
        unchecked {
            return (u.counts + 2 * label - 28, 2 * classes);
        }
    }
}
