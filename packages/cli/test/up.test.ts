import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { httpSource, loadEncoder, rowOf } from '@cotrain/encoders'
import { countOf, parseTestSet } from '@cotrain/sdk'
import { describe, expect, test } from 'vitest'
import { answers, cotrain, temporaryFolder, up } from './cli.ts'

const bare = ['--empty', '--no-dashboard']

/** The models that come with Cotrain, in the order in which they are named. */
const shipped = [
  { id: 'deposits:0', name: 'Spam filter' },
  { id: 'points:0', name: 'Penguins' },
  { id: 'market:0', name: 'Reviews' },
]
/** Those that are deployed when the page is there already. */
const later = [
  { id: 'points:1', name: 'Intents' },
  { id: 'bonded:0', name: 'Digits' },
  { id: 'deposits:1', name: 'Will I like it?' },
]

/** The files of encoders that are installed are served as their rows say, and nothing else is. */
async function serveEncoders(url: string): Promise<void> {
  const { files } = rowOf('static-words-100-v1')!
  const source = httpSource(`${url}/encoders`)
  await loadEncoder('static-words-100-v1', { source })
  const at = `${url}/encoders/static-words-100-v1/${files[0]!.path}`
  const headers = { 'if-none-match': `"${files[0]!.sha256}"` }
  expect((await fetch(at, { headers })).status).toBe(304)
  const human = rowOf('coco-mobilenet-480-v1')!.files[0]!
  await expect(source.read('coco-mobilenet-480-v1', human)).rejects.toThrow('npm install')
  for (const path of [
    'static-words-100-v1/package.json',
    '../package.json',
    '%2e%2e/package.json',
    'x',
    '',
  ]) {
    const { status, headers } = await fetch(`${url}/encoders/${path}`)
    expect(`${path}: ${status} ${headers.get('content-type')}`).not.toMatch(/200 application/)
  }
}

