// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {BadgesTest} from "./BadgesTest.sol";
import {IBadges} from "../../src/interfaces/IBadges.sol";
import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";

contract DrawingTest is BadgesTest {
    using LibString for string;

    string private constant JSON = "data:application/json;base64,";
    string private constant SVG = "data:image/svg+xml;base64,";

    function test_uri() public {
        string memory json = document(claimed());
        string memory start = '{"name":"First lesson","description":"A contribution that taught the model something.",'
            '"image":"';
        assertTrue(json.startsWith(start), "name and description");
        string memory end = string.concat(
            '","attributes":[{"trait_type":"Badge","value":"First lesson"},{"trait_type":"Trainer","value":"',
            LibString.toHexStringChecksummed(address(trainer)),
            '"},{"trait_type":"Model","value":"0"},{"trait_type":"Account","value":"',
            LibString.toHexStringChecksummed(alice),
            '"}]}'
        );
        assertTrue(json.endsWith(end), "attributes");
        string memory svg = image(json);
        assertTrue(svg.startsWith("<svg ") && svg.endsWith("</svg>"), "a drawing");
        assertTrue(svg.contains(">First lesson<") && svg.contains(">Model 0<"), "its words");
        assertTrue(svg.contains(LibString.toHexStringChecksummed(alice)), "whose it is");
    }

    function test_month() public {
        uint256 month = START_DAY / 30;
        teach(alice, modelId, one(1), 1);
        vm.warp((month + 1) * 30 days);
        string memory json = document(claim(alice, IBadges.Badge.BestOfMonth, month));
        assertTrue(json.contains('{"trait_type":"Month","value":"667"}'), "the month");
        assertTrue(image(json).contains(">Model 0, month 667<"), "the month, drawn");
    }

    function test_reverts_nobodys(uint256 tokenId) public {
        vm.expectRevert();
        badges.tokenURI(tokenId);
    }

    function test_names() public view {
        assertEq(bytes(badges.name()), bytes("Cotrain badges"), "name");
        assertEq(bytes(badges.symbol()), bytes("COTRAIN"), "symbol");
    }

    function document(uint256 tokenId) private view returns (string memory) {
        string memory uri = badges.tokenURI(tokenId);
        assertTrue(uri.startsWith(JSON), "a JSON document");
        return string(Base64.decode(uri.slice(bytes(JSON).length)));
    }

    function image(string memory json) private pure returns (string memory) {
        uint256 from = json.indexOf(SVG) + bytes(SVG).length;
        return string(Base64.decode(json.slice(from, json.indexOf('","attributes'))));
    }
}
