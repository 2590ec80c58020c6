// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {AnyTrainer} from "./AnyTrainer.sol";
import {Kind, Kinds} from "./Kinds.sol";
import {Contribution} from "../../src/types/Contribution.sol";
import {SparseTest} from "../utils/SparseTest.sol";

/// What the conformance suite must know of a mechanism; a contract a mechanism fills it in, and its test and its handler
/// inherit from that.
abstract contract MechanismActions is SparseTest {
    struct Made {
        uint256 index;
        Contribution c;
    }

    /// A call to the trainer that settles something of a model.
    struct Claim {
        /// Who may make it.
        address caller;
        /// Who is paid, and how much.
        address to;
        uint256 amount;
        /// The first second at which it succeeds.
        uint256 from;
        bytes data;
    }

    AnyTrainer internal trainer;
    /// The classifier of the trainer.
    Kind internal kind;
    /// Of the models that `newModel` makes.
    uint256 internal features = FEATURES;

    /// What the name of the mechanism's trainer begins with.
    function mechanismName() internal pure virtual returns (string memory);

    function incentiveOptions() internal pure virtual returns (bytes memory);

    /// Has a new model accept contributions.
    function open(uint256 modelId) internal virtual {}

    /// Does all that must be done after the last contribution before the claims can be made.
    function finish(uint256 modelId, Made[] memory made) internal virtual {}

    /// The claims that pay out all that a model holds, in an order in which they succeed, once `finish` has been
    /// called; no claim comes later than the next.
    /// @param made The contributions that are still open.
    function claims(uint256 modelId, Made[] memory made) internal virtual returns (Claim[] memory);

    /// Of the classifier `kind_` under the mechanism.
    function deployTrainer(Kind kind_) internal {
        kind = kind_;
        trainer = AnyTrainer(deployTrainer(mechanismName(), Kinds.name(kind_)));
    }

    /// A model that has learned nothing, says class 0 and accepts contributions.
    function newModel() internal returns (uint256 modelId) {
        bytes memory options = Kinds.options(kind, uint16(features));
        vm.prank(owner);
        modelId = trainer.createModel(0, options, incentiveOptions(), 0, METADATA, new uint256[](0));
        uint256[] memory words = Kinds.blank(kind, trainer.model(modelId).requiredWords);
        vm.prank(owner);
        trainer.uploadParameters(modelId, 0, words);
        open(modelId);
    }

    /// The sample of feature `i` alone.
    function lone(uint256 i) internal view returns (bytes memory) {
        return Kinds.one(kind, features, i);
    }

    /// `who` contributes, paying exactly the price.
    function contribute(address who, uint256 modelId, uint8 label, bytes memory sample)
        internal
        virtual
        returns (Made memory)
    {
        uint256 before = address(trainer).balance;
        uint256 value = trainer.price(modelId);
        vm.prank(who);
        uint256 index = trainer.contribute{value: value}(modelId, label, sample);
        return
            recorded(modelId, newContribution(index, who, label, address(trainer).balance - before, sample));
    }

    /// Whether a model takes `sample` as a contribution now.
    function takes(uint256 modelId, bytes memory sample) internal virtual returns (bool ok) {
        uint256 price = trainer.price(modelId);
        uint256 before = vm.snapshotState();
        vm.prank(alice);
        (ok,) = address(trainer).call{value: price}(abi.encodeCall(trainer.contribute, (modelId, 1, sample)));
        vm.revertToState(before);
    }

    /// A contribution as the log has it.
    function recorded(uint256 modelId, Contribution memory c) internal returns (Made memory) {
        c.surprising = wasSurprising(address(trainer), modelId, c.index);
        return Made(c.index, c);
    }
}
