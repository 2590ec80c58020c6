import { readFileSync, writeFileSync } from 'node:fs'
import type { Hash } from 'viem'
import type { Figure } from './figures.ts'

/** The committed figures, with what they were made by, and of each unit one hash of all that happened on its chain. */
export type Snapshot = { evm: string; vm: string; digests: Record<string, Hash>; figures: Figure[] }

const file = new URL('../snapshots/gas.json', import.meta.url)

/** The virtual machine of the replays, its interpreter, and their versions. */
export function machine(): string {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'))
  const versions = ['@ethereumjs/vm', '@ethereumjs/evm'].map(
    name => `${name} ${lock.packages[`node_modules/${name}`].version}`,
  )
  return versions.join(', ')
}

export function readSnapshot(): Snapshot {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** A figure a line, so that a change shows in review. */
export function writeSnapshot({ figures, ...rest }: Snapshot): void {
  const lines = figures.map(figure => `    ${JSON.stringify(figure)}`)
  const head = JSON.stringify(rest, null, 2).replace(/\n\}$/, '')
  writeFileSync(file, `${head},\n  "figures": [\n${lines.join(',\n')}\n  ]\n}\n`)
}

/**
 * What of a new measurement is not as in the snapshot, a line each. Where it was measured on the present fork only, its
 * chain's hash stands for the coming one: the same transactions with the same outcomes use the same gas there.
 */
export function staleOf(old: Snapshot, unit: string, digest: Hash, figures: readonly Figure[]): string[] {
  const key = ({ model, mechanism, sample, action }: Figure) =>
    [model, mechanism, sample ?? '', action].join(', ')
  const known = new Map(old.figures.map(figure => [key(figure), figure]))
  const lines = figures.flatMap(figure => {
    const { amsterdam, stateGas } = known.get(key(figure)) ?? {}
    const expected = figure.amsterdam === null ? { ...figure, amsterdam, stateGas } : figure
    const before = JSON.stringify(known.get(key(figure)))
    return before === JSON.stringify(expected)
      ? []
      : [`${before ?? 'missing'}\n  is now ${JSON.stringify(expected)}`]
  })
  if (lines.length > 0 || old.digests[unit] === digest) return lines
  return [`${unit}: other transactions than those that the figures were made of`]
}
