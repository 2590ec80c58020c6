// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Test} from "../utils/Test.sol";
import {Sigmoid} from "../../src/libraries/Sigmoid.sol";
import {Softmax} from "../../src/libraries/Softmax.sol";

/// Probabilities and losses against the exponential's series in units of 2^-120.
contract SoftmaxTest is Test {
    uint256 private constant UNIT = 1 << 120;
    uint256 private constant SCALE = 1 << 15;
    /// e^-1 in units of 2^-120.
    uint256 private constant INVERSE_E = 0x5e2d58d8b3bcdf1abadec7829054f9;
    /// ln 2 in units of 2^-120.
    uint256 private constant LN_2 = 0xb17217f7d1cf79abc9e3b39803f2f6;

    /// e^-z, with z in units of 2^-120 below 2^127: e^-1 as often as z is whole, and the series for the rest.
    function exact(uint256 z) private pure returns (uint256 result) {
        if (z >= 64 * UNIT) return 0;
        uint256 rest = z % UNIT;
        uint256 term = UNIT;
        int256 sum = int256(UNIT);
        for (uint256 i = 1; term != 0; ++i) {
            term = term * rest / UNIT / i;
            sum += i % 2 == 0 ? int256(term) : -int256(term);
        }
        result = uint256(sum);
        for (uint256 i; i < z / UNIT; ++i) {
            result = result * INVERSE_E / UNIT;
        }
    }

    /// Half the Brier score, in units of 2^-120.
    function exactLoss(uint256[] memory z, uint256 label) private pure returns (uint256 loss) {
        uint256 sum;
        for (uint256 c; c < z.length; ++c) {
            sum += exact(z[c]);
        }
        for (uint256 c; c < z.length; ++c) {
            uint256 p = exact(z[c]) * UNIT / sum;
            uint256 off = c == label ? UNIT - p : p;
            loss += off * off / UNIT;
        }
        return loss / 2;
    }

    /// `loss`, in units of 2^-16, is `expected`, in units of 2^-120, rounded down but for an error of 2^-40.
    function near(uint256 loss, uint256 expected) private pure {
        assertTrue(loss << 104 <= expected + (UNIT >> 40), "not too high");
        assertTrue(
            (loss + 1) << 104 > expected - (expected < UNIT >> 40 ? expected : UNIT >> 40), "nor too low"
        );
    }

    function testFuzz_exponential(uint256 size) public pure {
        size = size % (65 * SCALE);
        uint256 e = Sigmoid.exponential(Sigmoid.FACTORS, size, 15);
        uint256 expected = exact(size * (UNIT / SCALE)) >> 56;
        // 21 factors and products, each cut
        assertTrue(e <= expected + 1 && e + 42 >= expected, "within 42 units of 2^-64");
    }

    /// Units of scores as perceptrons have them.
    function testFuzz_loss_of_scores(uint256 seed, uint256 rate) public pure {
        rate = bound(rate, 1, 32_767);
        uint256 count = bound(uint256(keccak256(abi.encode(seed))), 2, 64);
        int256[] memory scores = new int256[](count);
        int256 highest = type(int256).min;
        for (uint256 c; c < count; ++c) {
            scores[c] = int256(bound(uint256(keccak256(abi.encode(seed, c))), 0, 40 * rate)) - 1000;
            if (scores[c] > highest) highest = scores[c];
        }
        uint256[] memory z = new uint256[](count);
        for (uint256 c; c < count; ++c) {
            z[c] = (uint256(highest - scores[c]) << 14) / rate * (UNIT / SCALE);
        }
        uint256 label = seed % count;
        near(Softmax.quadraticLoss(scores, label, 1 << 14, rate), exactLoss(z, label));
    }

    /// Binary logarithms in units of 2^-32: their natural ones are right but for 3e-6 of each, and 2^-15.
    function testFuzz_loss_of_logarithms(uint256 a, uint256 b) public pure {
        (a, b) = (a % (1 << 38), b % (1 << 38));
        (uint256 high, uint256 low) = a > b ? (a, b) : (b, a);
        int256[] memory scores = new int256[](2);
        (scores[0], scores[1]) = (int256(a), int256(b));
        uint256[] memory z = new uint256[](2);
        z[a > b ? 1 : 0] = ((high - low) * LN_2) >> 32;
        for (uint256 label; label < 2; ++label) {
            uint256 loss = Softmax.quadraticLoss(scores, label, 45_426, 1 << 33);
            uint256 expected = exactLoss(z, label) >> 104;
            // the loss changes by less than half of what z does
            assertTrue(loss <= expected + 4 && loss + 4 >= expected, "off by what z is off");
        }
    }

    function test_extremes() public pure {
        int256[] memory scores = new int256[](3);
        scores[1] = 1 << 48;
        assertEq(Softmax.quadraticLoss(scores, 1, 45_426, 1 << 33), 0, "sure, and right");
        assertEq(Softmax.quadraticLoss(scores, 2, 45_426, 1 << 33), 1 << 16, "sure, and wrong");
        (scores[0], scores[1], scores[2]) = (Softmax.EMPTY, 5, 5);
        assertEq(Softmax.quadraticLoss(scores, 1, 45_426, 1 << 33), 1 << 14, "one of two");
        // (1 + 1/4 + 1/4) / 2
        assertEq(Softmax.quadraticLoss(scores, 0, 45_426, 1 << 33), 3 << 14, "a class without a score");
        assertEq(Softmax.quadraticLoss(scores, 7, 45_426, 1 << 33), 3 << 14, "a class behind them");
        (scores[1], scores[2]) = (Softmax.EMPTY, Softmax.EMPTY);
        assertEq(Softmax.quadraticLoss(scores, 1, 45_426, 1 << 33), 1 << 15, "none has a score");
        assertEq(Softmax.quadraticLoss(new int256[](0), 1, 45_426, 1 << 33), 1 << 15, "there are none");
    }
}
