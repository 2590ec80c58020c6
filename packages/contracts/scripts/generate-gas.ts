// Writes what was measured of the contracts' gas, snapshots/*.json, into the SDK, a constant for each file. With --check
// it writes nothing and fails when the file is not current.
import { readdirSync, readFileSync } from 'node:fs'
import { writeGenerated } from './generated.ts'

/** The gas of an action with a sample of so many features, for each size that was measured. */
type Points = [features: number, gas: number][]

const snapshots = new URL('../snapshots/', import.meta.url)

const files = readdirSync(snapshots).filter(file => !file.startsWith('bytecode'))
writeGenerated('gas', [
  '/* Gas of whole transactions by action: [features of the sample, gas], or the gas alone where there is no sample. */',
  ...files.sort().flatMap(file => ['', ...constantOf(file)]),
])

function constantOf(file: string): string[] {
  const measured: Record<string, string> = JSON.parse(readFileSync(new URL(file, snapshots), 'utf8'))
  const actions = new Map<string, Points | number>()
  for (const [title, figure] of Object.entries(measured)) {
    const [, features, action] = /^(\d+) (?:words|features): (.+)$/.exec(title) ?? []
    if (features === undefined || action === undefined) {
      actions.set(title, Number(figure))
    } else {
      const points = (actions.get(action) ?? []) as Points
      actions.set(action, [...points, [Number(features), Number(figure)]])
    }
  }
  const name = file.replace(/\.json$/, '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return [
    `export const ${name} = {`,
    ...Array.from(actions, ([action, gas]) => `  '${action}': ${JSON.stringify(inOrder(gas))},`),
    '} as const',
  ]
}

function inOrder(gas: Points | number): Points | number {
  return typeof gas === 'number' ? gas : gas.sort(([a], [b]) => a - b)
}
