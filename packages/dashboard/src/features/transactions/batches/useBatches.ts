import {
  formatModelId,
  type MechanismName,
  type ModelReference,
  type PlannedTransaction,
  type SyncedModel,
} from '@cotrain/sdk'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Client } from 'viem'
import { estimateGas } from 'viem/actions'
import { useClient } from 'wagmi'
import { useAccountAddress } from '../../account/accounts.ts'
import { syncedQueryOptions } from '../../model/modelQuery.ts'
import { type Sender, useSend } from '../../model/useSend.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { type BatchProgress, type Claimable, runBatches } from './runBatches.ts'

/** Many claims of one account, in as few transactions as they fit into. */
export interface Batches {
  start: (keys: readonly bigint[]) => void
  /** Sends nothing more after the transaction that is under way. */
  stop: () => void
  isStopping: boolean
  isRunning: boolean
  /** Of the last run; undefined before the first. */
  progress: BatchProgress | undefined
  error: unknown
}

interface Options<mechanism extends MechanismName, item> extends Claimable<mechanism, item> {
  title: string
}

export function useBatches<mechanism extends MechanismName, item>({
  title,
  ...claimable
}: Options<mechanism, item>): Batches {
  const { model } = claimable
  const sync = useSync(model)
  const stopped = useRef(false)
  const [isStopping, setStopping] = useState(false)
  const [progress, setProgress] = useState<BatchProgress>()
  const run = useSend(
    async (client: Sender, keys: readonly bigint[]) => {
      stopped.current = false
      setStopping(false)
      setProgress(undefined)
      const isStopped = () => stopped.current
      return runBatches(client, keys, claimable, { sync, isStopped, onProgress: setProgress })
    },
    // what is claimed for others does not wait for what is claimed for oneself
    () => ({ title, model, once: `claims:${formatModelId(model)}:${title}` }),
  )
  return {
    start: keys => run.mutate(keys),
    stop: () => {
      stopped.current = true
      setStopping(true)
    },
    isStopping,
    isRunning: run.isPending,
    progress,
    error: run.error,
  }
}

/** How many transactions some claims take now, and the gas of all of them; undefined until it is known. */
export interface Outlay {
  transactions: number
  gas: bigint | undefined
}

/** Plans claims without sending anything, as the page knows the model; anew when what can be claimed changes. */
export function useOutlay<mechanism extends MechanismName, item>(
  synced: NoInfer<SyncedModel<mechanism>>,
  keys: readonly bigint[],
  { model, plan }: Claimable<mechanism, item>,
): Outlay | undefined {
  const client = useClient()!
  const account = useAccountAddress()
  const { data } = useQuery({
    queryKey: ['outlay', formatModelId(model), account, keys.map(String)],
    queryFn: async (): Promise<Outlay> => {
      // reading is all that it does
      const reader = { ...client, account: { address: account!, type: 'json-rpc' } } as unknown as Sender
      const planned = await plan(reader, synced, keys)
      return { transactions: planned.length, gas: await gasOf(client, account!, planned) }
    },
    enabled: account !== undefined && keys.length > 0,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    retry: false,
    gcTime: 10_000,
  })
  return keys.length === 0 ? undefined : data
}

/** Brings the page's own history of a model to the newest block: there is one twin of it, which moves on. */
function useSync<mechanism extends MechanismName>(model: ModelReference<mechanism>) {
  const queryClient = useQueryClient()
  const client = useClient()!
  const network = useNetwork()
  return async () => {
    const synced = await queryClient.fetchQuery({
      ...syncedQueryOptions(client, network, model),
      staleTime: 0,
    })
    return synced as unknown as SyncedModel<mechanism>
  }
}

/** The gas of all, by the first: the others cannot be tried before it is mined. */
async function gasOf(
  client: Client,
  account: `0x${string}`,
  [first, ...others]: readonly PlannedTransaction<unknown>[],
): Promise<bigint | undefined> {
  if (!first) return undefined
  const gas = await estimateGas(client, { account, to: first.to, data: first.data }).catch(() => undefined)
  if (gas === undefined) return undefined
  const items = [first, ...others].reduce((sum, each) => sum + each.items.length, 0)
  return (gas * BigInt(items)) / BigInt(first.items.length)
}
