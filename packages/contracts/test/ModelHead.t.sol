// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {ModelHead, ModelHeadLibrary} from "../src/types/ModelHead.sol";
import {Test} from "./utils/Test.sol";

/// Each field comes back as it was set, and setting one leaves the others.
contract ModelHeadTest is Test {
    function test_create(uint40 classifier, uint176 incentive) public pure {
        ModelHead head = ModelHeadLibrary.create(classifier, incentive);
        assertFields(head, classifier, false, 0, incentive);
    }

    function test_setters(uint40 classifier, uint176 incentive, uint176 next, uint32 count, uint32 later)
        public
        pure
    {
        ModelHead head = ModelHeadLibrary.create(classifier, incentive);
        head = head.setReady();
        assertFields(head, classifier, true, 0, incentive);
        head = head.setContributions(count);
        assertFields(head, classifier, true, count, incentive);
        head = head.setIncentive(next);
        assertFields(head, classifier, true, count, next);
        head = head.setContributions(later);
        assertFields(head, classifier, true, later, next);
        assertFields(head.setReady(), classifier, true, later, next);
    }

    function assertFields(ModelHead head, uint40 classifier, bool ready, uint32 count, uint176 incentive)
        private
        pure
    {
        assertEq(uint256(head.classifier()), classifier, "classifier");
        assertTrue(head.ready() == ready, "ready");
        assertEq(head.contributions(), count, "contributions");
        assertEq(uint256(head.incentive()), incentive, "incentive");
    }
}
