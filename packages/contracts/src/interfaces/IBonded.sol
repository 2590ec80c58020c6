// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

import {Challenge} from "../types/Challenge.sol";
import {Contribution} from "../types/Contribution.sol";

/// *Deposit, Refund, Take*, hardened: a contribution asserts a label with its deposit at stake, and waits. For
/// `challengeTime` seconds anybody may assert another label, with twice the last stake; then the clock starts again.
/// When it has run out, the model learns the last label, and who asserted that label shares what was staked on others.
/// What was challenged `maxChallenges` times is not decided by money: it is dropped, or an arbiter decides
/// (IArbitration). What the model says decides nothing. Doubling bonds are those of Reality.eth (Edgar, "Reality Check
/// Design", 2017).
interface IBonded {
    /// What the owner chooses.
    struct BondedOptions {
        /// Seconds without a challenge after which a label is final, at least 1; below 2^24, about 194 days.
        uint24 challengeTime;
        /// Wei that a contribution stakes when the model agrees with its label, at least 10^12.
        uint64 deposit;
        /// How many times that when the model disagrees, 1 to 16.
        uint8 surpriseFactor;
        /// After so many challenges a contribution is dropped, or the arbiter may be called; 2 to 4.
        uint8 maxChallenges;
        /// Who decides then; 0 for nobody, and then the three below are 0 and empty.
        address arbiter;
        /// Whether the arbiter is a court, which is asked and paid (IArbitrator), or a referee.
        bool court;
        /// Seconds that the arbiter has to rule, at least 1.
        uint24 rulingTime;
        /// What the court wants to know with each dispute.
        bytes arbiterData;
    }

    struct BondedView {
        BondedOptions options;
    }

    /// The contribution with which a sample was first made.
    struct Original {
        address contributor;
        uint32 index;
        uint8 label;
        uint32 time;
        uint96 deposit;
    }

    /// `account` staked `bond` on `label`; unless challenged in turn, it is final `challengeTime` after `time`.
    event Challenged(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed account,
        uint8 label,
        uint32 time,
        uint256 bond
    );
    /// `label` is final, and the model has learned it. `amounts` wei were paid for each assertion: the contribution's
    /// first, then the challenges', then, after a ruling, to whoever paid the arbiter. What is left was burnt.
    event Settled(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed contributor,
        uint8 label,
        uint256[] amounts
    );

    /// The model does not learn the contribution. `amounts` wei were paid for each assertion: the contribution's first,
    /// then the challenges'. What is left of the stakes was burnt, or paid to a finder.
    event Dropped(
        uint256 indexed modelId, uint256 indexed index, address indexed contributor, uint256[] amounts
    );
    /// `finder` showed that contribution `original` has the same sample, and got `amount`, unless somebody had
    /// challenged before. `Dropped` follows.
    event DuplicateFound(
        uint256 indexed modelId,
        uint256 indexed index,
        address indexed finder,
        uint256 original,
        uint256 amount
    );

    error BondedOptionOutOfRange(bytes32 option, uint256 value, uint256 min, uint256 max);
    /// The label is final.
    error TooLate(uint256 finalAt, uint256 time);
    /// A challenge must assert another label than the last one.
    error AlreadyAsserted(uint256 label);
    error BondTooSmall(uint256 required, uint256 available);
    error TooManyChallenges(uint256 max);
    /// The original of a duplicate was made before it.
    error NotEarlier(uint256 original, uint256 index);

    /// @return The mechanism's state of a model.
    function incentive(uint256 modelId) external view returns (BondedView memory);

    /// @return The most, in wei, that a contribution may have to stake: send this, and get back what is not needed.
    function price(uint256 modelId) external view returns (uint256);

    /// @return What a contribution of `sample` with `label` stakes in this block, in wei.
    function priceOf(uint256 modelId, uint8 label, bytes calldata sample) external view returns (uint256);

    /// Asserts that a contribution has another label than the last one asserted, for a bond of twice the last stake.
    /// What was sent beyond it comes back.
    /// @param challenges All challenges so far, in their order.
    /// @param proof That the contribution stands in the log with them (docs/record.md).
    function challenge(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        uint8 label,
        bytes calldata proof
    ) external payable;

    /// Closes a contribution whose label is final: the model learns it, and all are paid; or, after `maxChallenges`
    /// challenges, drops it: the contributor and the first challenger lose one deposit each, which is burnt, and
    /// everything else is paid back. Anybody may call it.
    /// @param challenges All challenges, in their order.
    /// @param proof That the contribution stands in the log with them (docs/record.md).
    function refund(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        bytes calldata proof
    ) external;

    /// Drops an open contribution at once whose sample is that of an earlier one. If the original was final when it was
    /// made, half of the deposit goes to the first challenger, or to the caller when there is none, and half is burnt;
    /// else the deposit comes back, for nobody can know what somebody else contributes at the same time. All bonds come
    /// back.
    /// @param proof That the contribution stands in the log with its challenges (docs/record.md).
    /// @param original As it was made.
    /// @param originalProof That it stands in the log like that.
    function dropDuplicate(
        uint256 modelId,
        Contribution calldata contribution,
        Challenge[] calldata challenges,
        bytes calldata proof,
        Original calldata original,
        bytes calldata originalProof
    ) external;
}
