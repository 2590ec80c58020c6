import snapshot from '../../../../contracts/snapshots/prediction-market.json' with { type: 'json' }
import { type GasTable, revertedGas } from '../../engine/gas.ts'

/*
 * As measured of markets of sparse perceptrons, with samples of 60 words. Where more was measured than one size, straight
 * lines; for other classifiers it is the order of magnitude.
 */

const measured = (title: keyof typeof snapshot) => Number(snapshot[title])

/** Words of the samples that were measured. */
const measuredWords = 60
/** A feature more in a contribution: two bytes of calldata (16 each) and of a log (8 each). */
const gasPerFeature = 2 * (16 + 8)
/** A transaction of `settle` itself. */
const settleBase = revertedGas
const gasPerPrediction = (measured('settle, 500 test samples') - measured('settle, 100 test samples')) / 400
const knownGas = measured('settle, a known contribution') - settleBase
const trialGas = measured('settle, 100 test samples') - 100 * gasPerPrediction - settleBase
/** Pieces and bytes of the pieces that were measured. */
const measuredPieces = 5
const measuredBytes = 20_000
/** A hash more in a commitment: its word of storage, calldata and log. */
const gasPerHash = 22_100 + 32 * (16 + 8)
/** A transaction of `reveal` itself. */
const revealBase = 60_000

/** Gas that one transaction may need (EIP-7825), with some room. */
const stepGas = 15_000_000

/** Gas of contributions and claims. */
export const marketGas: GasTable = (action, features) => {
  switch (action) {
    case 'add-agree':
    case 'add-disagree':
      return measured('contribute') + gasPerFeature * (features - measuredWords)
    case 'claim':
      return measured('claim')
    default:
      throw new Error(`a market has no ${action}`)
  }
}

/** Gas of what a sponsor sends. */
export const sponsorGas = {
  commit: (pieces: number) => measured('commit, 5 pieces') + gasPerHash * (pieces - measuredPieces),
  draw: () => measured('draw'),
  withdraw: () => measured('withdraw'),
  /** Of a piece of so many bytes; the hidden ones are predicted. */
  reveal: (bytes: number, hidden: boolean) => {
    const title = hidden ? 'reveal, the last hidden piece of 20 KB' : 'reveal, a shown piece of 20 KB'
    return Math.round(revealBase + ((measured(title) - revealBase) * bytes) / measuredBytes)
  },
}

/** Gas of a step of a settlement that scores `known` contributions and makes `predictions` to try one more, or none. */
export function settleGas(known: number, predictions: number): number {
  const trial = predictions === 0 ? 0 : trialGas + predictions * gasPerPrediction
  return Math.round(settleBase + known * knownGas + trial)
}

/** How many predictions there is gas for behind so many known contributions. */
export function predictionsAfter(known: number): number {
  return Math.floor((stepGas - settleBase - known * knownGas - trialGas) / gasPerPrediction)
}
