import { Button, Group, VisuallyHidden } from '@mantine/core'
import { journal } from '../journal/journal.ts'
import { isOver, type JournalTransaction } from '../journal/transaction.ts'
import { canStopWaiting, stopWaiting } from '../noting/note.ts'

/** What can be done about a transaction: wait no longer for a wallet that is silent, or forget it. */
export function TransactionActions({ transaction }: { transaction: JournalTransaction }) {
  const { id, state, left, title } = transaction
  if (state === 'asking' && !left && canStopWaiting(id))
    return <Action name="Stop waiting" title={title} onClick={() => stopWaiting(id)} />
  const canForget = (state === 'asking' && left) || state === 'dropped' || isOver(transaction)
  if (!canForget) return null
  return <Action name="Forget it" title={title} onClick={() => journal.forget([id])} />
}

function Action({ name, title, onClick }: { name: string; title: string; onClick: () => void }) {
  return (
    <Group mt={6}>
      <Button size="compact-sm" variant="default" onClick={onClick}>
        {name}
        <VisuallyHidden>: {title}</VisuallyHidden>
      </Button>
    </Group>
  )
}
