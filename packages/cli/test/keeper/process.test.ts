import { existsSync, readdirSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ModelReference } from '@cotrain/sdk'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { cotrain, start } from '../cli.ts'
import { depositOptions, lesson, type Stage, startStage } from './stage.ts'

let at: Stage
beforeAll(async () => {
  at = await startStage()
})
afterAll(() => at?.close())

/** A model with one deposit of an account to have back. */
async function claimable(account: number) {
  const model = await at.deploy('deposits', depositOptions)
  const { deposit } = await at.person(account).contributeSync({ model, ...lesson(1) })
  await at.skip(60)
  return { model, deposit }
}

const env = (rpc = at.rpcUrl) => ({ COTRAIN_RPC: rpc, XDG_STATE_HOME: at.state })
const args = (account: number, model: ModelReference, ...more: string[]) => [
  ...['keeper', at.id(model), '--account', String(account), ...more],
]
const run = (account: number, model: ModelReference, ...more: string[]) =>
  cotrain(args(account, model, ...more), { env: env() })
const watch = (account: number, model: ModelReference, ...more: string[]) =>
  start(args(account, model, '--interval', '1', ...more), { env: env() })
const folder = () => join(at.state, 'cotrain', 'in-flight')
const inFlight = () => (existsSync(folder()) ? readdirSync(folder()) : [])
const statusOf = async (model: ModelReference) =>
  (await at.person(0).listContributions({ model })).map(({ status }) => status)

