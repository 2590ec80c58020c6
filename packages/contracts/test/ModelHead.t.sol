// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ModelHead, ModelHeadLibrary} from "../src/types/ModelHead.sol";
import {Test} from "./utils/Test.sol";

/// Each field comes back as it was set, and setting one leaves the others.
contract ModelHeadTest is Test {
    struct Fields {
        uint8 classifier;
        uint56 settings;
        uint16 maxFeatures;
        uint176 incentive;
    }

    function test_create(Fields memory f) public pure {
        assertFields(create(f), f, false);
    }

    function test_setters(Fields memory f, Fields memory next) public pure {
        (next.classifier, next.settings, next.maxFeatures) = (f.classifier, f.settings, f.maxFeatures);
        ModelHead head = create(f).setReady();
        assertFields(head, f, true);
        head = head.setIncentive(next.incentive);
        assertFields(head, next, true);
        assertFields(head.setReady(), next, true);
    }

    function create(Fields memory f) private pure returns (ModelHead) {
        f.classifier %= 128;
        return ModelHeadLibrary.create(f.classifier, f.settings, f.maxFeatures, f.incentive);
    }

    function assertFields(ModelHead head, Fields memory f, bool ready) private pure {
        assertEq(head.classifier(), f.classifier % 128, "classifier");
        assertEq(uint256(head.settings()), f.settings, "settings");
        assertTrue(head.ready() == ready, "ready");
        assertEq(uint256(head.maxFeatures()), f.maxFeatures, "max features");
        assertEq(uint256(head.incentive()), f.incentive, "incentive");
    }
}
