import { type Abi, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { call } from 'viem/actions'
import { trainerAbi } from '../../../abi/index.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import type { CotrainClient } from '../client.ts'
import { isAnswer } from '../sync/check.ts'
import { withTrainerErrors } from '../trainerErrors.ts'

/** What the contract keeps of a model's log. */
export type RecordView = {
  /** Whether as of the block that was asked for, or, where the node has no state of that, of now. */
  at: 'block' | 'now'
  entries: number
  /** The roots of the first pages. */
  pages: readonly Hex[]
  /** Running hashes, and of how many entries they are. */
  anchors: readonly { entries: number; running: Hex }[]
}

/** Pages that are asked for in one call. */
const pagesAtOnce = 256

/** Reads the roots of the first `pageCount` pages of a log, and its running hashes; before there was a trainer, nothing. */
export async function readRecord(
  client: CotrainClient,
  model: ModelReference,
  blockNumber: bigint,
  pageCount: number,
): Promise<RecordView> {
  return withTrainerErrors(client, model.trainer, async () => {
    const then = await readAt(client, model, pageCount, blockNumber).catch((error: unknown) => {
      if (isAnswer(error)) return undefined
      throw error
    })
    return then ? { at: 'block', ...then } : { at: 'now', ...(await readAt(client, model, pageCount)) }
  })
}

type View = { functionName: 'log' | 'page' | 'pinned'; args: readonly bigint[] }

async function readAt(
  client: CotrainClient,
  model: ModelReference,
  pageCount: number,
  blockNumber?: bigint,
): Promise<Omit<RecordView, 'at'>> {
  const { modelId } = model
  const read = (views: readonly View[]) => readViews(client, model, views, blockNumber)
  const views = (await read([
    { functionName: 'log', args: [modelId] },
    { functionName: 'pinned', args: [modelId] },
  ])) as [{ running: Hex; entries: bigint }, [running: Hex, entries: bigint, time: bigint]] | undefined
  if (!views) return { entries: 0, pages: [], anchors: [] }
  const [log, pinned] = views
  const pages: Hex[] = []
  for (let first = 0; first < pageCount; first += pagesAtOnce) {
    const length = Math.min(pagesAtOnce, pageCount - first)
    const views = Array.from({ length }, (_, i) => ({
      functionName: 'page' as const,
      args: [modelId, BigInt(first + i)],
    }))
    pages.push(...((await read(views)) as [Hex, bigint][]).map(([root]) => root))
  }
  const [running, entries] = pinned
  const anchors = [
    { entries: Number(log.entries), running: log.running },
    ...(entries > 0n ? [{ entries: Number(entries), running }] : []),
  ]
  return { entries: Number(log.entries), pages, anchors }
}

async function readViews(
  client: CotrainClient,
  { trainer }: ModelReference,
  views: readonly View[],
  blockNumber: bigint | undefined,
): Promise<unknown[] | undefined> {
  const abi: Abi = trainerAbi
  const calls = views.map(view => encodeFunctionData({ abi, ...view }))
  const data = encodeFunctionData({ abi: trainerAbi, functionName: 'multicall', args: [calls] })
  const result = await call(client, {
    to: trainer,
    data,
    ...(blockNumber === undefined ? {} : { blockNumber }),
  })
  if (result.data === undefined) return undefined
  const answers = decodeFunctionResult({
    abi: trainerAbi,
    functionName: 'multicall',
    data: result.data,
  })
  return views.map(({ functionName }, i) => decodeFunctionResult({ abi, functionName, data: answers[i]! }))
}