describe('cotrain up', () => {
  test('says on one line where everything is, and goes on after a restart', async () => {
    const state = join(await temporaryFolder(), 'state')
    const first = await up(['--state', state, '--no-dashboard'])
    expect(first).toMatchObject({
      chainId: 31_337,
      dashboardUrl: null,
      models: shipped,
    })
    const rpc = ['--rpc', first.rpcUrl, '--json']
    const taught = await cotrain(['contribute', '--features', '1 5 9', '--label', '1', ...rpc])
    expect(taught.json.contributions).toMatchObject([{ index: 0, label: 1 }])
    const skipped = await cotrain(['skip', '3d', ...rpc])
    expect(await first.stop()).toBe(0)
    expect(await answers(first.rpcUrl)).toBe(false)

    const second = await up(['--state', state, '--no-dashboard'])
    expect(second.models).toEqual(first.models)
    const again = ['--rpc', second.rpcUrl, '--json']
    const status = await cotrain(['status', ...again])
    expect(status.json.model.contributions).toBe(1)
    expect(status.json.claims).toMatchObject([{ index: 0, own: true }])
    // the chain's clock stands ahead of the wall clock, and must not run backwards
    expect((await cotrain(['skip', '1', ...again])).json.time).toBeGreaterThan(skipped.json.time)
    // local predictions replay events from before the restart
    expect((await cotrain(['predict', '--local', '--features', '1 5 9', ...again])).code).toBe(0)
    expect(await second.stop('SIGTERM')).toBe(0)
  })

  test('a chain that cannot be saved is said at once, and ends with exit code 1', async () => {
    const state = await temporaryFolder()
    const running = await up(['--state', state, ...bare])
    await mkdir(join(state, 'chain.json.gz.next'))
    await cotrain(['skip', '1d', '--rpc', running.rpcUrl])
    await expect.poll(running.stderr).toMatch(/Cannot write .*chain\.json\.gz.*is lost when it stops/)
    expect(await running.stop()).toBe(1)
    expect(running.stderr()).toContain('What was saved last is still there.')
  })

  test('serves the dashboard, what it needs to know, and mails that the model never saw', async () => {
    execFileSync('npm', ['run', '--silent', 'build', '-w', '@cotrain/dashboard'], {
      cwd: fileURLToPath(new URL('../../../', import.meta.url)),
      env: { ...process.env, NODE_ENV: 'production' },
    })
    const running = await up(['--state', await temporaryFolder(), '--dashboard-port', '0'])
    const read = async (path: string) => (await fetch(new URL(path, `${running.dashboardUrl}/`))).text()
    expect(await read('')).toContain('<div id="root">')
    expect(running.models).toEqual(shipped)
    const folders = ['spam-filter', 'penguins', 'reviews', 'intents', 'digits', 'recommender']
    const local = async () => JSON.parse(await read('local.json'))
    await expect.poll(local).toEqual({
      rpcUrl: running.rpcUrl,
      chainId: 31_337,
      devAccounts: true,
      models: [...shipped, ...later].map((model, i) => ({
        ...model,
        heldOut: `/held-out/${folders[i]}.txt`,
        ...(model.name === 'Reviews' ? { secret: '/market/reviews.json' } : {}),
      })),
      isComplete: true,
      originals: true,
    })
    expect(await read('held-out/intents.txt')).toMatch(/^[0-5](,-?[\d.]+){100}\n/)
    expect(await read('held-out/digits.txt')).toMatch(/^\d(,[\d.]+){196}\n/)
    await serveEncoders(running.dashboardUrl!)
    expect(countOf(parseTestSet(await read('market/reviews.json')))).toBe(80)
    expect(await read('held-out/spam-filter.txt')).toMatch(/^[01]( \d+)*\n/)
    expect(await read('held-out/penguins.txt')).toMatch(/^[012](,[\d.]+){4}\n/)
    expect(await running.stop()).toBe(0)
    await expect(read('')).rejects.toThrow()
  })

  test('the demos that nobody waits for may be broken off, and go on', async () => {
    const state = join(await temporaryFolder(), 'state')
    const first = await up(['--state', state, '--dashboard-port', '0'])
    const local = async (url: string) =>
      (await (await fetch(`${url}/local.json`)).json()) as { models: { name: string }[]; isComplete: boolean }
    const count = async (url: string) => (await local(url)).models.length
    await expect.poll(() => count(first.dashboardUrl!), { interval: 20 }).toBeGreaterThan(shipped.length)
    expect(await first.stop()).toBe(0)
    expect(first.stderr()).not.toMatch(/is not there|Error/)
    const second = await up(['--state', state, '--dashboard-port', '0'])
    const names = [...shipped, ...later].map(({ name }) => name)
    const there = async () => (await local(second.dashboardUrl!)).models.map(({ name }) => name)
    await expect.poll(there).toEqual(names)
    await expect.poll(async () => (await local(second.dashboardUrl!)).isComplete).toBe(true)
    expect(await second.stop()).toBe(0)
  })

  test('shows three days of points, and a market that takes bundles', async () => {
    const state = join(await temporaryFolder(), 'state')
    const running = await up(['--state', state, '--no-dashboard'])
    const run = async (...args: string[]) =>
      (await cotrain([...args, '--rpc', running.rpcUrl, '--json'])).json
    const now = Date.now() / 1_000
    const { chain } = await run('status')
    expect(Math.abs(chain.time - now)).toBeLessThan(120)

    const board = (await run('leaderboard')).leaderboard
    expect(board.length).toBeGreaterThan(0)
    expect((await run('badges', '--account', '1')).badges[0]).toMatchObject({
      badge: 'first-verified',
      status: 'claimed',
    })
    const verified = await run('verify', '--all', '--model', 'penguins')
    expect(verified.points).toBeGreaterThan(0)

    expect(await run('market', 'status')).toMatchObject({ phase: 'committing', committed: 2 })
    const mine = ['--data', join(state, 'reviews/yours.txt'), '--bundle', join(state, 'reviews/mine.json')]
    expect((await run('market', 'commit', ...mine, '--account', '3')).bundles).toMatchObject([
      { samples: 30 },
    ])
    expect(await running.stop()).toBe(0)

    // what is there already is not made again
    const again = await up(['--state', state, '--no-dashboard'])
    const later = async (...args: string[]) =>
      (await cotrain([...args, '--rpc', again.rpcUrl, '--json'])).json
    expect(await later('market', 'status')).toMatchObject({ phase: 'committing', committed: 3, market: 0 })
    expect(await again.stop()).toBe(0)
  })

  test('says so when the chain ends by itself', async () => {
    const running = await up(['--state', await temporaryFolder(), ...bare])
    const children = await readFile(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8')
    process.kill(Number(children.trim()), 'SIGKILL')
    expect(await running.ended).toBe(1)
    expect(running.stderr()).toContain('The local chain (anvil) has ended')
  })

  test('leaves no chain behind when it is killed hard, and loses little', async () => {
    const state = await temporaryFolder()
    const first = await up(['--state', state, ...bare])
    await cotrain(['skip', '1d', '--rpc', first.rpcUrl])
    const savedAhead = async () => {
      const notes = await readFile(join(state, 'notes.json'), 'utf8').catch(() => '{"clockAhead":0}')
      return JSON.parse(notes).clockAhead as number
    }
    await expect.poll(savedAhead).toBeGreaterThan(86_000)
    await first.stop('SIGKILL')
    await expect.poll(() => answers(first.rpcUrl)).toBe(false)

    const second = await up(['--state', state, ...bare])
    const { json } = await cotrain(['skip', '1', '--rpc', second.rpcUrl, '--json'])
    expect(json.time).toBeGreaterThan(Date.now() / 1_000 + 86_000)
    expect(await second.stop()).toBe(0)
  })

  test('refuses a state folder that is in use', async () => {
    const state = await temporaryFolder()
    const first = await up(['--state', state, ...bare])
    const second = await cotrain(['up', '--port', '0', '--state', state, ...bare])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`in use by another \`cotrain up\` (process ${first.pid})`)
    expect(second.stderr).toContain('--state DIR')
    expect(await first.stop()).toBe(0)
  })

  test('says which option helps when a port is taken', async () => {
    const state = await temporaryFolder()
    const server = createServer()
    const port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    const chain = await cotrain(['up', '--port', String(port), '--state', state, ...bare])
    const page = await cotrain([
      'up',
      '--port',
      '0',
      '--dashboard-port',
      String(port),
      '--state',
      state,
      '--empty',
    ])
    server.close()
    expect(chain.code).toBe(1)
    expect(chain.stderr).toMatch(new RegExp(`Port ${port} is taken .*\n.*another port with --port N`))
    expect(page.code).toBe(1)
    expect(page.stderr).toContain('--dashboard-port N')
  })

  test.each([
    ['cut off', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 500))],
    ['not a chain', (file: string) => writeFile(file, gzipSync('{"blocks":[]'))],
    [
      'a chain with holes',
      async (file: string) => {
        const { accounts, ...rest } = JSON.parse(gunzipSync(await readFile(file)).toString())
        await writeFile(file, gzipSync(JSON.stringify({ ...rest, accounts: 'none' })))
      },
    ],
  ])('says how to go on when the saved chain is damaged: %s', async (_, damage) => {
    const state = await temporaryFolder()
    const first = await up(['--state', state, ...bare])
    await first.stop()
    await damage(join(state, 'chain.json.gz'))
    const second = await cotrain(['up', '--port', '0', '--state', state, ...bare])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`The saved chain in ${state} is damaged`)
    expect(second.stderr).toContain(`mv ${state} ${state}.damaged`)
  })

  test('does not use the state of another version of the contracts', async () => {
    const state = await temporaryFolder()
    const first = await up(['--state', state, ...bare])
    await first.stop()
    const notes = JSON.parse(await readFile(join(state, 'notes.json'), 'utf8'))
    await writeFile(
      join(state, 'notes.json'),
      JSON.stringify({ ...notes, trainers: [`0x${'1'.repeat(40)}`] }),
    )
    const second = await cotrain(['up', '--port', '0', '--state', state, ...bare])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain('another version of the contracts')
  })

  test('says what is missing without anvil', async () => {
    const state = await temporaryFolder()
    const env = { COTRAIN_ANVIL: join(state, 'no-anvil') }
    const { code, stderr } = await cotrain(['up', '--port', '0', '--state', state, ...bare], { env })
    expect(code).toBe(1)
    expect(stderr).toContain('There is no anvil')
  })
})
