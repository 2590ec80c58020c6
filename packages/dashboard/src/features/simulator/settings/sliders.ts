import { parseScenario } from '@cotrain/simulator'
import { baseNamed, type Settings } from './settings.ts'

/** Values to choose from, with one that is in use in its place. */
const including = (values: readonly number[], used: number) =>
  [...new Set([...values, used])].sort((a, b) => a - b)

const upTo = (most: number, step = 1) =>
  Array.from({ length: Math.floor(most / step) }, (_, i) => (i + 1) * step)

const stepValues = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1]
const gasValues = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100]
const dayValues = [1, 2, 3, 5, 7, 10, 14, ...upTo(90, 5).filter(days => days >= 15)]
const seedValues = [...upTo(10), 12, 15, 20, 25, 30, 40]

/** How many agents a scenario has. */
export const agentsOf = ({ base }: Settings) => parseScenario(baseNamed(base)).agents!

/** Shares of attackers that are whole numbers of agents; some honest ones are left. */
export function shareValues(settings: Settings): number[] {
  const agents = agentsOf(settings)
  return including(
    Array.from({ length: agents }, (_, i) => i / agents),
    settings.share,
  )
}

export const stepsFor = ({ step }: Settings) => including(stepValues, step)
export const gasPricesFor = ({ gasPriceGwei }: Settings) => including(gasValues, gasPriceGwei)
export const daysFor = ({ days }: Settings) => including(dayValues, days)
export const seedsFor = ({ seeds }: Settings) => including(seedValues, seeds)

export const formatDays = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`

/** `20 %, 2 of 10 agents`. */
export function formatShare(share: number, agents: number): string {
  return `${Math.round(100 * share)} %, ${Math.round(share * agents)} of ${agents} agents`
}
