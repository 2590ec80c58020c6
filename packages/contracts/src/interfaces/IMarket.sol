// SPDX-License-Identifier: MIT
pragma solidity ^0.8.31;

/// A *blind prediction market* for data: a sponsor's bounty is paid out by how much each bundle of contributions
/// improves the model on a test set that nobody but the sponsor knows while bundles are made, and no bundle is seen
/// before all of them are committed. After Abernethy & Frongillo 2011 and Harris & Waggoner 2019, section III-B.
///
/// None → (open) → Committing → Revealing → Testing → (publish, the last page) → Settling → (settle, bundle by bundle)
/// → Settled. In Committing the sponsor may cancel: Cancelled. If the test set is not published in time, or no bundle
/// was revealed: Overdue → (close) → Defaulted, or Settled where nobody revealed anything. When everything of a market
/// is paid, the owner may open the next one.
///
/// docs/prediction-market.md has the rules, the formulas and their sources.
interface IMarket {
    enum Phase {
        None,
        Committing,
        Revealing,
        Testing,
        Overdue,
        Settling,
        Settled,
        Defaulted,
        Cancelled
    }

    enum Loss {
        /// 1 for each test sample that the model gets wrong.
        Errors,
        /// Half the Brier score; only classifiers that give probabilities.
        Quadratic
    }

    enum BundleStatus {
        /// There is no such bundle.
        None,
        Committed,
        Revealed,
        /// Scored; its amount waits to be claimed.
        Settled,
        /// Nothing is left to be paid: claimed, lost, or never revealed.
        Closed
    }

    /// What the sponsor chooses.
    struct MarketOptions {
        /// Wei that a bundle stakes, at least 1; the most that it can lose.
        uint64 stake;
        /// Wei that a bundle pays beside it, for whoever has it scored.
        uint64 fee;
        /// Wei that a fall of the mean loss by 1 is worth, 1 to 2^80 - 1.
        uint96 value;
        /// By how much a bundle may raise the mean loss on the half that decides what is kept, in millionths, at most
        /// 1,000,000.
        uint32 tolerance;
        /// Seconds in which bundles are committed, at least 1; below 2^24, about 194 days, as the next two.
        uint24 commitTime;
        /// Seconds in which they are revealed.
        uint24 revealTime;
        /// Seconds in which the sponsor publishes the test set.
        uint24 testTime;
        /// Samples of the test set; even, 2 to 512.
        uint16 testSamples;
        /// Samples of a bundle, 1 to 64.
        uint8 minSamples;
        uint8 maxSamples;
        Loss loss;
    }

    /// The state of a market. Losses are in units of 2^-16, summed over the half of the test set that they are named
    /// after: what is earned is measured on one half, what is kept is decided on the other.
    struct MarketView {
        Phase phase;
        MarketOptions options;
        /// Zero before the first market.
        address sponsor;
        uint256 bounty;
        /// What is left of it, with what bundles lost.
        uint256 pot;
        /// When bundles are no longer committed, revealed, and when the test set is due; 0 before the first market.
        uint256 commitUntil;
        uint256 revealUntil;
        uint256 testUntil;
        /// The first bundle of this market, and how many there are; bundles of all markets of a model are numbered on.
        uint256 firstBundle;
        uint256 bundles;
        /// How many of them were revealed, how many are scored, and how many wait to be paid.
        uint256 revealed;
        uint256 settled;
        uint256 unpaid;
        /// Pages of the test set, and how many of them are published.
        uint256 pages;
        uint256 published;
        /// Of the model as it was when the market opened,
        uint256 firstPayLoss;
        uint256 firstKeepLoss;
        /// and with all bundles that were kept so far.
        uint256 payLoss;
        uint256 keepLoss;
        /// On how many test samples the bundle that is next has been tried so far.
        uint256 tested;
        /// After a default: what each revealed bundle gets beside its stake and fee.
        uint256 share;
    }

    /// A bundle.
    struct BundleView {
        BundleStatus status;
        /// When revealed: which of the revealed bundles of its market it is, from 0 on.
        uint256 number;
        /// When settled.
        address contributor;
        uint256 amount;
        /// When committed or revealed: the first 26 bytes of keccak256(abi.encode(contributor, commitment)).
        bytes26 hash;
    }

    // Models, bundles and people are what one looks for; losses and times are not.
    // solhint-disable gas-indexed-events

