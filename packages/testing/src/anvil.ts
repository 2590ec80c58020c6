import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { foundry, resolveBinary } from './runBinary.ts'

/** A local chain that a test has started. */
export type Anvil = {
  rpcUrl: string
  /** Ends the chain; resolves when its process is gone. Safe to call twice. */
  stop(): Promise<void>
}

export type AnvilOptions = {
  /** Further flags of anvil, such as `--timestamp 1` or `--base-fee 0`. */
  args?: readonly string[]
  /** Milliseconds to wait for the chain to listen. @default 30000 */
  timeout?: number
}

/** The native binary of this platform's package, or the one on PATH. Never a launcher, which would outlive us. */
export function anvilBinary(): string {
  return resolveBinary(foundry('anvil'))
}

/**
 * Starts a fresh chain on a free port, with the rules of mainnet (hardfork osaka, 2^24 gas a transaction at most)
 * and anvil's ten funded development accounts.
 * @throws Error when there is no binary, or when it ends or stays silent before it listens.
 */
export async function startAnvil({ args = [], timeout = 30_000 }: AnvilOptions = {}): Promise<Anvil> {
  const rules = args.includes('--hardfork') ? [] : ['--hardfork', 'osaka']
  // old states go to the disk: not to the home folder, where they would stay
  const states = mkdtempSync(join(tmpdir(), 'cotrain-states-'))
  const flags = ['--port', '0', ...rules, '--enable-tx-gas-limit', '--cache-path', states, ...args]
  const child = spawn(anvilBinary(), flags, { stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<void>(resolve => child.once('close', () => resolve()))
  const guard = child.pid === undefined ? undefined : guardOf(child.pid, states)
  const stop = async () => {
    child.kill('SIGKILL')
    await gone
    guard?.kill('SIGKILL')
    rmSync(states, { recursive: true, force: true })
  }

  try {
    const port = await listeningPort(child, timeout)
    return { rpcUrl: `http://127.0.0.1:${port}`, stop }
  } catch (error) {
    if (child.pid !== undefined) await stop()
    throw error
  }
}

/** A shell that waits for the end of this process, however it ends, and then kills `pid` and removes its `states`. */
function guardOf(pid: number, states: string): ChildProcess {
  const script = 'read -r line; kill -9 "$0"; rm -rf "$1"'
  return spawn('sh', ['-c', script, String(pid), states], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
}

/** The port that anvil prints once it answers. */
function listeningPort(
  child: ChildProcessByStdio<null, Readable, Readable>,
  timeout: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const lines = createInterface({ input: child.stdout })
    const fail = (why: string) => {
      clearTimeout(timer)
      reject(new Error(`anvil ${why}\n${output}`))
    }
    const timer = setTimeout(() => fail(`did not listen within ${timeout} ms`), timeout)
    child.once('error', error => fail(`could not be started: ${error.message}`))
    child.once('close', code => fail(`ended with exit code ${code}`))
    child.stderr.on('data', data => {
      output += data
    })
    lines.on('line', line => {
      output += `${line}\n`
      const [, port] = /^Listening on .*:(\d+)$/.exec(line) ?? []
      if (port === undefined) return
      clearTimeout(timer)
      lines.close()
      // What it logs from now on is of no interest, but must be read.
      child.stdout.resume()
      resolve(port)
    })
  })
}
