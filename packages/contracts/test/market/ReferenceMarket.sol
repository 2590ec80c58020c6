// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// The rules of the market in plain Solidity, with a perceptron of one weight an array element, to compare the
/// contracts with.
library ReferenceMarket {
    struct Sample {
        uint256 label;
        uint16[] features;
    }

    struct Rules {
        int256 rate;
        uint256 bounty;
        uint256 stake;
        uint256 fullImprovement;
    }

    struct Result {
        uint256 firstLoss;
        uint256 loss;
        uint256[] gains;
        uint256[] penalties;
        bool[] kept;
    }

    /// @param weights The intercept, then the weight of each feature; changed to those of the model in the end.
    /// @param order The numbers of the contributions in the order of scoring.
    function score(
        Rules memory rules,
        int256[] memory weights,
        Sample[] memory contributions,
        uint256[] memory order,
        Sample[] memory tests
    ) internal pure returns (Result memory r) {
        r.gains = new uint256[](order.length);
        r.penalties = new uint256[](order.length);
        r.kept = new bool[](order.length);
        r.firstLoss = errors(weights, tests);
        r.loss = r.firstLoss;
        for (uint256 i; i < order.length; ++i) {
            uint256 index = order[i];
            int256[] memory tried = learned(weights, contributions[index], rules.rate);
            uint256 loss = errors(tried, tests);
            if (loss > r.loss) {
                r.penalties[index] = penalty(rules, loss - r.loss, tests.length);
            } else {
                r.kept[index] = true;
                r.gains[index] = r.loss - loss;
                r.loss = loss;
                for (uint256 k; k < weights.length; ++k) {
                    weights[k] = tried[k];
                }
            }
        }
    }

    /// What all contributions are paid when they are claimed in the order of their numbers, and then the sponsor.
    function payments(Rules memory rules, Result memory r, uint256 tests)
        internal
        pure
        returns (uint256[] memory pay, uint256 sponsor)
    {
        uint256 gains = r.firstLoss - r.loss;
        uint256 total = max(gains, full(rules, tests));
        uint256 pot;
        for (uint256 i; i < r.penalties.length; ++i) {
            pot += r.penalties[i];
        }
        pay = new uint256[](r.gains.length);
        uint256 done;
        for (uint256 i; i < pay.length; ++i) {
            pay[i] = rules.stake;
            if (gains == 0) continue;
            uint256 next = done + r.gains[i];
            pay[i] -= r.penalties[i];
            pay[i] += rules.bounty * next / total - rules.bounty * done / total;
            pay[i] += pot * next / gains - pot * done / gains;
            done = next;
        }
        sponsor = rules.bounty - rules.bounty * gains / total;
    }

    function penalty(Rules memory rules, uint256 rise, uint256 tests) private pure returns (uint256) {
        uint256 lost = rules.bounty * rise / full(rules, tests);
        return lost < rules.stake ? lost : rules.stake;
    }

    function full(Rules memory rules, uint256 tests) private pure returns (uint256) {
        return max(1, tests * 65_536 * rules.fullImprovement / 1_000_000);
    }

    function learned(int256[] memory weights, Sample memory s, int256 rate)
        private
        pure
        returns (int256[] memory next)
    {
        next = new int256[](weights.length);
        for (uint256 k; k < weights.length; ++k) {
            next[k] = weights[k];
        }
        if (predict(weights, s.features) == s.label) return next;
        int256 step = s.label == 1 ? rate : -rate;
        next[0] = clamp(next[0] + step);
        for (uint256 k; k < s.features.length; ++k) {
            next[s.features[k] + 1] = clamp(next[s.features[k] + 1] + step);
        }
    }

    function errors(int256[] memory weights, Sample[] memory tests) private pure returns (uint256 sum) {
        for (uint256 i; i < tests.length; ++i) {
            if (predict(weights, tests[i].features) != tests[i].label) sum += 65_536;
        }
    }

    function predict(int256[] memory weights, uint16[] memory features) private pure returns (uint256) {
        int256 sum = weights[0];
        for (uint256 i; i < features.length; ++i) {
            sum += weights[features[i] + 1];
        }
        return sum > 0 ? 1 : 0;
    }

    function clamp(int256 weight) private pure returns (int256) {
        return weight > 127 ? int256(127) : weight < -127 ? int256(-127) : weight;
    }

    function max(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a : b;
    }
}
