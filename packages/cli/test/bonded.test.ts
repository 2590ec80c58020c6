import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

describe('a model under deposits with bonds, by the command line', () => {
  let chain: Anvil
  let shared: Awaited<ReturnType<typeof sharedFolder>>
  const run = (...args: string[]) => cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl } })
  const json = async (...args: string[]) => (await run(...args, '--json')).json
  const eth = (amount: string) => String(parseEther(amount))

  beforeAll(async () => {
    chain = await bareChain()
    shared = await sharedFolder()
    const file = await writeModel(shared.folder, tinyModel)
    const { id } = await json(
      ...['deploy', file, '--mechanism', 'bonded', '--challenge-time', '1h', '--deposit', '0.001'],
    )
    expect(id).toBe('bonded:0')
  })
  afterAll(() => Promise.all([chain.stop(), shared.remove()]))

  test('a false contribution is challenged, and pays who was right', async () => {
    const right = (await json('predict', '--features', '0')).label
    const bad = await json('contribute', '--features', '0', '--label', String(1 - right), '--account', '1')
    expect(bad.deposit).toBe(eth('0.004'))
    const dear = await run('challenge', '--index', '0', '--label', String(right), '--max-bond', '0.001')
    expect(dear.code).toBe(1)
    const challenged = await json('challenge', '--index', '0', '--label', String(right), '--account', '2')
    expect(challenged).toMatchObject({ index: 0, label: right, bond: eth('0.008') })
    const [open] = (await json('status', '--account', '2')).contributions
    expect(open).toMatchObject({ status: 'open', label: right, staked: eth('0.008'), bond: eth('0.016') })

    const early = await run('settle', '--all')
    expect(early.stdout).toMatch(/No label is final now. The next will be at/)
    await json('skip', '1h')
    expect((await run('status')).stdout).toMatch(/final/)
    expect((await json('settle', '--all')).contributions).toEqual([
      { index: 0, label: right, class: expect.any(String), paid: eth('0.012') },
    ])
    expect((await json('predict', '--features', '0')).label).toBe(right)
    const late = await run('challenge', '--index', '0', '--label', String(1 - right))
    expect(late.code).toBe(1)
  })

  test('what nobody contradicts is learned, and the deposit comes back', async () => {
    const known = (await json('predict', '--features', '0')).label
    // the challenge is an entry as well: contributions have gaps in their numbers
    const { index } = (await json('contribute', '--features', '0', '--label', String(known))).contributions[0]
    expect(index).toBe(2)
    expect((await json('status')).model).toMatchObject({ contributions: 2, entries: 3 })
    expect(await json('models')).toMatchObject([{ id: 'bonded:0', entries: 3 }])
    await json('skip', '1h')
    const settled = await run('settle', '--index', String(index))
    expect(settled.stdout).toMatch(new RegExp(`1 contribution settled.\\n {2}contribution ${index}`))
  })
})
