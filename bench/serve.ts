/**
 * How many single predictions a second `cotrain serve` answers, beside a bare POST echo of the same framework: by
 * turns, in the same run, with the same bodies of 60 words, over 64 connections without pipelining.
 *
 * Usage: npx tsx bench/serve.ts [--seconds N] [--rounds N] [--json OUT]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startAnvil } from '@cotrain/testing/anvil'
import autocannon from 'autocannon'

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
  },
})
const [duration, rounds] = [Number(values.seconds), Number(values.rounds)]
const connections = 64
const wordsOfBody = 60

/** Fixed pseudo-random numbers (a linear congruential generator), so that every run has the same work. */
let state = 1
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

type Target = { name: string; url: string; pid: number; body: (text: string) => object }
type Row = { name: string; requests: number; cpu: number; p50: number; p99: number; failed: number }

const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

const children: ChildProcess[] = []

/** Starts a program that prints a line when it answers. */
async function start(args: readonly string[], rpcUrl: string): Promise<{ line: string; pid: number }> {
  const env = { ...process.env, COTRAIN_RPC: rpcUrl }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  child.stdout.resume()
  return { line, pid: child.pid! }
}

async function run(args: readonly string[], rpcUrl: string): Promise<void> {
  const env = { ...process.env, COTRAIN_RPC: rpcUrl }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'ignore'] })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${args.join(' ')} ended with code ${code}`)
}

/** Processor time that a process has used so far, in microseconds; only Linux tells. */
function cpuOf(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  // in hundredths of a second
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

async function measure(
  { name, url, pid, body }: Target,
  texts: readonly string[],
  seconds: number,
): Promise<Row> {
  const requests = texts.map(text => ({
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body(text)),
  }))
  const before = cpuOf(pid)
  const result = await autocannon({ url, connections, pipelining: 1, duration: seconds, requests })
  const failed = result.errors + result.timeouts + result.non2xx
  const cpu = (cpuOf(pid) - before) / result.requests.total
  return {
    name,
    requests: result.requests.average,
    cpu,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed,
  }
}

const anvil = await startAnvil()
try {
  const cotrain = here('packages/cli/bin/cotrain.js')
  const spam = here('models/spam-filter/model.json')
  const { vocabulary } = JSON.parse(readFileSync(spam, 'utf8')) as { vocabulary: string[] }
  for (const file of [spam, here('models/reviews/model.json')]) {
    await run([cotrain, 'deploy', file, '--account', '0'], anvil.rpcUrl)
  }
  const serve = await start([cotrain, 'serve', '--port', '0', '--json', '--log-level', 'warn'], anvil.rpcUrl)
  const { url } = JSON.parse(serve.line) as { url: string }
  const echo = await start(['--import', 'tsx', here('packages/cli/scripts/echo.ts')], anvil.rpcUrl)
  const word = () => (random(4) === 0 ? `stranger${random(5000)}` : vocabulary[random(vocabulary.length)])
  const texts = Array.from({ length: 200 }, () => Array.from({ length: wordsOfBody }, word).join(' '))
  const targets: Target[] = [
    { name: 'echo', url: `${echo.line}/echo`, pid: echo.pid, body: text => ({ text }) },
    { name: 'perceptron', url: `${url}/models/deposits:0/predict`, pid: serve.pid, body: text => ({ text }) },
    {
      name: 'perceptron, 5 reasons',
      url: `${url}/models/deposits:0/predict`,
      pid: serve.pid,
      body: text => ({ text, reasons: 5 }),
    },
    {
      name: 'naive Bayes',
      url: `${url}/models/deposits:1/predict`,
      pid: serve.pid,
      body: text => ({ text }),
    },
    {
      name: 'naive Bayes, 5 reasons',
      url: `${url}/models/deposits:1/predict`,
      pid: serve.pid,
      body: text => ({ text, reasons: 5 }),
    },
  ]
  for (const target of targets) await measure(target, texts, 1)
  const rows: Row[] = []
  for (let round = 0; round < rounds; round++) {
    for (const target of targets) rows.push(await measure(target, texts, duration))
  }
  const of = (name: string) => rows.filter(row => row.name === name)
  const echoes = of('echo').map(({ requests }) => requests)
  const table = targets.map(({ name }) => ({
    name,
    'requests/s': Math.round(median(of(name).map(({ requests }) => requests))),
    ratio: Number(median(of(name).map(({ requests }, round) => requests / echoes[round]!)).toFixed(3)),
    'cpu µs': Number(median(of(name).map(({ cpu }) => cpu)).toFixed(1)),
    'cpu ratio': Number(
      (median(of('echo').map(({ cpu }) => cpu)) / median(of(name).map(({ cpu }) => cpu))).toFixed(3),
    ),
    'p50 ms': median(of(name).map(({ p50 }) => p50)),
    'p99 ms': median(of(name).map(({ p99 }) => p99)),
    failed: of(name).reduce((sum, { failed }) => sum + failed, 0),
  }))
  console.log(
    `${connections} connections, no pipelining, ${wordsOfBody} words, ${rounds} rounds of ${duration} s by turns, Node ${process.version}; medians:`,
  )
  console.table(table)
  const report = JSON.stringify(
    { node: process.version, connections, wordsOfBody, duration, table, rows },
    null,
    2,
  )
  if (values.json !== undefined) writeFileSync(values.json, `${report}\n`)
  else console.log(report)
} finally {
  for (const child of children) child.kill()
  await anvil.stop()
}
