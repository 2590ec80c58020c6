// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IBadges} from "../interfaces/IBadges.sol";
import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";

// Markup and JSON are full of double quotes, and longer than a word.
// solhint-disable quotes, gas-small-strings

/// Draws badges as SVG, and describes them in JSON as ERC-721 has it.
library BadgeDrawing {
    /// How a kind of badge looks and reads.
    struct Style {
        string title;
        string description;
        /// What stands on the medal.
        string mark;
        string colour;
    }

    string private constant BRONZE = "#b3703c";
    string private constant SILVER = "#7f8b96";
    string private constant GOLD = "#c89b1d";

    /// @return The badge's JSON document as a data URI.
    function uri(IBadges.Award memory award) internal pure returns (string memory) {
        Style memory style = styleOf(award.badge);
        string memory image = Base64.encode(bytes(svg(style, award)));
        return string.concat(
            "data:application/json;base64,",
            Base64.encode(
                bytes(
                    string.concat(
                        '{"name":"',
                        style.title,
                        '","description":"',
                        style.description,
                        '","image":"data:image/svg+xml;base64,',
                        image,
                        '","attributes":[',
                        _attributes(style, award),
                        "]}"
                    )
                )
            )
        );
    }

    /// @return A medal with its mark, title, model and account.
    function svg(Style memory style, IBadges.Award memory award) internal pure returns (string memory) {
        return string.concat(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" '
            'font-family="sans-serif" text-anchor="middle">'
            '<rect width="320" height="320" rx="24" fill="#faf8f4"/>'
            '<path d="M118 148 96 226l32-10 20 26 12-74 12 74 20-26 32 10-22-78z" fill="',
            style.colour,
            '" opacity=".45"/><circle cx="160" cy="110" r="70" fill="',
            style.colour,
            '"/><circle cx="160" cy="110" r="58" fill="none" stroke="#fff" stroke-width="3"/>'
            '<text x="160" y="124" font-size="40" font-weight="bold" fill="#fff">',
            style.mark,
            '</text><text x="160" y="266" font-size="21" font-weight="bold" fill="#222">',
            style.title,
            '</text><text x="160" y="290" font-size="14" fill="#555">',
            _place(award),
            '</text><text x="160" y="309" font-size="9" fill="#555">',
            LibString.toHexStringChecksummed(award.account),
            "</text></svg>"
        );
    }

    function styleOf(IBadges.Badge badge) internal pure returns (Style memory) {
        if (badge == IBadges.Badge.FirstVerified) {
            return Style("First lesson", "A contribution that taught the model something.", "1", BRONZE);
        }
        if (badge == IBadges.Badge.TenVerified) {
            return Style("Tutor", "10 contributions that taught the model something.", "10", BRONZE);
        }
        if (badge == IBadges.Badge.HundredVerified) {
            return Style("Teacher", "100 contributions that taught the model something.", "100", SILVER);
        }
        if (badge == IBadges.Badge.ThousandVerified) {
            return Style("Professor", "1000 contributions that taught the model something.", "1000", GOLD);
        }
        if (badge == IBadges.Badge.WeekStreak) {
            return Style("Regular", "Points on 7 days in a row.", "7 d", BRONZE);
        }
        if (badge == IBadges.Badge.MonthStreak) {
            return Style("Devoted", "Points on 30 days in a row.", "30 d", GOLD);
        }
        if (badge == IBadges.Badge.RareClass) {
            return Style("Explorer", "A contribution to a class that few contribute to.", "?", SILVER);
        }
        if (badge == IBadges.Badge.TenReports) {
            return Style("Watchful", "10 confirmed reports of bad data.", "!", SILVER);
        }
        return Style("Best of the month", "The most points of a month.", "#1", GOLD);
    }

    function _attributes(Style memory style, IBadges.Award memory award)
        private
        pure
        returns (string memory list)
    {
        list = string.concat(
            _attribute("Badge", style.title),
            ",",
            _attribute("Trainer", LibString.toHexStringChecksummed(award.trainer)),
            ",",
            _attribute("Model", LibString.toString(award.modelId)),
            ",",
            _attribute("Account", LibString.toHexStringChecksummed(award.account))
        );
        if (award.badge == IBadges.Badge.BestOfMonth) {
            list = string.concat(list, ",", _attribute("Month", LibString.toString(award.month)));
        }
    }

    function _attribute(string memory trait, string memory value) private pure returns (string memory) {
        return string.concat('{"trait_type":"', trait, '","value":"', value, '"}');
    }

    /// @dev The model, and the month if there is one.
    function _place(IBadges.Award memory award) private pure returns (string memory place) {
        place = string.concat("Model ", LibString.toString(award.modelId));
        if (award.badge == IBadges.Badge.BestOfMonth) {
            place = string.concat(place, ", month ", LibString.toString(award.month));
        }
    }
}
