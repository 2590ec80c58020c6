// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {IClassifier} from "./interfaces/IClassifier.sol";
import {ClassifierModules} from "./ClassifierModules.sol";
import {ModelRegister} from "./ModelRegister.sol";
import {ModelHead} from "./types/ModelHead.sol";

/// How a trainer asks the classifier of a model: by `delegatecall`, so that the classifier works on the trainer's
/// storage. `request` is the encoded call; its memory is given back, so that many calls take no more than one.
/// @dev What a classifier has beyond IClassifier (its options, parameters, scores), the trainer answers as if it were
/// its own: every such function has the model as its first argument. It only ever runs in a static call, so that
/// nobody can have a classifier change anything but through the trainer's own functions.
abstract contract Classifiers is ClassifierModules, ModelRegister {
    /// The trainer has no such function, and neither has the model's classifier.
    error UnknownFunction(bytes4 selector);

    constructor(address[] memory modules) ClassifierModules(modules) {}

    /// Views of the model's classifier, such as `score`, `parameters` and `classifierOptions`.
    // solhint-disable-next-line no-complex-fallback, payable-fallback
    fallback() external {
        if (msg.data.length < 36) revert UnknownFunction(msg.sig);
        uint256 modelId = uint256(bytes32(msg.data[4:36]));
        _registered(modelId);
        address target = msg.sender == address(this) ? _module(_head(modelId).classifier()) : address(this);
        // From outside: the same call again, but static. Then: the classifier's code on the trainer's storage.
        assembly ("memory-safe") {
            calldatacopy(0x00, 0x00, calldatasize())
            let done := 0
            switch eq(target, address())
            case 0 { done := delegatecall(gas(), target, 0x00, calldatasize(), 0x00, 0x00) }
            default { done := staticcall(gas(), target, 0x00, calldatasize(), 0x00, 0x00) }
            returndatacopy(0x00, 0x00, returndatasize())
            if iszero(done) { revert(0x00, returndatasize()) }
            return(0x00, returndatasize())
        }
    }

    /// @dev Has the classifier check this transaction's contribution; the caller is `contribute`.
    function _admit(ModelHead head, uint256 wanted) internal returns (uint256) {
        return _ask(head, _ownCalldata(IClassifier.admit.selector, head, wanted));
    }

    /// @dev The same; the caller is `contributeBatch`.
    function _admitBatch(ModelHead head, uint256 wanted) internal returns (uint256[] memory) {
        return _askForList(head, _ownCalldata(IClassifier.admitBatch.selector, head, wanted));
    }

    /// @dev The same, for a view with the arguments of `contributeBatch`; nothing may be wanted that changes the model.
    function _checkAdmitted(ModelHead head, uint256 wanted) internal view {
        bytes memory request = _ownCalldata(IClassifier.admitBatch.selector, head, wanted);
        _asView(_askForList)(head, request);
    }

    function _update(uint256 modelId, ModelHead head, bytes calldata sample, uint256 label) internal {
        _ask(head, abi.encodeCall(IClassifier.update, (modelId, head.settings(), sample, label)));
    }

    function _updateAll(uint256 modelId, ModelHead head, uint8[] calldata labels, bytes[] calldata samples)
        internal
    {
        _ask(head, abi.encodeCall(IClassifier.updateAll, (modelId, head.settings(), labels, samples)));
    }

    function _classify(uint256 modelId, ModelHead head, bytes calldata sample)
        internal
        view
        returns (uint256)
    {
        return _askView(head, _aboutSample(IClassifier.classify.selector, modelId, head, sample));
    }

    function _classifyBatch(uint256 modelId, ModelHead head, bytes[] calldata samples)
        internal
        view
        returns (uint256[] memory)
    {
        bytes memory request = abi.encodeCall(IClassifier.classifyBatch, (modelId, head.settings(), samples));
        return _asView(_askForList)(head, request);
    }

    /// @return The class that the model gives to the checked sample of a record.
    function _recall(uint256 modelId, ModelHead head, bytes calldata sample) internal view returns (uint256) {
        return _askView(head, _aboutSample(IClassifier.recall.selector, modelId, head, sample));
    }

    /// @dev Reverts unless a page of test samples is well formed, and none could take too much.
    /// @return count How many there are.
    function _admitTests(uint256 modelId, ModelHead head, bytes calldata data)
        internal
        view
        returns (uint256 count)
    {
        return _askView(head, _aboutSample(IClassifier.admitTests.selector, modelId, head, data));
    }

    /// @dev See IClassifier.testLoss.
    function _testLoss(
        uint256 modelId,
        ModelHead head,
        bool quadratic,
        bytes memory data,
        uint256 cursor,
        uint256 samples,
        uint256 first,
        uint256 halves
    ) internal view returns (uint256 payLoss, uint256 keepLoss, uint256 made, uint256 end) {
        uint256[4] memory result;
        bytes memory request = abi.encodeCall(
            IClassifier.testLoss, (modelId, head.settings(), quadratic, data, cursor, samples, first, halves)
        );
        _askView(head, request);
        // all four words of what `_askView` has asked for
        assembly ("memory-safe") {
            returndatacopy(result, 0x00, 0x80)
        }
        return (result[0], result[1], result[2], result[3]);
    }

    /// @return How many classes the model has now.
    function _classes(uint256 modelId, ModelHead head) internal view returns (uint256) {
        return _askView(head, abi.encodeCall(IClassifier.classes, (modelId, head.settings())));
    }

    /// @dev For functions that change nothing. Never returns on a failure: what the classifier reverted with goes on.
    function _askView(ModelHead head, bytes memory request) internal view returns (uint256) {
        return _asView(_ask)(head, request);
    }

    /// @return result The first word of what the classifier returns.
    function _ask(ModelHead head, bytes memory request) internal returns (uint256 result) {
        address module = _module(head.classifier());
        assembly ("memory-safe") {
            if iszero(delegatecall(gas(), module, add(request, 0x20), mload(request), 0x00, 0x20)) {
                returndatacopy(0x00, 0x00, returndatasize())
                revert(0x00, returndatasize())
            }
            mstore(0x40, request)
            result := mload(0x00)
        }
    }

    /// @return list What the classifier returns.
    function _askForList(ModelHead head, bytes memory request) private returns (uint256[] memory list) {
        address module = _module(head.classifier());
        assembly ("memory-safe") {
            if iszero(delegatecall(gas(), module, add(request, 0x20), mload(request), 0x00, 0x00)) {
                returndatacopy(0x00, 0x00, returndatasize())
                revert(0x00, returndatasize())
            }
            // without the offset, which is always 32
            list := request
            let size := sub(returndatasize(), 0x20)
            returndatacopy(list, 0x20, size)
            mstore(0x40, add(list, size))
        }
    }

    /// @return request The calldata of this call with another selector, and a word behind it.
    function _ownCalldata(bytes4 selector, ModelHead head, uint256 wanted)
        private
        pure
        returns (bytes memory request)
    {
        uint256 admission = head.admission();
        // the memory in use ends with whole words, though what is copied does not
        assembly ("memory-safe") {
            request := mload(0x40)
            let size := calldatasize()
            let to := add(request, 0x20)
            calldatacopy(to, 0x00, size)
            mstore(request, add(size, 0x20))
            let end := add(to, size)
            mstore(end, or(shl(8, admission), wanted))
            mstore(to, or(selector, shr(32, shl(32, mload(to)))))
            mstore(0x40, and(add(end, 0x3f), not(0x1f)))
        }
    }

    /// @return request abi.encodeWithSelector(selector, modelId, settings, sample).
    function _aboutSample(bytes4 selector, uint256 modelId, ModelHead head, bytes calldata sample)
        private
        pure
        returns (bytes memory request)
    {
        uint256 settings = head.settings();
        // three words and the sample's length, behind the selector
        assembly ("memory-safe") {
            request := mload(0x40)
            mstore(add(request, 0x20), selector)
            mstore(add(request, 0x24), modelId)
            mstore(add(request, 0x44), settings)
            mstore(add(request, 0x64), 0x60)
            mstore(add(request, 0x84), sample.length)
            calldatacopy(add(request, 0xa4), sample.offset, sample.length)
            let size := add(0x84, sample.length)
            mstore(request, size)
            mstore(0x40, and(add(add(request, size), 0x5f), not(0x1f)))
        }
    }

    /// @dev Solidity has no static form of `delegatecall`; what is asked for here changes nothing.
    function _asView(function(ModelHead, bytes memory) internal returns (uint256) asked)
        private
        pure
        returns (function(ModelHead, bytes memory) internal view returns (uint256) same)
    {
        assembly ("memory-safe") {
            same := asked
        }
    }

    function _asView(function(ModelHead, bytes memory) internal returns (uint256[] memory) asked)
        private
        pure
        returns (function(ModelHead, bytes memory) internal view returns (uint256[] memory) same)
    {
        assembly ("memory-safe") {
            same := asked
        }
    }
}
