// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {CodePages} from "../libraries/CodePages.sol";

/// The options of a model of counted classes, as its head keeps them, from bit 46 down:
///
///   | sample weight 9 | feature count less one 16 | uploaded classes 7 | max classes 7 | open 1 |
///   | count bits less one 4 | logarithm of classes per word 3 |
type CountSettings is uint56;

using CountSettingsLibrary for CountSettings global;

library CountSettingsLibrary {
    /// Training writes at most two words of storage for each feature, one of them new: what all these may take leaves a
    /// transaction room for a settlement.
    uint256 private constant MAX_SAMPLE_LENGTH = 448;
    /// Samples of so many features are short enough for whatever the owner chose.
    uint256 private constant SHORT_SAMPLE = 192;
    /// What a prediction may take. The rest of a transaction (EIP-7825: 2^24) is for what a claim does besides.
    uint256 private constant MAX_PREDICTION_GAS = 15_500_000;
    /// What a prediction takes at most, in gas: for itself and each class that the model may have; for a page of
    /// uploaded counts, and each pass over a pair of classes there; for a feature, two cold words of storage in each
    /// group of classes, and each pass. test/dearest has the states in which it comes close.
    uint256 private constant BASE_GAS = 30_000;
    uint256 private constant CLASS_GAS = 1_000;
    uint256 private constant PAGE_GAS = 5_000;
    uint256 private constant PAGE_PASS_GAS = 2_050;
    uint256 private constant GROUP_GAS = 4_250;
    uint256 private constant PASS_GAS = 1_100;
    /// What learning takes at most for a feature: a low word that is written again and a high word that is new.
    uint256 private constant LEARNING_GAS = 28_800;
    /// And by how much more when the low word is new as well.
    uint256 private constant NEW_LOW_GAS = 17_100;
    /// In a bundle: what a sample takes, a word of states that is new, a page of uploaded counts when it is copied
    /// again and by how much more the first time; a feature, two words of its class that are at hand again, by how much
    /// more these take the first time, and when the low word has become what it was before the transaction.
    uint256 private constant BUNDLE_SAMPLE_GAS = 12_000;
    uint256 private constant NEW_STATES_GAS = 22_000;
    uint256 private constant COLD_PAGE_GAS = 2_500;
    uint256 private constant BUNDLE_FEATURE_GAS = 1_000;
    uint256 private constant BUNDLE_WORDS_GAS = 1_100;
    uint256 private constant FIRST_WORDS_GAS = 26_700;
    uint256 private constant SAME_LOW_GAS = 2_800;
    uint256 private constant STATES_OF_A_WORD = 3;
    /// Bits of a word that counts may fill, and words of a group beyond those that its features fill (ClassCounts).
    uint256 private constant WORD_BITS = 255;
    uint256 private constant MORE_WORDS = 3;
    uint256 private constant PAGE_LANES = CodePages.PAGE_WORDS * 16;

    function create(
        uint256 features,
        uint256 uploaded,
        uint256 max,
        bool open,
        uint256 bits,
        uint256 shared,
        uint256 weight
    ) internal pure returns (CountSettings) {
        uint256 logarithm;
        while (1 << logarithm < shared) ++logarithm;
        uint256 s = (((weight << 16) | (features - 1)) << 7) | uploaded;
        s = (s << 7) | max;
        s = (s << 1) | (open ? 1 : 0);
        s = (s << 4) | (bits - 1);
        return CountSettings.wrap(uint56((s << 3) | logarithm));
    }

    /// @return What each sample adds to its class in all; 0 when it adds 1 for each of its features.
    function sampleWeight(CountSettings s) internal pure returns (uint256) {
        return CountSettings.unwrap(s) >> 38;
    }

    function featureCount(CountSettings s) internal pure returns (uint256) {
        return uint256(uint16(CountSettings.unwrap(s) >> 22)) + 1;
    }

    function uploadedClasses(CountSettings s) internal pure returns (uint256) {
        return (CountSettings.unwrap(s) >> 15) & 127;
    }

    function maxClasses(CountSettings s) internal pure returns (uint256) {
        return (CountSettings.unwrap(s) >> 8) & 127;
    }

    function openClasses(CountSettings s) internal pure returns (bool) {
        return (CountSettings.unwrap(s) >> 7) & 1 != 0;
    }

    function countBits(CountSettings s) internal pure returns (uint256) {
        return ((CountSettings.unwrap(s) >> 3) & 15) + 1;
    }

    function classesPerWord(CountSettings s) internal pure returns (uint256) {
        return 1 << (CountSettings.unwrap(s) & 7);
    }

    /// @return Whether the first word of states says how many classes are taught. If not, counts follow there.
    function keepsTaught(CountSettings s) internal pure returns (bool) {
        return s.maxClasses() != 2;
    }

    /// @return Whole features on a page of uploaded counts. There are some.
    function featuresPerPage(CountSettings s) internal pure returns (uint256) {
        unchecked {
            return PAGE_LANES / s.uploadedClasses();
        }
    }

    /// @return Words of the smoothing and the sample counts.
    function headWords(CountSettings s) internal pure returns (uint256) {
        return (s.uploadedClasses() + 8) / 8;
    }

    /// @return Words of the counts.
    function countWords(CountSettings s) internal pure returns (uint256) {
        uint256 classes = s.uploadedClasses();
        if (classes == 0) return 0;
        uint256 perPage = s.featuresPerPage();
        uint256 features = s.featureCount();
        return features / perPage * CodePages.PAGE_WORDS + (features % perPage * classes + 15) / 16;
    }

    /// @return How many features a sample of `length` bytes may have at most.
    function maxLength(CountSettings s, uint256 length) internal pure returns (uint256) {
        if (length <= 2 * SHORT_SAMPLE) return SHORT_SAMPLE;
        (uint256 fixedGas, uint256 featureGas) = _gasBounds(s);
        unchecked {
            return FixedPointMathLib.min(MAX_SAMPLE_LENGTH, (MAX_PREDICTION_GAS - fixedGas) / featureGas);
        }
    }

    /// @return What predicting a sample of `length` bytes takes at most.
    function predictionGas(CountSettings s, uint256 length) internal pure returns (uint256) {
        (uint256 fixedGas, uint256 featureGas) = _gasBounds(s);
        unchecked {
            return fixedGas + length / 2 * featureGas;
        }
    }

    /// @return What learning from a sample of `length` bytes takes at most. Where each feature has more than a low half
    /// holds, it writes two new words for each.
    function learningGas(CountSettings s, uint256 length) internal pure returns (uint256) {
        unchecked {
            uint256 features = length / 2;
            bool passes = s.sampleWeight() > features * ((1 << s.countBits()) - 1);
            uint256 featureGas = passes ? LEARNING_GAS + NEW_LOW_GAS : LEARNING_GAS;
            return BASE_GAS + _pages(s) * (PAGE_GAS + PAGE_PASS_GAS) + features * featureGas;
        }
    }

    /// @param length Of all samples, in bytes.
    /// @param reads Whether learning reads the uploaded counts.
    /// @return What learning from `count` samples in one transaction takes at most. Each low word is at hand once for a
    /// sample, is cold once, and has a high word that is new once, if the low word was there before. If it was not, a
    /// count of it must have grown by 2^countBits in this transaction; and so it must to be what it was before, which
    /// is dearer to change than what was written already.
    function bundleGas(CountSettings s, uint256 length, uint256 count, bool reads)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            uint256 features = length / 2;
            uint256 words = _wordsOfGroup(s);
            uint256 groups = (s.maxClasses() - 1) / s.classesPerWord() + 1;
            uint256 first = FixedPointMathLib.min(features, FixedPointMathLib.min(count, groups) * words);
            uint256 weight = s.sampleWeight();
            uint256 grown = (weight == 0 ? features : count * weight) >> s.countBits();
            uint256 states = FixedPointMathLib.min(count, (s.maxClasses() - 1) / STATES_OF_A_WORD);
            return count * BUNDLE_SAMPLE_GAS + states * NEW_STATES_GAS + features * BUNDLE_FEATURE_GAS
                + FixedPointMathLib.min(features, count * words) * BUNDLE_WORDS_GAS + first * FIRST_WORDS_GAS
                + FixedPointMathLib.min(first, grown) * NEW_LOW_GAS + grown * SAME_LOW_GAS
                + (reads ? _copyingGas(s, features, count) : 0);
        }
    }

    /// @return What copying the pages of uploaded counts takes at most that `count` samples have.
    function _copyingGas(CountSettings s, uint256 features, uint256 count) private pure returns (uint256) {
        unchecked {
            uint256 pages = _pages(s);
            uint256 copied = FixedPointMathLib.min(features, count * pages);
            return copied * (PAGE_GAS + PAGE_PASS_GAS - COLD_PAGE_GAS)
                + FixedPointMathLib.min(features, pages) * COLD_PAGE_GAS;
        }
    }

    /// @return Low words that a group of classes has at most.
    function _wordsOfGroup(CountSettings s) private pure returns (uint256) {
        unchecked {
            uint256 perWord = WORD_BITS / (s.countBits() * s.classesPerWord());
            return s.featureCount() / perWord + MORE_WORDS;
        }
    }

    /// @dev A pass is over two classes that share a word and are both uploaded, or both not.
    /// @return fixedGas What a prediction takes at most whatever the sample: below 6,000,000.
    /// @return featureGas And for each of its features.
    function _gasBounds(CountSettings s) private pure returns (uint256 fixedGas, uint256 featureGas) {
        unchecked {
            uint256 classes = s.maxClasses();
            uint256 passes = (classes + 1) / 2 + (s.uploadedClasses() & 1);
            fixedGas = BASE_GAS + classes * CLASS_GAS + _pages(s) * (PAGE_GAS + passes * PAGE_PASS_GAS);
            featureGas = ((classes - 1) / s.classesPerWord() + 1) * GROUP_GAS + passes * PASS_GAS;
        }
    }

    /// @return Of uploaded counts.
    function _pages(CountSettings s) private pure returns (uint256) {
        if (s.uploadedClasses() == 0) return 0;
        unchecked {
            return (s.featureCount() - 1) / s.featuresPerPage() + 1;
        }
    }
}
