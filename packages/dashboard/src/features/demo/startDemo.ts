import { type EIP1193RequestFn, RpcRequestError } from 'viem'
import { type RecordingIndex, recordingVersion } from './chain/recording.ts'
import { DemoError } from './DemoError.ts'
import type { FromDemo, ToDemo } from './protocol.ts'

/** What a page that has a demo says of it; null where there is none that this version can play. */
export async function findDemo(): Promise<RecordingIndex | null> {
  const response = await fetch('./demo/index.json', { cache: 'no-cache' }).catch(() => null)
  if (!response?.ok) return null
  const index = (await response.json().catch(() => null)) as Partial<RecordingIndex> | null
  const isIndex =
    index?.version === recordingVersion &&
    typeof index.file === 'string' &&
    typeof index.bytes === 'number' &&
    typeof index.chainId === 'number' &&
    Array.isArray(index.models)
  return isIndex ? (index as RecordingIndex) : null
}

/** A chain that runs in this browser. */
export type RunningDemo = { chainId: number; request: EIP1193RequestFn }

/**
 * Starts the chain of a recording in a worker. Each start has a chain id of its own, so that nothing that the browser
 * kept of an earlier one is taken for this one's.
 *
 * @throws DemoError when the recording cannot be loaded or played
 */
export async function startDemo(
  index: RecordingIndex,
  onProgress: (share: number) => void,
): Promise<RunningDemo> {
  const worker = new Worker(new URL('./demo.worker.ts', import.meta.url), { type: 'module' })
  const send = (message: ToDemo) => worker.postMessage(message)
  const waiting = new Map<number, (answer: Extract<FromDemo, { id: number }>) => void>()
  const chainId = index.chainId * 1_000_000 + Math.floor(Math.random() * 1_000_000)
  await new Promise<void>((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new DemoError(message || 'The demo could not be started.'))
    worker.onmessage = ({ data }: MessageEvent<FromDemo>) => {
      if ('progress' in data) onProgress(data.progress)
      else if ('started' in data) resolve()
      else if ('failed' in data) reject(new DemoError(data.failed))
      else waiting.get(data.id)?.(data)
    }
    send({ start: { url: new URL(index.file, document.baseURI).href, bytes: index.bytes, chainId } })
  }).catch(error => {
    worker.terminate()
    throw error
  })

  let count = 0
  const request = (({ method, params = [] }: { method: string; params?: readonly unknown[] }) =>
    new Promise((resolve, reject) => {
      const id = count++
      waiting.set(id, answer => {
        waiting.delete(id)
        if (!('error' in answer)) return resolve(answer.result as never)
        // as of a node, so that what is made of its errors works for these as well
        reject(new RpcRequestError({ body: { method, params }, error: answer.error, url: 'demo' }))
      })
      send({ id, method, params })
    })) as EIP1193RequestFn
  return { chainId, request }
}