    event MarketOptionsSet(uint256 indexed modelId, MarketOptions options);
    /// `hashes` are those of the pages of the test set.
    event MarketOpened(
        uint256 indexed modelId,
        address indexed sponsor,
        uint256 bounty,
        uint256 firstBundle,
        bytes32[] hashes
    );
    event BundleCommitted(
        uint256 indexed modelId, uint256 indexed bundle, address indexed contributor, bytes32 commitment
    );
    /// Its samples are contributions `first` to `first + count - 1` of the log, each of which has an event before.
    event BundleRevealed(
        uint256 indexed modelId,
        uint256 indexed bundle,
        address indexed contributor,
        uint256 number,
        uint256 first,
        uint256 count,
        bytes32 salt
    );
    /// `salt` is the same for all pages.
    event TestPublished(uint256 indexed modelId, uint256 indexed page, bytes32 salt, bytes data);
    /// The bundle with the number (multiplier * position + offset) mod revealed is scored at `position`. Bit i of
    /// `halves` says which of the test samples 2 i and 2 i + 1 is of the half that pays. `burnt` are the stakes and
    /// fees of what was not revealed.
    event SettlementOpened(
        uint256 indexed modelId,
        uint256 payLoss,
        uint256 keepLoss,
        uint256 halves,
        uint256 multiplier,
        uint256 offset,
        uint256 burnt
    );
    /// The bundle is being tried: over the first `tested` test samples its losses are these.
    event BundleTried(
        uint256 indexed modelId, uint256 indexed bundle, uint256 tested, uint256 payLoss, uint256 keepLoss
    );
    /// The bundle is scored; with it the losses are these, over `tested` test samples: over all, unless it was refused
    /// before. What is not kept is undone and has its stake back.
    /// @param amount What the contributor can claim, in wei: the stake, more or less.
    event BundleSettled(
        uint256 indexed modelId,
        uint256 indexed bundle,
        address indexed contributor,
        bool kept,
        uint256 tested,
        uint256 payLoss,
        uint256 keepLoss,
        uint256 amount
    );
    /// All bundles are scored; `rest` of the bounty went back to the sponsor.
    event MarketSettled(uint256 indexed modelId, uint256 payLoss, uint256 keepLoss, uint256 rest);
    event MarketCancelled(uint256 indexed modelId);
    /// The test set was not published in time: each revealed bundle gets `share` beside what it paid.
    event MarketDefaulted(uint256 indexed modelId, uint256 share, uint256 burnt);
    event Claimed(
        uint256 indexed modelId, uint256 indexed bundle, address indexed contributor, uint256 amount
    );

    // solhint-enable gas-indexed-events

    error MarketOptionOutOfRange(bytes32 option, uint256 value, uint256 min, uint256 max);
    /// A test set of so many samples has no halves.
    error TestSamplesOdd(uint256 testSamples);
    /// The model's classifier gives no probabilities.
    error LossNotOffered(Loss loss);
    /// The market is in another phase than the call needs.
    error WrongPhase(uint256 modelId, Phase phase);
    /// Bundles of the last market still wait to be paid; anybody can have them paid.
    error MarketNotPaid(uint256 modelId, uint256 unpaid);
    error PageCountOutOfRange(uint256 pages, uint256 min, uint256 max);
    error BountyOutOfRange(uint256 bounty, uint256 min, uint256 max);
    /// Contributions are made in bundles: `commit`, then `reveal`.
    error BundlesOnly(uint256 modelId);
    /// Each bundle pays stake and fee, no more and no less.
    error ValueMismatch(uint256 expected, uint256 given);
    error NoBundle();
    error BundleSizeOutOfRange(uint256 samples, uint256 min, uint256 max);
    /// The samples of a bundle ascend by their keccak256, so that none is there twice.
    error SamplesNotAscending(uint256 sample);
    /// The bundle has another status, or is not of this market.
    error WrongBundle(uint256 modelId, uint256 bundle, BundleStatus status);
    /// What was committed hashes to `expected`, what was brought to `given`.
    error BundleMismatch(uint256 bundle, bytes26 expected, bytes26 given);
    /// Bundles are scored in the order of the lot: next is the one with number `expected` among the revealed.
    error NotNext(uint256 modelId, uint256 expected, uint256 given);
    error PageMismatch(uint256 page, bytes32 expected, bytes32 given);
    /// All pages have one salt.
    error SaltMismatch(bytes32 expected, bytes32 given);
    error TestSampleCount(uint256 expected, uint256 given);
    /// From the opening of a market until it is over no class is added.
    error ClassesFixed(uint256 modelId, Phase phase);
    error NotSponsor(address caller, address sponsor);
    /// A step of the settlement makes one prediction at least.
    error NothingToSettle();
    /// How `trial` ends when nothing stays: the losses, the test samples they are of, and where the next step goes on.
    error Tried(uint256 payLoss, uint256 keepLoss, uint256 made, uint256 page, uint256 cursor);
    /// Trying a bundle on this many test samples takes more gas than there was.
    error TrialFailed(uint256 tests, uint256 gasLeft);
    /// `trial` is for the trainer itself.
    error NotTheTrainer(address caller);

