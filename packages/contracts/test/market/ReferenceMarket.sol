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
        uint256 pot;
        uint256 stake;
        uint256 value;
        uint256 tolerance;
    }

    struct Result {
        uint256 pot;
        uint256 payErrors;
        uint256 keepErrors;
        uint256[] amounts;
        bool[] kept;
    }

    /// @param weights The intercept, then the weight of each feature; changed to those of the model in the end.
    /// @param order The places of the bundles in the order of scoring.
    /// @param pays Which of the tests are of the half that pays.
    function score(
        Rules memory rules,
        int256[] memory weights,
        Sample[][] memory bundles,
        uint256[] memory order,
        Sample[] memory tests,
        bool[] memory pays
    ) internal pure returns (Result memory r) {
        r.amounts = new uint256[](bundles.length);
        r.kept = new bool[](bundles.length);
        r.pot = rules.pot;
        r.payErrors = errors(weights, tests, pays, true);
        r.keepErrors = errors(weights, tests, pays, false);
        for (uint256 i; i < order.length; ++i) {
            scoreOne(rules, r, weights, bundles[order[i]], order[i], tests, pays);
        }
    }

    function scoreOne(
        Rules memory rules,
        Result memory r,
        int256[] memory weights,
        Sample[] memory bundle,
        uint256 place,
        Sample[] memory tests,
        bool[] memory pays
    ) private pure {
        int256[] memory tried = copy(weights);
        for (uint256 k; k < bundle.length; ++k) {
            learn(tried, bundle[k], rules.rate);
        }
        r.amounts[place] = rules.stake;
        uint256 half = tests.length / 2;
        uint256 keeps = errors(tried, tests, pays, false);
        // mean rise of the loss, in millionths, against the tolerance
        if (keeps > r.keepErrors && (keeps - r.keepErrors) * 1_000_000 > rules.tolerance * half) return;
        uint256 paysAfter = errors(tried, tests, pays, true);
        r.kept[place] = true;
        payFor(rules, r, place, paysAfter, half);
        (r.payErrors, r.keepErrors) = (paysAfter, keeps);
        for (uint256 k; k < weights.length; ++k) {
            weights[k] = tried[k];
        }
    }

    function payFor(Rules memory rules, Result memory r, uint256 place, uint256 paysAfter, uint256 half)
        private
        pure
    {
        if (paysAfter <= r.payErrors) {
            uint256 pay = rules.value * (r.payErrors - paysAfter) / half;
            if (pay > r.pot) pay = r.pot;
            r.pot -= pay;
            r.amounts[place] += pay;
            return;
        }
        uint256 cost = (rules.value * (paysAfter - r.payErrors) + half - 1) / half;
        if (cost > rules.stake) cost = rules.stake;
        r.pot += cost;
        r.amounts[place] -= cost;
    }

    function learn(int256[] memory weights, Sample memory s, int256 rate) private pure {
        if (predict(weights, s.features) == s.label) return;
        int256 step = s.label == 1 ? rate : -rate;
        weights[0] = clamp(weights[0] + step);
        for (uint256 k; k < s.features.length; ++k) {
            weights[s.features[k] + 1] = clamp(weights[s.features[k] + 1] + step);
        }
    }

    function errors(int256[] memory weights, Sample[] memory tests, bool[] memory pays, bool half)
        private
        pure
        returns (uint256 sum)
    {
        for (uint256 i; i < tests.length; ++i) {
            if (pays[i] == half && predict(weights, tests[i].features) != tests[i].label) ++sum;
        }
    }

    function predict(int256[] memory weights, uint16[] memory features) private pure returns (uint256) {
        int256 sum = weights[0];
        for (uint256 i; i < features.length; ++i) {
            sum += weights[features[i] + 1];
        }
        return sum > 0 ? 1 : 0;
    }

    function copy(int256[] memory list) private pure returns (int256[] memory next) {
        next = new int256[](list.length);
        for (uint256 k; k < list.length; ++k) {
            next[k] = list[k];
        }
    }

    function clamp(int256 weight) private pure returns (int256) {
        return weight > 127 ? int256(127) : weight < -127 ? int256(-127) : weight;
    }
}
