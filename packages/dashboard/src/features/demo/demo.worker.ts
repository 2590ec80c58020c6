import { DemoChain } from './chain/DemoChain.ts'
import { answer } from './chain/methods.ts'
import { failureCodes, RpcFailure } from './chain/RpcFailure.ts'
import { parseRecording } from './chain/recording.ts'
import type { FromDemo, ToDemo } from './protocol.ts'
import { readPacked } from './readPacked.ts'

const tell = (message: FromDemo) => self.postMessage(message)

let chain: DemoChain | undefined
/** Calls are answered one after the other, as they come. */
let last: Promise<unknown> = Promise.resolve()

self.onmessage = ({ data }: MessageEvent<ToDemo>) => {
  if ('start' in data) void start(data.start)
  else last = last.then(() => reply(data))
}

async function start({ url, bytes, chainId }: Extract<ToDemo, { start: unknown }>['start']) {
  try {
    const text = await readPacked(url, bytes, progress => tell({ progress }))
    chain = new DemoChain(parseRecording(text), { chainId })
    tell({ started: true })
  } catch (error) {
    tell({ failed: (error as Error).message })
  }
}

async function reply({ id, method, params }: Extract<ToDemo, { id: number }>) {
  try {
    if (!chain) throw new Error('The demo has not started.')
    tell({ id, result: await answer(chain, method, params) })
  } catch (error) {
    const { code = failureCodes.failedRun, data } =
      error instanceof RpcFailure ? error : ({} as Partial<RpcFailure>)
    tell({ id, error: { code, message: (error as Error).message, data } })
  }
}
