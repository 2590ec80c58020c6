import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../cli/scripts/sources.ts', import.meta.url))

/** A running `cotrain up`, with its demos. */
export type LocalChain = { rpcUrl: string; dashboardUrl: string; stop(): Promise<void> }

/**
 * Runs `cotrain up` on a chain of its own, which is forgotten afterwards.
 *
 * @param page The folder of a built page for it to serve.
 * @throws Error with what it said when it ends before it is up
 */
export async function startLocalChain(page: string): Promise<LocalChain> {
  const state = await mkdtemp(join(tmpdir(), 'cotrain-demo-'))
  const args = ['--import', 'tsx', cli, 'up', '--state', state, '--port', '0', '--json']
  const child = spawn(process.execPath, args, {
    env: { ...process.env, COTRAIN_PAGE: page },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>(resolve => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    await rm(state, { recursive: true, force: true })
  }
  try {
    const said = await new Promise<string>((resolve, reject) => {
      let output = ''
      let complaint = ''
      child.stdout.on('data', data => {
        output += data
        const [line, rest] = output.split('\n')
        if (rest !== undefined) resolve(line!)
      })
      child.stderr.on('data', data => {
        complaint += data
      })
      child.once('error', reject)
      child.once('close', code => reject(new Error(`cotrain up ended with code ${code}:\n${complaint}`)))
    })
    const { rpcUrl, dashboardUrl } = JSON.parse(said) as { rpcUrl: string; dashboardUrl: string }
    return { rpcUrl, dashboardUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
