import { type GasTable, revertedGas } from '@cotrain/sdk/kinds'

/*
 * Gas as it was measured of the contract that this project had for these rules, with sparse perceptrons and samples of 60
 * words. For other classifiers it is the order of magnitude.
 */
const measured = {
  claim: 44_095,
  commitFivePieces: 153_345,
  contribute: 43_763,
  draw: 64_867,
  revealShown: 1_059_569,
  revealHidden: 7_473_509,
  settleHundred: 1_553_026,
  settleFiveHundred: 7_009_994,
  settleKnown: 122_862,
  withdraw: 49_895,
} as const

/** Words of the samples that were measured, and what each more takes: calldata (16 a byte) and a log (8). */
const [measuredWords, ofWord] = [60, 2 * (16 + 8)]
/** Pieces and bytes of the pieces that were measured. */
const [measuredPieces, measuredBytes] = [5, 20_000]
/** A hash more in a commitment: its word of storage, calldata and log. */
const ofHash = 22_100 + 32 * (16 + 8)
/** Transactions of `reveal` and of `settle` themselves. */
const [revealBase, settleBase] = [60_000, revertedGas]
const ofPrediction = (measured.settleFiveHundred - measured.settleHundred) / 400
const ofKnown = measured.settleKnown - settleBase
const ofTrial = measured.settleHundred - 100 * ofPrediction - settleBase

/** Gas of what contributors send: learning comes later, so a contribution takes the same whatever the model says. */
export const contributorGas: GasTable = (action, features) => {
  if (action === 'claim') return measured.claim
  if (action === 'add-agree' || action === 'add-disagree') {
    return measured.contribute + ofWord * (features - measuredWords)
  }
  throw new Error(`no gas of ${action} is known under a published market`)
}

/** Gas of what a sponsor sends. */
export const sponsorGas = {
  commit: (pieces: number) => measured.commitFivePieces + ofHash * (pieces - measuredPieces),
  draw: () => measured.draw,
  withdraw: () => measured.withdraw,
  /** Of a piece of so many bytes; the hidden ones are predicted. */
  reveal: (bytes: number, hidden: boolean) => {
    const piece = hidden ? measured.revealHidden : measured.revealShown
    return Math.round(revealBase + ((piece - revealBase) * bytes) / measuredBytes)
  },
}

/** Gas of a step of a settlement that scores `known` contributions and makes `predictions` to try one more, or none. */
export function settleGas(known: number, predictions: number): number {
  const trial = predictions === 0 ? 0 : ofTrial + predictions * ofPrediction
  return Math.round(settleBase + known * ofKnown + trial)
}

/** How many predictions a step of so much gas makes behind so many known contributions. */
export function predictionsWithin(gas: number, known: number): number {
  return Math.floor((gas - settleBase - known * ofKnown - ofTrial) / ofPrediction)
}
