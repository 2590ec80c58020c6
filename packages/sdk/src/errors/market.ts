import { hexToString } from 'viem'
import { contractError } from './contractError.ts'
import { inEther } from './format.ts'

/** What the phases of a market are called, by their numbers in the contract. */
export const phaseNames = [
  'created',
  'drawing',
  'opening',
  'open',
  'revealing',
  'settling',
  'settled',
  'defaulted',
  'cancelled',
] as const

export class MarketOptionOutOfRangeError extends contractError(
  'MarketOptionOutOfRange',
  ({ option, value, min, max }) => [
    `The option ${hexToString(option, { size: 32 })} of a market cannot be ${value}.`,
    `Choose ${min} to ${max}.`,
  ],
) {}

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
  'not committed yet',
  'waiting for its draw',
  'waiting for its drawn pieces',
  'open',
  'closed, and waiting for the rest of the test set',
  'being settled',
  'settled',
  'in default: the sponsor has not revealed the test set in time',
  'cancelled',
]

const nextSteps = [
  'Its owner commits a bounty and a test set first.',
  'Draw the pieces first, once the block of the draw is made.',
  'The sponsor reveals the drawn pieces first.',
  'Contribute now; the rest follows when it closes.',
  'The sponsor reveals the rest of the test set now.',
  'Anybody can make the next step of the settlement.',
  'Rewards can be claimed, and the sponsor can withdraw what is left.',
  'Contributors can claim their stakes, and their parts of the bounty.',
  'The sponsor can withdraw the bounty; the model stays usable.',
]

export class PieceCountOutOfRangeError extends contractError(
  'PieceCountOutOfRange',
  ({ pieces, min, max }) => [
    `A test set of this market cannot have ${pieces} pieces.`,
    `Cut it into ${min} to ${max}: those that are drawn are shown, and at least one more stays hidden.`,
  ],
) {}

export class BountyOutOfRangeError extends contractError('BountyOutOfRange', ({ bounty, min, max }) => [
  `The bounty cannot be ${bounty} wei.`,
  `Send ${min} wei to ${inEther(max)}.`,
]) {}

export class DuplicateHashError extends contractError('DuplicateHash', ({ hash }) => [
  `Two pieces of the test set have the hash ${hash}.`,
  'Every piece needs a salt of its own: make the test set anew.',
]) {}

/** The chain does not know the hash that decides the draw. */
export class DrawBlockUnavailableError extends contractError(
  'DrawBlockUnavailable',
  ({ drawBlock, blockNumber }) =>
    blockNumber <= drawBlock
      ? [
          `The draw needs the hash of block ${drawBlock}, and this is block ${blockNumber}.`,
          'Try again in a few blocks.',
        ]
      : [
          `The draw needs the hash of block ${drawBlock}, which the chain does not know any more.`,
          'The sponsor can cancel the market and get the bounty back.',
        ],
) {}

/** What is revealed is not what was committed. */
export class PieceMismatchError extends contractError('PieceMismatch', ({ piece }) => [
  `Piece ${piece} is not the one that was committed: its hash is another.`,
  'Reveal with the file of the test set that the market was committed with.',
]) {}

export class AlreadyRevealedError extends contractError('AlreadyRevealed', ({ piece }) => [
  `Piece ${piece} is revealed already.`,
  'Reveal the others.',
]) {}

/** Drawn pieces are revealed before contributions, the others after them. */
export class PieceNotDueError extends contractError('PieceNotDue', ({ piece }) => [
  `Piece ${piece} is not to be revealed now.`,
  'The drawn pieces are revealed before the market opens, all others after it has closed.',
]) {}

export class PieceMalformedError extends contractError('PieceMalformed', ({ piece, position }) => [
  `Piece ${piece} of the test set cannot be read from byte ${position} on.`,
  'It is a list of test samples, 24,575 bytes at most: label (1 byte), length (2 bytes), sample.',
]) {}

/** No contribution could be tried on the test sample. */
export class TestSampleTooCostlyError extends contractError(
  'TestSampleTooCostly',
  ({ piece, position, gas, max }) => [
    `A prediction of the test sample at byte ${position} of piece ${piece} may take ${gas} gas; ${max} are allowed.`,
    'Test sets need shorter samples, or a model that may have fewer classes.',
  ],
) {}

/** No class is added once a market's test set is committed. */
export class ClassesFixedError extends contractError('ClassesFixed', ({ modelId, phase }) => [
  `The market of model ${modelId} is ${phaseWords[phase] ?? `in phase ${phase}`}: the classes stay as they are.`,
  'Classes are added before the test set is committed. Another model can have them.',
]) {}

/** Only who committed the test set can do this. */
export class NotSponsorError extends contractError('NotSponsor', ({ caller, sponsor }) => [
  `${caller} is not the sponsor of this market.`,
  `The sponsor is ${sponsor}.`,
]) {}

export class NothingToSettleError extends contractError('NothingToSettle', () => [
  'A step of the settlement needs contributions, and at least one prediction of a test sample.',
  'Ask for the plan of the next step.',
]) {}

/** How trials end within the contract. */
export class TriedError extends contractError('Tried', ({ samples }) => [
  `A trial on ${samples} test samples has ended.`,
  'Trials are for the contract itself: they change nothing. Settle the market instead.',
]) {}

/** A trial ran out of gas. */
export class TrialFailedError extends contractError('TrialFailed', ({ samples, gasLeft }) => [
  `Trying a contribution on ${samples} test samples takes more than the ${gasLeft} gas that there was.`,
  'Give the transaction more gas, or plan fewer test samples for it.',
]) {}

/** Trials are for the trainer itself. */
export class NotTheTrainerError extends contractError('NotTheTrainer', ({ caller }) => [
  `Trials are for the trainer itself, not for ${caller}.`,
  'Settle the market instead.',
]) {}

export class NothingToWithdrawError extends contractError('NothingToWithdraw', ({ modelId }) => [
  `There is nothing left of the bounty of model ${modelId}.`,
  'Contributors have earned all of it, or the sponsor has withdrawn the rest already.',
]) {}

/** Somebody else has scored it in the meantime. */
export class NotNextError extends contractError('NotNext', ({ expected, given }) => [
  `Contribution ${expected} is scored next, not ${given}.`,
  'Somebody else has gone on with the settlement. Ask for the plan of the next step and retry.',
]) {}

/** What was scored of it is something else, or nothing: it is not scored yet, or it is paid. */
export class ResultMismatchError extends contractError('ResultMismatch', ({ modelId, index, expected }) => [
  BigInt(expected) === 0n
    ? `Contribution ${index} of model ${modelId} has no result that could be claimed.`
    : `Contribution ${index} of model ${modelId} came out otherwise than this claim says.`,
  'Read the rewards again, and retry if it is among them.',
]) {}