describe('the process of a keeper', () => {
  test('says in a dry run what it would do and earn, and sends nothing', async () => {
    const { model, deposit } = await claimable(1)
    const [sent, before] = [await at.sent(1), await at.balance(1)]
    const { code, json, stderr } = await run(1, model, '--dry-run', '--json')
    expect(code, stderr).toBe(0)
    expect(json.acts).toMatchObject([
      {
        model: at.id(model),
        chore: 'refund',
        outcome: 'planned',
        items: ['contribution 0'],
        transactions: [],
      },
    ])
    expect(BigInt(json.income)).toBe(deposit)
    expect(BigInt(json.profit)).toBe(deposit - BigInt(json.cost))
    expect([await at.sent(1), await at.balance(1), inFlight()]).toEqual([sent, before, []])
    const human = await run(1, model, '--dry-run')
    expect(human.stdout).toMatch(/planned {2}refund {2}deposits:\d+ {2}contribution 0 {2}brings 0.0036 ETH/)
  })

  test('looks once for cron, and says so in one document', async () => {
    const { model, deposit } = await claimable(1)
    const before = await at.balance(1)
    const { code, json } = await run(1, model, '--once', '--json')
    expect([code, json.acts.length, BigInt(json.income)]).toEqual([0, 1, deposit])
    expect(await at.balance(1)).toBe(before + BigInt(json.profit))
    expect((await run(1, model, '--once')).stdout).toBe('There is nothing to do now.\n')
    const all = await cotrain(['keeper', '--dry-run', '--account', '1', '--mechanism', 'points'], {
      env: env(),
    })
    expect([all.code, all.stdout]).toEqual([0, 'There is nothing to do now.\n'])
    const lavish = await cotrain(['keeper', '--once', '--spend', '1'], { env: env() })
    expect([lavish.code, lavish.stderr]).toEqual([1, expect.stringContaining('name the models')])
    const endless = await run(1, model, '--json')
    expect([endless.code, endless.json.error.message]).toEqual([1, expect.stringContaining('--once')])
  })

  test('ends on SIGTERM with what is under way written down, and does not send it again', async () => {
    const { model } = await claimable(1)
    const sent = await at.sent(1)
    await at.tester.setAutomine(false)
    onTestFinished(() => at.tester.setAutomine(true))
    const keeper = watch(1, model)
    await expect.poll(() => at.sent(1)).toBe(sent + 1)
    await expect.poll(inFlight).toHaveLength(1)
    keeper.kill('SIGTERM')
    expect(await keeper.ended).toBe(0)
    expect(inFlight()).toHaveLength(1)

    // not mined yet: nothing is sent behind it
    const second = await run(1, model, '--once', '--json')
    expect([second.code, second.json.acts, await at.sent(1)]).toEqual([0, [], sent + 1])
    await at.tester.mine({ blocks: 1 })
    const third = await run(1, model, '--once', '--json', '--log-level', 'info')
    expect([third.code, third.json.acts, await at.sent(1)]).toEqual([0, [], sent + 1])
    expect(third.stderr).toContain('"outcome":"mined"')
    expect([inFlight(), await statusOf(model)]).toEqual([[], ['refunded']])
  })

  test('is killed between two steps, and the next one goes on', async () => {
    const { model } = await claimable(1)
    const sent = await at.sent(1)
    await at.tester.setAutomine(false)
    onTestFinished(() => at.tester.setAutomine(true))
    const keeper = watch(1, model)
    await expect.poll(() => at.sent(1)).toBe(sent + 1)
    keeper.kill('SIGKILL')
    await keeper.ended
    // the node loses what waits
    const [file = ''] = inFlight()
    await at.tester.dropTransaction({ hash: file.slice(0, 66) as `0x${string}` })
    await at.tester.setAutomine(true)
    const next = await run(1, model, '--once', '--json')
    expect(next.json.acts).toMatchObject([{ outcome: 'done' }])
    expect([await at.sent(1), inFlight(), await statusOf(model)]).toEqual([sent + 1, [], ['refunded']])
  })

  test('runs once for an account on a machine; another one may begin when it has ended', async () => {
    const { model } = await claimable(1)
    const first = watch(2, model)
    await expect.poll(() => first.said.stderr).toContain('watching')
    const second = await run(2, model, '--once')
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringMatching(/Another keeper of 0x.* \(process \d+\)/),
    ])
    // other accounts have keepers of their own
    expect((await run(1, model, '--once', '--json')).json.acts).toMatchObject([{ outcome: 'done' }])
    first.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect((await run(2, model, '--once')).code).toBe(0)
  })

  test('survives a node that is gone, and tells what it does to Prometheus', async () => {
    const { model } = await claimable(1)
    const node = await flakyNode(at.rpcUrl)
    const keeper = start(args(1, model, '--interval', '1', '--metrics-port', '0'), {
      env: env(`${node.url}/a-key-of-mine`),
    })
    const metricsUrl = () => /"metrics":"([^"]+)"/.exec(keeper.said.stderr)?.[1]
    await expect.poll(metricsUrl).toBeDefined()
    const read = async (path: string) => (await fetch(`${metricsUrl()}${path}`)).text()
    await expect.poll(() => read('/metrics')).toContain('chores_total{chore="refund",outcome="done"} 1')
    expect(await read('/healthz')).toContain('"healthy":true')
    node.gone = true
    await expect.poll(() => read('/metrics')).toMatch(/node_errors_total [1-9]/)
    expect((await fetch(`${metricsUrl()}/healthz`)).status).toBe(503)
    await at.person(1).contributeSync({ model, ...lesson(2) })
    await at.skip(60)
    node.gone = false
    await expect.poll(() => read('/metrics')).toContain('chores_total{chore="refund",outcome="done"} 2')
    expect(await statusOf(model)).toEqual(['refunded', 'refunded'])
    const metrics = await read('/metrics')
    for (const name of ['models 1', 'lag_seconds', 'balance_ether', 'income_ether_total 0.00', 'in_flight 0'])
      expect(metrics).toContain(`cotrain_keeper_${name}`)
    keeper.kill('SIGTERM')
    expect(await keeper.ended).toBe(0)
    const lines = keeper.said.stderr.trim().split('\n')
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
    expect(keeper.said.stderr).not.toContain('a-key-of-mine')
  })
})

/** A node that can be away for a while. */
async function flakyNode(to: string) {
  const state = { gone: false, url: '' }
  const server = createServer((incoming, outgoing) => {
    if (state.gone) return incoming.socket.destroy()
    const onward = request(to, { method: incoming.method, headers: incoming.headers }, answer => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return state
}
