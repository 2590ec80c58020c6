import { createServer, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bareChain, cotrain, temporaryFolder } from './cli.ts'
import { largeModel, writeModel } from './models.ts'

/** A node in front of `rpcUrl` that goes away when it is sent its transaction number `transactions` + 1. */
async function failingNode(rpcUrl: string, transactions: number): Promise<string> {
  let sent = 0
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming)
    if (body.includes('eth_sendRawTransaction') && ++sent > transactions) {
      server.close()
      server.closeAllConnections()
      return
    }
    const headers = { 'content-type': 'application/json' }
    request(rpcUrl, { method: 'POST', headers }, answer => {
      response.writeHead(answer.statusCode ?? 500, headers)
      answer.pipe(response)
    }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

describe('an upload that breaks off', () => {
  test('goes on where it stopped, and nothing is lost', async () => {
    const chain = await bareChain()
    onTestFinished(() => chain.stop())
    const file = await writeModel(await temporaryFolder(), largeModel(30_000))
    const deploy = (rpc: string) =>
      cotrain(['deploy', '--model', file, '--weight-bits', '16', '--json', '--rpc', rpc])

    // the code of eight classifiers, the trainer, the model with its first words, one more chunk
    const broken = await deploy(await failingNode(chain.rpcUrl, 11))
    expect(broken.code).toBe(1)
    expect(broken.stderr).toMatch(/does not answer.*goes on where it stopped/s)
    const [half] = (await cotrain(['models', '--json', '--rpc', chain.rpcUrl])).json
    expect(half).toMatchObject({ name: 'Large', ready: false })
    const unready = await cotrain(['predict', '--features', '1', '--rpc', chain.rpcUrl])
    expect(unready.stderr).toMatch(/not ready: \d+ of \d+ words/)

    const resumed = await deploy(chain.rpcUrl)
    expect(resumed.json).toMatchObject({ id: half.id, created: false })
    expect(resumed.json.transactions).toBeGreaterThan(0)
    const models = (await cotrain(['models', '--json', '--rpc', chain.rpcUrl])).json
    expect(models).toMatchObject([{ ready: true }])
    const rpc = ['--rpc', chain.rpcUrl, '--json']
    const there = await cotrain(['predict', '--features', '1 29999', ...rpc])
    const here = await cotrain(['predict', '--features', '1 29999', '--local', ...rpc])
    expect(there.json.score).toBe(here.json.score)
  })
})
