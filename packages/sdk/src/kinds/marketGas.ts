import { predictionMarket as measured } from '../abi/generated/gas.ts'
import { revertedGas } from './gas.ts'

/*
 * Gas of what a market's sponsor sends, and of its settlement, as measured of markets of sparse perceptrons, with samples
 * of 60 words. For other classifiers it is the order of magnitude.
 */

/** Pieces and bytes of the pieces that were measured. */
const [measuredPieces, measuredBytes] = [5, 20_000]
/** A hash more in a commitment: its word of storage, calldata and log. */
const ofHash = 22_100 + 32 * (16 + 8)
/** Transactions of `reveal` and of `settle` themselves. */
const [revealBase, settleBase] = [60_000, revertedGas]
const ofPrediction = (measured['settle, 500 test samples'] - measured['settle, 100 test samples']) / 400
const ofKnown = measured['settle, a known contribution'] - settleBase
const ofTrial = measured['settle, 100 test samples'] - 100 * ofPrediction - settleBase

/** Gas of what a sponsor sends. */
export const sponsorGas = {
  commit: (pieces: number) => measured['commit, 5 pieces'] + ofHash * (pieces - measuredPieces),
  draw: () => measured.draw,
  withdraw: () => measured.withdraw,
  /** Of a piece of so many bytes; the hidden ones are predicted. */
  reveal: (bytes: number, hidden: boolean) => {
    const piece =
      measured[hidden ? 'reveal, the last hidden piece of 20 KB' : 'reveal, a shown piece of 20 KB']
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
