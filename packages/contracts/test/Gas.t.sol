// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Test} from "./utils/Test.sol";
import {IDepositRefundTake} from "../src/interfaces/IDepositRefundTake.sol";
import {SparsePerceptron} from "../src/classifiers/SparsePerceptron.sol";
import {SparsePerceptronDepositRefundTake as Trainer} from "../src/trainers/SparsePerceptronDepositRefundTake.sol";
import {Contribution} from "../src/types/Contribution.sol";

contract GasTest is Test {
    Trainer trainer;
    bytes constant S20 =
        hex"000100020003000e000f001a00250030003b006e006f007000d5013a0203026802cd033203970398";

    function setUp() public {
        trainer = new Trainer();
        vm.deal(address(0xa11ce), 100 ether);
        vm.deal(address(0xb0b), 100 ether);
        vm.warp(1e9);
    }

    function weights(uint256 n, uint256 bits) internal pure returns (uint256[] memory w) {
        uint256 per = 256 / bits;
        w = new uint256[]((n + 1 + per - 1) / per);
        for (uint256 i; i <= n; ++i) w[i / per] |= 1 << ((i % per) * bits);
    }

    function test_gas() public {
        for (uint256 bits = 8; bits <= 16; bits += 4) {
            string memory g = bits == 12 ? "b12" : bits == 8 ? "b8" : "b16";
            uint256 id = trainer.createModel(
                abi.encode(SparsePerceptron.PerceptronOptions(1000, uint8(bits), 10)),
                abi.encode(IDepositRefundTake.DepositOptions(0, 1e6, 1e6, 1)),
                '{"name":"IMDB","classes":["a","b"],"encoder":"none"}',
                weights(1000, bits)
            );
            vm.snapshotGasLastCall(g, "deploy");
            for (uint8 i; i < 2; ++i) {
                vm.startPrank(i == 0 ? address(0xa11ce) : address(0xb0b));
                uint t = 1e9 + bits * 1e5;
                vm.warp(t);
                uint96 p = uint96(trainer.price(id));
                trainer.contribute{value: 1 ether}(id, 1, S20);
                vm.snapshotGasLastCall(g, "add-agree");
                Contribution memory c = Contribution(i == 0 ? address(0xa11ce) : address(0xb0b), 1, uint32(t), p, p, new address[](0), S20);
                trainer.refund(id, uint256(i), c);
                vm.snapshotGasLastCall(g, i == 0 ? "refund-first" : "refund2");
                vm.stopPrank();
            }
            vm.startPrank(address(0xa11ce));
            uint96 p = uint96(trainer.price(id));
            uint t = 1e9 + bits * 1e5;
            trainer.contribute{value: 1 ether}(id, 1, S20);
            Contribution memory c = Contribution(address(0xa11ce), 1, uint32(t), p, p, new address[](0), S20);
            trainer.refund(id, 2, c);
            vm.snapshotGasLastCall(g, "refund");
            trainer.contribute{value: 1 ether}(id, 0, S20);
            vm.snapshotGasLastCall(g, "add-disagree");
            trainer.contribute{value: 1 ether}(id, 1, S20);
            // now agree 1: the contribution 3 with label 0 is bad
            vm.stopPrank();
            vm.prank(address(0xb0b));
            c = Contribution(address(0xa11ce), 0, uint32(t), p, p, new address[](0), S20);
            trainer.take(id, 3, c);
            vm.snapshotGasLastCall(g, "take");
            uint8[] memory labels = new uint8[](10);
            bytes[] memory samples = new bytes[](10);
            for (uint i; i < 10; ++i) { labels[i] = 1; samples[i] = S20; }
            trainer.contributeBatch{value: 1 ether}(id, labels, samples);
            vm.snapshotGasLastCall(g, "batch10");
        }
    }
    receive() external payable {}
}