    /// @return The mechanism's state of a model.
    function incentive(uint256 modelId) external view returns (MarketView memory);

    /// @return What a bundle pays, in wei: stake and fee.
    function price(uint256 modelId) external view returns (uint256);

    /// @return What is known of a bundle without its contents.
    function bundle(uint256 modelId, uint256 bundle_) external view returns (BundleView memory);

    /// @return number Which of the revealed bundles is scored next; the market must be settling.
    function nextNumber(uint256 modelId) external view returns (uint256 number);

    /// What a contributor commits to:
    /// keccak256(abi.encode(modelId, contributor, salt, keccak256 of the words keccak256(sample) and label, in turn)).
    /// Reverts unless `reveal` would take the bundle: so it is to be asked before the stake is paid.
    function commitmentOf(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        address contributor,
        bytes32 salt
    ) external view returns (bytes32);

    /// Chooses other options for the next market. Owner only, while none runs.
    function setMarketOptions(uint256 modelId, MarketOptions calldata options) external;

    /// Opens a market for a bounty (the value sent), with the hashes of the pages of its test set:
    /// keccak256(abi.encode(modelId, page, salt, keccak256(data))), one salt for all. Owner only, who is the sponsor.
    function open(uint256 modelId, bytes32[] calldata hashes) external payable;

    /// Commits bundles, for stake and fee each.
    /// @return first The number of the first; the others follow.
    function commit(uint256 modelId, bytes32[] calldata commitments) external payable returns (uint256 first);

    /// Gives up a market while bundles are committed, so before anything of it is known. The bounty goes back, and all
    /// stakes and fees can be claimed. Sponsor only.
    function cancel(uint256 modelId) external;

    /// Reveals a bundle: records its samples as contributions of the caller, which must be who committed it.
    function reveal(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        uint256 bundle_,
        bytes32 salt
    ) external;

    /// Publishes the next page of the test set. Whoever knows it may, when bundles are revealed.
    /// @param data Test samples one after the other, each: label 8 bits, length in bytes 16 bits, sample.
    function publish(uint256 modelId, bytes32 salt, bytes calldata data) external;

    /// Goes on with the bundle that is next: tries it on `tests` more test samples, or on all that are left. With the
    /// last one it is kept or undone, and scored. Anybody may; the caller gets the part of the fee that its predictions
    /// are of all, and what is left of it with the last.
    function settle(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        uint256 bundle_,
        address contributor,
        bytes32 salt,
        uint256 tests
    ) external;

    /// Trains the model with a bundle and predicts `tests` test samples, from number `first` on, which is at byte
    /// `cursor` of `page`. What the model has learned stays only if these are all and the loss on the half that decides
    /// is at most `limit`; otherwise it reverts with `Tried`. The trainer only.
    function trial(
        uint256 modelId,
        uint8[] calldata labels,
        bytes[] calldata samples,
        uint256 first,
        uint256 page,
        uint256 cursor,
        uint256 tests,
        uint256 limit
    ) external returns (uint256 payLoss, uint256 keepLoss, uint256 made);

    /// Ends a market that is overdue: burns what was not revealed and most of the bounty, or gives it back where no
    /// bundle was revealed. Anybody may.
    function close(uint256 modelId) external;

    /// Pays what a scored bundle came to, to its contributor. Anybody may.
    function claim(uint256 modelId, uint256 bundle_) external;

    /// Pays back a bundle of a market that was cancelled, or, if it was revealed, that defaulted. Anybody may.
    function claimBack(uint256 modelId, uint256 bundle_, address contributor, bytes32 commitment) external;
}
