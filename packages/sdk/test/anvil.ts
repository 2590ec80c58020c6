import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

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
  try {
    return createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${process.platform}-amd64/bin/anvil`)
  } catch {
    return 'anvil'
  }
}

/**
 * Starts a fresh chain on a free port, with the rules of mainnet (hardfork osaka, 2^24 gas a transaction at most)
 * and anvil's ten funded development accounts.
 * @throws Error when there is no binary, or when it ends or stays silent before it listens.
 */
export async function startAnvil({ args = [], timeout = 30_000 }: AnvilOptions = {}): Promise<Anvil> {
  const flags = ['--port', '0', '--hardfork', 'osaka', '--enable-tx-gas-limit', ...args]
  const child = spawn(anvilBinary(), flags, { stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<void>(resolve => child.once('close', () => resolve()))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    kill()
    await gone
  }

  try {
    const port = await new Promise<string>((resolve, reject) => {
      let output = ''
      const fail = (why: string) => reject(new Error(`anvil ${why}\n${output}`))
      const timer = setTimeout(() => fail(`did not listen within ${timeout} ms`), timeout)
      child.once('error', error => fail(`could not be started: ${error.message}`))
      child.once('close', code => fail(`ended with exit code ${code}`))
      child.stderr.on('data', data => {
        output += data
      })
      createInterface({ input: child.stdout }).on('line', line => {
        const listening = /^Listening on .*:(\d+)$/.exec(line)
        output += `${line}\n`
        if (listening?.[1] === undefined) return
        clearTimeout(timer)
        resolve(listening[1])
      })
    })
    return { rpcUrl: `http://127.0.0.1:${port}`, stop }
  } catch (error) {
    if (child.pid !== undefined) await stop()
    throw error
  }
}
