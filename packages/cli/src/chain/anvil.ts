import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestClient, http } from 'viem'
import { getChainId } from 'viem/actions'
import { foundry } from 'viem/chains'
import { CliError } from '../errors.ts'
import { findAnvil } from './binary.ts'

/** anvil outlives a parent that is killed hard; this shell line ends it when our end of pipe 3 closes. */
const WATCHED = '(read _ <&3; kill -TERM $$) >/dev/null 2>&1 & exec "$@" 3<&-'

/** How long anvil may take to answer, in milliseconds: a large state takes a while to load. */
const START_LIMIT = 60_000

/**
 * anvil would write the whole state of each block that is older than some hundred to the user's home folder, and leave it
 * there for ever: a chain that runs for days fills a disk. Such old states are dropped.
 */
const forgetful = ['--max-persisted-states', '0']

export type AnvilOptions = {
  /** A free port. */
  port: number
  /** A dump to start from. */
  loadState?: string
  /** More of anvil's own options. */
  extra?: readonly string[]
}

export type Anvil = {
  rpcUrl: string
  pid: number
  /** Resolves when the process is gone, whoever ended it. */
  exited: Promise<void>
  /** Ends the process; does nothing when it is gone. */
  stop: () => Promise<void>
}

/** Starts anvil's native binary with the rules of mainnet (hardfork osaka, EIP-7825) and waits until it answers.
 *
 * It listens on 127.0.0.1 only, stands in a process group of its own (so that Ctrl-C reaches us alone, who save
 * first), and dies with this process.
 *
 * @throws CliError when the binary is missing or ends before it answers.
 */
export async function startAnvil({ port, loadState, extra = [] }: AnvilOptions): Promise<Anvil> {
  const rules = ['--hardfork', 'osaka', '--enable-tx-gas-limit']
  const args = ['--port', String(port), '--quiet', ...rules, ...forgetful]
  if (loadState !== undefined) args.push('--load-state', loadState)
  const child = spawnWatched(findAnvil(), [...args, ...extra])
  let complaint = ''
  const hear = (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))

  const rpcUrl = `http://127.0.0.1:${port}`
  const stop = async () => {
    child.kill('SIGTERM')
    const gone = await Promise.race([exited.then(() => true), sleep(3_000, false, { ref: false })])
    if (!gone) child.kill('SIGKILL')
    await exited
  }
  try {
    await untilReady(rpcUrl, child)
  } catch (cause) {
    await stop()
    throw new CliError('anvil, the local chain, did not start.', complaint.trim().split('\n').slice(-5), {
      cause,
    })
  }
  return { rpcUrl, pid: child.pid as number, exited, stop }
}

function spawnWatched(binary: string, args: readonly string[]): ChildProcess {
  const child =
    process.platform === 'win32'
      ? spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn('/bin/sh', ['-c', WATCHED, 'sh', binary, ...args], {
          stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
          detached: true,
        })
  child.once('exit', () => child.stdio[3]?.destroy())
  child.once('error', () => {})
  return child
}

async function untilReady(rpcUrl: string, child: ChildProcess): Promise<void> {
  const client = chainClient(rpcUrl, { retries: 0 })
  const deadline = Date.now() + START_LIMIT
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`ended with code ${child.exitCode}`)
    try {
      await getChainId(client)
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(25)
    }
  }
}

/** A client for the local chain with anvil's own calls. */
export function chainClient(rpcUrl: string, { retries = 3 }: { retries?: number } = {}) {
  return createTestClient({
    mode: 'anvil',
    chain: foundry,
    transport: http(rpcUrl, { retryCount: retries, timeout: 60_000 }),
  })
}

export type ChainClient = ReturnType<typeof chainClient>
