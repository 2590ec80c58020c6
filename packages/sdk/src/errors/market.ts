import { hexToString } from 'viem'
import { contractError } from './contractError.ts'
import { inEther } from './format.ts'

/** What the phases of a market are called, by their numbers in the contract. */
export const phaseNames = [
  'none',
  'committing',
  'revealing',
  'testing',
  'overdue',
  'settling',
  'settled',
  'defaulted',
  'cancelled',
] as const

/** What the statuses of a bundle are called, by their numbers in the contract. */
export const bundleStatusNames = ['none', 'committed', 'revealed', 'settled', 'closed'] as const

export class MarketOptionOutOfRangeError extends contractError(
  'MarketOptionOutOfRange',
  ({ option, value, min, max }) => [
    `The option ${hexToString(option, { size: 32 })} of a market cannot be ${value}.`,
    `Choose ${min} to ${max}.`,
  ],
) {}

export class TestSamplesOddError extends contractError('TestSamplesOdd', ({ testSamples }) => [
  `A test set of ${testSamples} samples has no halves.`,
  'Choose an even number.',
]) {}

/** The classifier gives no probabilities. */
export class LossNotOfferedError extends contractError('LossNotOffered', () => [
  'The quadratic loss needs probabilities, which this classifier does not give.',
  'Choose the loss "errors" (0), or a classifier that gives probabilities.',
]) {}

/** The market is not where the call needs it to be. */
export class WrongPhaseError extends contractError('WrongPhase', ({ modelId, phase }) => [
  `The market of model ${modelId} is ${phaseWords[phase] ?? `in phase ${phase}`}, so this cannot be done now.`,
  nextSteps[phase] ?? 'Look at the market again.',
]) {}

const phaseWords = [
  'not open',
  'taking commitments',
  'taking what was committed',
  'waiting for its test set',
  'overdue: no bundle was revealed, or the test set was not published in time',
  'being settled',
  'settled',
  'in default: the sponsor has not published the test set in time',
  'cancelled',
]

const nextSteps = [
  'Its owner opens it with a bounty and a test set first.',
  'Commit bundles now; they are revealed when the time for that is over.',
  'Reveal what you have committed now; the test set follows when the time for that is over.',
  'The sponsor publishes the test set now.',
  'Anybody can close it now.',
  'Anybody can make the next step of the settlement.',
  'What bundles came to can be claimed; then the owner can open another one.',
  'What was revealed has stake, fee and a share back; then the owner can open another one.',
  'All bundles have stake and fee back; then the owner can open another one.',
]

/** All bundles of a market are paid before anything new. */
export class MarketNotPaidError extends contractError('MarketNotPaid', ({ modelId, unpaid }) => [
  `${unpaid} bundles of the last market of model ${modelId} still wait to be paid.`,
  'Have all rewards claimed first: anybody can.',
]) {}

export class PageCountOutOfRangeError extends contractError('PageCountOutOfRange', ({ pages, min, max }) => [
  `A test set cannot have ${pages} pages.`,
  `Cut it into ${min} to ${max}.`,
]) {}

export class BountyOutOfRangeError extends contractError('BountyOutOfRange', ({ bounty, min, max }) => [
  `The bounty cannot be ${bounty} wei.`,
  `Send ${min} wei to ${inEther(max)}.`,
]) {}

/** In a market nobody contributes a sample by itself. */
export class BundlesOnlyError extends contractError('BundlesOnly', ({ modelId }) => [
  `Model ${modelId} takes contributions in bundles only.`,
  'Commit a bundle while its market takes commitments, and reveal it afterwards.',
]) {}

export class ValueMismatchError extends contractError('ValueMismatch', ({ expected, given }) => [
  `These bundles pay ${inEther(expected)}, stake and fee of each; ${inEther(given)} came with them.`,
  'Send no more and no less.',
]) {}

export class NoBundleError extends contractError('NoBundle', () => [
  'There is no bundle to commit.',
  'Commit one at least.',
]) {}

export class BundleSizeOutOfRangeError extends contractError(
  'BundleSizeOutOfRange',
  ({ samples, min, max }) => [
    `A bundle of this market cannot have ${samples} samples.`,
    `Make bundles of ${min} to ${max}.`,
  ],
) {}

/** Samples of a bundle stand in the order of their hashes, none twice. */
export class SamplesNotAscendingError extends contractError('SamplesNotAscending', ({ sample }) => [
  `Sample ${sample} of the bundle does not come after the one before it, in the order of their hashes.`,
  'Make bundles with createBundle, which orders them and refuses a sample that is there twice.',
]) {}

