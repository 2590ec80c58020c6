import { Alert, Loader, Text } from '@mantine/core'
import { thisPage } from './journal/pages.ts'
import type { JournalTransaction } from './journal/transaction.ts'
import { HashLine } from './tray/HashLine.tsx'
import { TransactionActions } from './tray/TransactionActions.tsx'
import { wordsOf } from './tray/words.ts'

/** A transaction that is under way, in the place where it was sent. */
export function TransactionNotice({ transaction }: { transaction: JournalTransaction }) {
  const { title, hash, page } = transaction
  const { label, color, text, busy } = wordsOf(transaction, page === thisPage)
  return (
    <Alert
      role="status"
      color={color}
      icon={busy ? <Loader size={18} aria-hidden /> : undefined}
      title={`${title}: ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
    >
      {hash && <HashLine hash={hash} />}
      <Text size="sm" mt={4}>
        {text} The same is not sent again until it is known what became of it.
      </Text>
      <TransactionActions transaction={transaction} />
    </Alert>
  )
}
