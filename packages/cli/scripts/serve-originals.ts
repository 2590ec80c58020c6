/**
 * Keeps the originals of contributions for a page that somebody hosts, on 127.0.0.1. The web server of the page passes on to
 * it what is asked for below `/originals/`, with the Host header as it is.
 *
 *   npx tsx packages/cli/scripts/serve-originals.ts --rpc https://NODE --folder FOLDER --port 8550
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { nodeTransport } from '@cotrain/sdk'
import { createClient } from 'viem'
import { getChainId } from 'viem/actions'
import { createOriginalsHost } from '../src/up/originals/host.ts'

const { values } = parseArgs({
  options: {
    rpc: { type: 'string', multiple: true, default: ['http://127.0.0.1:8545'] },
    folder: { type: 'string', default: './originals' },
    port: { type: 'string', default: '8550' },
  },
})

const client = createClient({ transport: nodeTransport(values.rpc) })
const chainId = await getChainId(client)
const handle = await createOriginalsHost({ folder: values.folder, client, chainId })
const server = createServer((request, response) => {
  if (!handle(request, response)) response.writeHead(404).end()
})
server.listen(Number(values.port), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`Originals of chain ${chainId}: http://127.0.0.1:${port}/originals/\n`)
})
