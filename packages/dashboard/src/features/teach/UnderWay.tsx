import { getTransactionStatus } from '@cotrain/sdk'
import { Alert, Button, Code, Group, Loader, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useClient } from 'wagmi'
import { useCatchUp } from '../model/useCatchUp.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { pollingInterval } from '../network/wagmiConfig.ts'
import { end, isAwaitedHere, type LessonUnderWay, note } from './lessonsUnderWay.ts'

/** A lesson that is under way: its transaction, and a way out when nobody knows what became of it. */
export function UnderWay({ lesson }: { lesson: LessonUnderWay }) {
  const { hash, key } = lesson
  const here = isAwaitedHere(lesson)
  const isLost = useWatch(lesson) === 'unknown'
  return (
    <Alert role="status" color="blue" icon={<Loader size={18} aria-hidden />} title={titleOf(lesson, here)}>
      {hash && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Transaction <Code>{hash}</Code>
        </Text>
      )}
      <Text size="sm">
        {isLost
          ? 'The node does not know it any more. It may still be mined if another node has it.'
          : 'The same lesson is not sent again until it is known what became of it.'}
      </Text>
      {!here && (isLost || !hash) && (
        <Group mt="sm">
          <Button size="compact-md" variant="default" onClick={() => end(key)}>
            Forget it
          </Button>
        </Group>
      )}
    </Alert>
  )
}

function titleOf({ hash }: LessonUnderWay, here: boolean): string {
  if (hash) return 'A lesson is sent, and waits for a block'
  return here ? 'Your account is asked to sign' : 'Look into your wallet: a lesson may have been sent'
}

/** Follows a lesson that this page does not wait for by itself, such as after a reload. */
function useWatch(lesson: LessonUnderWay) {
  const network = useNetwork()
  const client = useClient()
  const catchUp = useCatchUp()
  const { key, hash, account, nonce } = lesson
  const { data: seen } = useQuery({
    queryKey: ['lesson', key, hash],
    queryFn: () => {
      const place = nonce === undefined ? undefined : { account, nonce }
      return getTransactionStatus(client!, { hash: hash!, place })
    },
    enabled: hash !== undefined && !isAwaitedHere(lesson),
    refetchInterval: pollingInterval(network),
    // big integers and receipts are no JSON
    structuralSharing: false,
  })
  useEffect(() => {
    if (!seen || !hash) return
    if (seen.status === 'pending' && seen.transaction && nonce === undefined) {
      note(key, { hash, nonce: seen.transaction.nonce })
    }
    const outcome = outcomeOf(seen)
    if (!outcome) return
    end(key)
    notifications.show(outcome)
    catchUp()
  }, [seen, key, hash, nonce, catchUp])
  return seen?.status
}

/** What to say of a lesson of which it is known what became. */
function outcomeOf(seen: Awaited<ReturnType<typeof getTransactionStatus>>) {
  if (seen.status === 'replaced') {
    return {
      color: 'orange',
      title: 'Not taught',
      message: 'Another transaction took the place of the lesson.',
    }
  }
  if (seen.status !== 'mined') return undefined
  return seen.receipt.status === 'success'
    ? { color: 'green', title: 'Taught', message: 'The lesson that was under way is on the chain.' }
    : {
        color: 'red',
        title: 'Not taught',
        message: 'The lesson was refused by the contract; no deposit was taken.',
      }
}
