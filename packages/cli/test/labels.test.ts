import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder } from './cli.ts'

/** Numbers as names, in an order in which name and position differ. */
const classes = ['2', '0', '1']
const inputs = [
  { name: 'x', min: -1, max: 1 },
  { name: 'y', min: -1, max: 1 },
]
const models = {
  sets: {
    type: 'sparse multiclass perceptron',
    weights: [
      [3, 0, 0],
      [0, 3, 0],
      [0, 0, 3],
    ],
  },
  numbers: {
    type: 'dense multiclass perceptron',
    inputs,
    weights: [
      [1, 0],
      [-1, 0],
      [0, 1],
    ],
  },
}
const samples = {
  sets: [['--features', '0'], '2 0\n0 1\n1 2\n'],
  numbers: [['--numbers', '1,0'], '2,1,0\n0,-1,0\n1,0,1\n'],
} as const

let chain: Anvil
let shared: Awaited<ReturnType<typeof sharedFolder>>
beforeAll(async () => {
  chain = await bareChain()
  shared = await sharedFolder()
})
afterAll(async () => {
  await chain.stop()
  await shared.remove()
})

test.each(['sets', 'numbers'] as const)(
  'a model over %s: a label is a name first, however it is given',
  async form => {
    const model = join(shared.folder, `${form}.json`)
    const fields = { name: form, classifications: classes, intercepts: [0, 0, 0], ...models[form] }
    await writeFile(model, `\uFEFF${JSON.stringify(fields)}`)
    const data = join(shared.folder, `${form}.txt`)
    await writeFile(data, `\uFEFF${samples[form][1]}`)

    const { json: evaluated } = await cotrain(['evaluate', model, '--data', data, '--json'])
    expect(evaluated).toMatchObject({ samples: 3, accuracy: 1 })

    const { json: deployed, stderr } = await cotrain(['deploy', model, '--rpc', chain.rpcUrl, '--json'])
    expect(stderr).not.toContain('error')
    const at = ['--model', deployed.id, '--rpc', chain.rpcUrl, '--json']
    const { json: batch } = await cotrain(['contribute', '--file', data, ...at])
    const { json: one } = await cotrain(['contribute', ...samples[form][0], '--label', '2', ...at])
    const taught = [...batch.contributions, ...one.contributions]
    expect(taught.map(({ label, class: name }) => [label, name])).toEqual([
      [0, '2'],
      [1, '0'],
      [2, '1'],
      [0, '2'],
    ])
  },
)
