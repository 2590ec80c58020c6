import type { WriteParameters } from '@cotrain/sdk'
import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Client } from 'viem'
import { useClient } from 'wagmi'
import { toPlainWords } from '../../../ui/plainWords.ts'
import { useAccountAddress } from '../../account/accounts.ts'
import { useHead } from '../../network/head.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { ChainFee } from './ChainFee.tsx'
import { tryOut } from './tryOut.ts'

interface Props {
  /** What it is, and all that it depends on: tried out again when that changes, and with new blocks. */
  name: string
  /** An action of the SDK that sends, with the page's own client: it is only tried out. */
  action: (client: Client, writing: WriteParameters) => Promise<unknown>
}

/** Milliseconds of quiet before something is tried out. */
const quiet = 600

/** A fifth of the gas that is asked for is a margin. */
const expected = (gas: bigint) => (gas * 5n) / 6n

/**
 * What the chain takes for what a button sends, or why it would fail, before anybody signs. Nothing where that cannot be
 * known, such as without an account.
 */
export function CostNote({ name, action }: Props) {
  const client = useClient()!
  const account = useAccountAddress()
  const { local } = useNetwork()
  const { data: head } = useHead()
  const [settled] = useDebouncedValue(name, quiet)
  const { data: plan, error } = useQuery({
    queryKey: ['cost', settled, account, String(head?.blockNumber)],
    queryFn: async () => (await tryOut(account!, writing => action(client, writing))) ?? null,
    enabled: account !== undefined && head !== undefined && settled === name,
    placeholderData: (previous, query) => (query?.queryKey[1] === settled ? previous : undefined),
    structuralSharing: false,
    retry: false,
    gcTime: 10_000,
  })
  if (settled !== name) return null
  if (error) {
    // a local chain tries calls at the time of its last block: what is due since looks too early to it
    if (local && toPlainWords(error).message.match(/early|wait/i)) return null
    const { message } = toPlainWords(error)
    return (
      <Text span inherit c="var(--mantine-color-error)" role="status">
        It would fail now: {message}
      </Text>
    )
  }
  return plan?.gas ? <ChainFee gas={expected(plan.gas)} /> : null
}
