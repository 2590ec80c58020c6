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
    const same = ['contribute', '--features', '0', '--label', String(known)]
    const refused = await run(...same)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/given this sample before: it is that of contribution 0/)
    const { index } = (await json(...same, '--allow-duplicate')).contributions[0]
    expect(index).toBe(2)
    expect((await json('status')).model).toMatchObject({ contributions: 2, entries: 3 })
    expect(await json('models')).toMatchObject([{ id: 'bonded:0', entries: 3 }])
    await json('skip', '1h')
    const settled = await run('settle', '--index', String(index))
    expect(settled.stdout).toMatch(new RegExp(`1 contribution settled.\\n {2}contribution ${index}`))
  })

  test('a duplicate is found, and dropped for half of its deposit', async () => {
    const known = (await json('predict', '--features', '0')).label
    const same = ['contribute', '--features', '0', '--label', String(known), '--allow-duplicate']
    const { index } = (await json(...same)).contributions[0]
    expect((await json('duplicates')).contributions).toMatchObject([
      { index, original: 0, depositIsLost: true, reward: eth('0.0005') },
    ])
    expect((await json('drop', '--all', '--account', '2')).contributions).toMatchObject([
      { index, original: 0, reward: eth('0.0005') },
    ])
    expect((await run('drop', '--all')).stdout).toMatch(/No open contribution has a sample/)
  })

  test('a bond is paid together', async () => {
    const right = (await json('predict', '--features', '1')).label
    const wrong = ['--label', String(1 - right)]
    const { index } = (await json('contribute', '--features', '1', ...wrong, '--account', '1'))
      .contributions[0]
    const pool = ['--index', String(index), '--label', String(right)]
    const first = await json('pledge', ...pool, '--amount', '0.003', '--account', '2')
    expect(first).toMatchObject({ pledged: eth('0.003'), bond: eth('0.008'), missing: eth('0.005') })
    const rest = await run('pledge', ...pool, '--amount', '1', '--account', '3')
    expect(rest.stdout).toMatch(
      /The bond of 0.008 ETH is there: cotrain challenge --index \d+ --label .+ --pool/,
    )
    expect(await json('challenge', ...pool, '--pool')).toMatchObject({ bond: eth('0.008'), pool: true })
    await json('skip', '1h')
    await json('settle', '--all')
    const back = await json('pledge', '--index', String(index), '--withdraw', '--account', '2')
    expect(back.withdrawn).toBe(eth('0.0045'))
    expect((await run('pledge', ...pool)).stderr).toMatch(/Say what to pledge/)
  })

  test('the referee of a model decides what stays contested', async () => {
    const file = await writeModel(shared.folder, { ...tinyModel, name: 'With a referee' })
    const { id } = await json(
      ...['deploy', file, '--mechanism', 'bonded', '--challenge-time', '1h', '--max-challenges', '2'],
      ...['--arbiter', '0x90F79bf6EB2c4f870365E785982E1f101E93b906', '--ruling-time', '2h'],
    )
    const on = ['--model', id]
    expect((await run('models')).stdout).toMatch(/referee \(a plain account\)/)
    expect((await run('status', ...on)).stdout).toMatch(/arbiter .+ a referee; it is a plain account/)
    const { index } = (await json('contribute', ...on, '--features', '0', '--label', '0')).contributions[0]
    const one = [...on, '--index', String(index)]
    await json('challenge', ...one, '--label', '1', '--account', '1')
    await json('challenge', ...one, '--label', '0', '--account', '2')
    expect((await run('challenge', ...one, '--label', '1')).stderr).toMatch(
      /2 challenges, which is the limit/,
    )
    expect(await json('dispute', ...one)).toMatchObject({ index, fee: '0' })
    expect((await run('rule', ...one, '--label', '1', '--account', '1')).code).toBe(1)
    expect(await json('rule', ...one, '--label', '1', '--account', '3')).toMatchObject({ label: 1 })
    const [decided] = (await json('status', ...on)).contributions
    expect(decided).toMatchObject({ status: 'decided', ruling: { label: 1 } })
    expect((await json('settle', ...one)).contributions).toMatchObject([{ index, label: 1 }])
  })

  test('an arbiter needs its options, and they need an arbiter', async () => {
    const file = await writeModel(shared.folder, tinyModel)
    const deploy = (...args: string[]) => run('deploy', file, '--mechanism', 'bonded', ...args)
    expect((await deploy('--court')).stderr).toMatch(/--court is about an arbiter: name one with --arbiter/)
    expect((await deploy('--arbiter', '0x12')).code).not.toBe(0)
    const silent = await deploy('--arbiter', `0x${'12'.repeat(20)}`, '--court')
    expect(silent.stderr).toMatch(/does not tell what its arbitration costs/)
  })
})
