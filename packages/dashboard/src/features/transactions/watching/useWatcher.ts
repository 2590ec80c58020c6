import { explainRevert, parseModelId } from '@cotrain/sdk'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Client, Hash } from 'viem'
import { type Config, useClient, useConfig } from 'wagmi'
import { getConnection, getConnectorClient } from 'wagmi/actions'
import { useCatchUp } from '../../model/useCatchUp.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { pollingInterval } from '../../network/wagmiConfig.ts'
import { journal, useJournal } from '../journal/journal.ts'
import { closedPages } from '../journal/pages.ts'
import { afterLook } from '../journal/step.ts'
import { isDecided, isUnderWay, type JournalTransaction } from '../journal/transaction.ts'
import { isAwaitedHere } from '../noting/note.ts'
import { findAsked, findCalls, lookAt, type Round, startRound } from './look.ts'
import { outcomeOf } from './outcome.ts'

/**
 * Watches all transactions of this browser on this chain that something can still become of, one round after the other,
 * while the page is seen: one watcher for all of them. Says what came of those for which nobody waits any more.
 */
export function useWatcher(): void {
  const network = useNetwork()
  const client = useClient()!
  const config = useConfig()
  const catchUp = useCatchUp()
  const { chain, local } = network
  const hasWatched = useJournal().some(each => each.chainId === chain.id && isWatched(each, local))
  const { data: round } = useQuery({
    queryKey: ['transactions', chain.id, network.rpcUrl],
    queryFn: () => watchAll(client, config, local),
    enabled: hasWatched,
    refetchInterval: pollingInterval(network),
    // another tab, or the reader's wallet, was in front: what has happened meanwhile?
    refetchOnWindowFocus: true,
    structuralSharing: false,
    retry: false,
  })
  useEffect(() => {
    if (!round || round.told.length === 0) return
    for (const transaction of round.told) notifications.show(outcomeOf(transaction)!)
    catchUp()
  }, [round, catchUp])
}

/** Final is final, except on a chain that its owner can take back. */
const isWatched = (each: JournalTransaction, local: boolean) =>
  isUnderWay(each) || (isDecided(each) && (local || !each.final))

async function watchAll(client: Client, config: Config, local: boolean) {
  const chainId = client.chain!.id
  const watched = journal.read().filter(each => each.chainId === chainId && isWatched(each, local))
  const isClosed = await closedPages()
  const told: JournalTransaction[] = []
  let round: Round | undefined
  for (const { id } of watched) {
    const before = journal.find(id)
    if (!before) continue
    const { hash } = before
    if (hash) round ??= await startRound(client, local)
    // of one that the node does not tell about, nothing is known now; the others do not wait for it
    const after = await (hash
      ? lookAt(client, { ...before, hash }, round!).then(seen => afterLook(before, seen))
      : afterAnswer(client, config, before, isClosed)
    ).catch(() => undefined)
    // it was cleared away, or another tab has seen more, while the node was asked
    if (!after || after === before || journal.find(id) !== before) continue
    journal.write(after)
    if (after.state !== before.state && outcomeOf(after) && !isAwaitedHere(id)) told.push(after)
    if (after.state === 'reverted' && !after.reason) await noteReason(client, after)
  }
  return { told }
}

/** One without a hash: of a page that has gone, or of a wallet that sends several calls together. */
async function afterAnswer(
  client: Client,
  config: Config,
  transaction: JournalTransaction,
  isClosed: (page: string, since: number) => boolean,
): Promise<JournalTransaction | undefined> {
  const { page, state, callsId, left, changedAt } = transaction
  if (callsId !== undefined) return afterCalls(config, transaction, callsId)
  if (!left && !isClosed(page, changedAt)) return undefined
  if (state === 'trying') {
    journal.forget([transaction.id])
    return undefined
  }
  const hash = await findAsked(client, transaction)
  if (hash) return sentAs(transaction, hash)
  return left ? undefined : { ...transaction, left: true }
}

async function afterCalls(
  config: Config,
  transaction: JournalTransaction,
  callsId: string,
): Promise<JournalTransaction | undefined> {
  if (getConnection(config).address?.toLowerCase() !== transaction.account.toLowerCase()) return undefined
  const wallet = await getConnectorClient(config)
  const hash = await findCalls(wallet, callsId).catch(() => undefined)
  if (hash === undefined) return undefined
  if (hash !== 'failed') return sentAs(transaction, hash)
  return { ...transaction, state: 'failed', changedAt: Date.now(), reason: 'The wallet has given it up.' }
}

const sentAs = (transaction: JournalTransaction, hash: Hash): JournalTransaction => ({
  ...transaction,
  state: 'sent',
  hash,
  left: undefined,
  changedAt: Date.now(),
})

async function noteReason(client: Client, { id, hash, model }: JournalTransaction): Promise<void> {
  const mechanism = model && parseModelId(model).mechanism
  const reason = mechanism && (await explainRevert(client as never, { hash: hash!, mechanism }))
  if (reason) journal.change(id, { reason: reason.shortMessage })
}
