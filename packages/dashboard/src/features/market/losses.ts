import { formatNumber, formatPercent } from '../../ui/format.ts'
import type { Market } from './phases.ts'

/** The contracts' unit of a loss. */
const unit = 65_536

/** `Loss.Quadratic` of the contracts; 0 is `Loss.Errors`. */
const quadratic = 1

/** A loss over one half of the test set in words. */
export function formatLoss({ options }: Pick<Market, 'options'>, loss: bigint): string {
  const samples = options.testSamples / 2
  const sum = Number(loss) / unit
  if (options.loss === quadratic) return `${formatNumber(sum / samples)} on average`
  return `${formatNumber(sum)} of ${formatNumber(samples)} wrong (${formatPercent(sum / samples)})`
}

/** What a market measures, in words. */
export const lossName = ({ options }: Pick<Market, 'options'>) =>
  options.loss === quadratic ? 'half the Brier score' : 'errors'
