// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IMarket} from "../interfaces/IMarket.sol";

/// All that the chain keeps of a bundle, in one word; 0 when nothing is left to be paid:
///
///   255     248 247              208 207                                    0
///   |  status  |      number 40     |                hash 208                |   committed or revealed
///   |  status  |        amount 88      |           contributor 160           |   settled
///
/// `number` is which of the revealed bundles of its market it is. The rest of a bundle stands in events, and is brought
/// again by whoever has it settled.
type Bundle is uint256;

using BundleLibrary for Bundle global;

library BundleLibrary {
    Bundle internal constant NOTHING = Bundle.wrap(0);
    uint256 private constant STATUS_AT = 248;
    uint256 private constant NUMBER_AT = 208;
    uint256 private constant AMOUNT_AT = 160;

    function committed(bytes26 hash_) internal pure returns (Bundle) {
        return _with(IMarket.BundleStatus.Committed, uint208(hash_));
    }

    /// @param number_ Below 2^40.
    function revealed(bytes26 hash_, uint256 number_) internal pure returns (Bundle) {
        return _with(IMarket.BundleStatus.Revealed, (number_ << NUMBER_AT) | uint208(hash_));
    }

    /// @param amount_ Wei, below 2^88.
    function settled(address contributor_, uint256 amount_) internal pure returns (Bundle) {
        return _with(IMarket.BundleStatus.Settled, (amount_ << AMOUNT_AT) | uint160(contributor_));
    }

    /// @return What a word keeps of who committed what.
    function hashOf(address contributor_, bytes32 commitment) internal pure returns (bytes26) {
        return bytes26(keccak256(abi.encode(contributor_, commitment)));
    }

    function status(Bundle b) internal pure returns (IMarket.BundleStatus) {
        return IMarket.BundleStatus(Bundle.unwrap(b) >> STATUS_AT);
    }

    function hash(Bundle b) internal pure returns (bytes26) {
        return bytes26(uint208(Bundle.unwrap(b)));
    }

    function number(Bundle b) internal pure returns (uint256) {
        return uint40(Bundle.unwrap(b) >> NUMBER_AT);
    }

    function contributor(Bundle b) internal pure returns (address) {
        return address(uint160(Bundle.unwrap(b)));
    }

    function amount(Bundle b) internal pure returns (uint256) {
        return uint88(Bundle.unwrap(b) >> AMOUNT_AT);
    }

    function _with(IMarket.BundleStatus status_, uint256 rest) private pure returns (Bundle) {
        return Bundle.wrap((uint256(status_) << STATUS_AT) | rest);
    }
}
