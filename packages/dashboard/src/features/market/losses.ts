import { formatNumber, formatPercent } from '../../ui/format.ts'
import type { Market } from './phases.ts'

/** The contracts' unit of a loss. */
const unit = 65_536

/** `Loss.Quadratic` of the contracts; 0 is `Loss.Errors`. */
const quadratic = 1

type Measured = Pick<Market, 'options' | 'hiddenSamples'>

/** A loss over the hidden samples in words. */
export function formatLoss({ options, hiddenSamples }: Measured, loss: bigint): string {
  const samples = Number(hiddenSamples)
  const sum = Number(loss) / unit
  if (options.loss === quadratic) return `${formatNumber(sum / samples)} on average`
  return `${formatNumber(sum)} of ${formatNumber(samples)} wrong (${formatPercent(sum / samples)})`
}

/** How much better the model became on the hidden samples, in words. */
export function formatGain({ options, hiddenSamples }: Measured, gain: bigint): string {
  const fell = Number(gain) / unit
  if (options.loss === quadratic) return `its mean loss fell by ${formatNumber(fell / Number(hiddenSamples))}`
  return `it makes ${formatNumber(fell)} ${fell === 1 ? 'error' : 'errors'} fewer`
}
