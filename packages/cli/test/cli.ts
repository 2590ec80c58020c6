import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { startAnvil } from '../src/chain/anvil.ts'
import { claimPort } from '../src/chain/ports.ts'

export const bin = fileURLToPath(new URL('../bin/cotrain.js', import.meta.url))

export type Result = {
  code: number | null
  stdout: string
  stderr: string
  /** What stdout says, read as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests compare it with what they expect
  json: any
}

export type RunOptions = { env?: NodeJS.ProcessEnv; input?: string; cwd?: string }

/** Runs the command line as users do, until it ends. */
export async function cotrain(
  args: readonly string[],
  { env, input, cwd }: RunOptions = {},
): Promise<Result> {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: environment(env) })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', data => {
    stdout += data
  })
  child.stderr.on('data', data => {
    stderr += data
  })
  child.stdin.end(input ?? '')
  const code = await ended(child)
  return {
    code,
    stdout,
    stderr,
    get json() {
      return JSON.parse(stdout)
    },
  }
}

/** Starts the command line and lets it run: what it has said so far, and what comes of it. */
export function start(args: readonly string[], { env }: Pick<RunOptions, 'env'> = {}) {
  const child = spawn(process.execPath, [bin, ...args], { env: environment(env) })
  running.add(child)
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', data => {
    said.stdout += data
  })
  child.stderr.on('data', data => {
    said.stderr += data
  })
  return {
    said,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended: ended(child).finally(() => running.delete(child)),
  }
}

/** What `up --json` prints when it is ready. */
export type UpLine = {
  rpcUrl: string
  chainId: number
  dashboardUrl: string | null
  models: { id: string; name: string }[]
}

export type Up = UpLine & {
  pid: number
  stderr: () => string
  /** Resolves with the exit code, whoever ended it. */
  ended: Promise<number | null>
  /** Sends the signal and waits; resolves with the exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

const running = new Set<ChildProcess>()
/** What commands remember between runs; none of it is the user's. */
const state = mkdtempSync(join(tmpdir(), 'cotrain-state-'))
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(state, { recursive: true, force: true })
})

/** Starts `cotrain up --json` on free ports and waits until it is ready. */
export async function up(args: readonly string[]): Promise<Up> {
  const child = spawn(process.execPath, [bin, 'up', '--json', '--port', '0', ...args], { env: environment() })
  running.add(child)
  let stderr = ''
  child.stderr.on('data', data => {
    stderr += data
  })
  const end = ended(child).finally(() => running.delete(child))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    end.then(code => reject(new Error(`up ended with code ${code}\n${stderr}`)))
  })
  return {
    ...(JSON.parse(line) as UpLine),
    pid: child.pid as number,
    stderr: () => stderr,
    ended: end,
    stop: async (signal = 'SIGINT') => {
      child.kill(signal)
      return end
    },
  }
}

/** A bare chain for tests that need no more; ends with the test or with the file. */
export async function bareChain(args: readonly string[] = []) {
  return startAnvil({ port: await claimPort(0, '--port'), extra: args })
}

/** A folder that is removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cotrain-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A folder for all tests of a file; `remove` it after them. */
export async function sharedFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'cotrain-test-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Whether there is a chain behind the address. */
export async function answers(rpcUrl: string): Promise<boolean> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId' })
  const request = fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return request.then(
    response => response.ok,
    () => false,
  )
}

/** The tests' own environment without what would change the commands. */
function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { COTRAIN_RPC, COTRAIN_PRIVATE_KEY, COTRAIN_PASSWORD, FORCE_COLOR, ...rest } = process.env
  return { ...rest, XDG_STATE_HOME: state, XDG_CACHE_HOME: state, ...more }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise(resolve => child.once('close', code => resolve(code)))
}