/** What is asked of the bundle cannot be done, or it is none of this market. */
export class WrongBundleError extends contractError('WrongBundle', ({ modelId, bundle, status }) => [
  `Bundle ${bundle} of model ${modelId} ${bundleWords[status] ?? `has status ${status}`}, so this cannot be done with it now.`,
  'Look at the bundles of the model again.',
]) {}

const bundleWords = [
  'does not exist',
  'is committed and not revealed, or of an earlier market',
  'is revealed',
  'is scored',
  'is closed: it is paid, or lost what it had paid',
]

/** What was brought is not what was committed. */
export class BundleMismatchError extends contractError('BundleMismatch', ({ bundle }) => [
  `This is not what was committed as bundle ${bundle}: its hash is another.`,
  'Take the file of that bundle, and the account that has committed it.',
]) {}

/** Somebody else has scored it in the meantime, or another one is first by lot. */
export class NotNextError extends contractError('NotNext', ({ expected, given }) => [
  `Of the revealed bundles number ${expected} is scored next, not ${given}.`,
  'Somebody else has gone on with the settlement. Ask for the plan of the next step and retry.',
]) {}

/** What is published is not what was committed. */
export class PageMismatchError extends contractError('PageMismatch', ({ page }) => [
  `Page ${page} of the test set is not the one that the market was opened with: its hash is another.`,
  'Publish the pages in their order, with the file of the test set that the market was opened with.',
]) {}

export class SaltMismatchError extends contractError('SaltMismatch', () => [
  'The pages of a test set have one salt, and this is another one.',
  'Publish with the file of the test set that the market was opened with.',
]) {}

export class TestSampleCountError extends contractError('TestSampleCount', ({ expected, given }) => [
  `The test set has ${given} samples; the market was to have ${expected}.`,
  'A market is opened with a test set of exactly as many samples as its options say.',
]) {}

export class PageMalformedError extends contractError('PageMalformed', ({ position }) => [
  `The page of the test set cannot be read from byte ${position} on.`,
  'It is a list of test samples, 24,575 bytes at most: label (1 byte), length (2 bytes), sample.',
]) {}

/** No bundle could be tried on the test sample. */
export class TestSampleTooDearError extends contractError('TestSampleTooDear', ({ position, gas, max }) => [
  `A prediction of the test sample at byte ${position} may take ${gas} gas; ${max} are allowed.`,
  'Test sets need shorter samples, or a model that may have fewer classes.',
]) {}

/** A bundle must be learned in one transaction. */
export class BundleTooDearError extends contractError('BundleTooDear', ({ gas, max }) => [
  `To learn from this bundle could take ${gas} gas; ${max} is the most that is accepted.`,
  'Put fewer or shorter samples into it.',
]) {}

/** While a market runs no class is added. */
export class ClassesFixedError extends contractError('ClassesFixed', ({ modelId, phase }) => [
  `The market of model ${modelId} is ${phaseWords[phase] ?? `in phase ${phase}`}: the classes stay as they are.`,
  'Classes are added before a market opens, or when it is over.',
]) {}

/** Only who opened the market can do this. */
export class NotSponsorError extends contractError('NotSponsor', ({ caller, sponsor }) => [
  `${caller} is not the sponsor of this market.`,
  `The sponsor is ${sponsor}.`,
]) {}

export class NothingToSettleError extends contractError('NothingToSettle', () => [
  'A step of the settlement makes at least one prediction of a test sample.',
  'Ask for the plan of the next step.',
]) {}

/** How trials end within the contract. */
export class TriedError extends contractError('Tried', ({ made }) => [
  `A trial on ${made} test samples has ended.`,
  'Trials are for the contract itself: they change nothing. Settle the market instead.',
]) {}

/** A trial ran out of gas. */
export class TrialFailedError extends contractError('TrialFailed', ({ tests, gasLeft }) => [
  `Trying a bundle on ${tests} test samples takes more than the ${gasLeft} gas that there was.`,
  'Give the transaction more gas, or plan fewer test samples for it.',
]) {}

/** Trials are for the trainer itself. */
export class NotTheTrainerError extends contractError('NotTheTrainer', ({ caller }) => [
  `Trials are for the trainer itself, not for ${caller}.`,
  'Settle the market instead.',
]) {}
