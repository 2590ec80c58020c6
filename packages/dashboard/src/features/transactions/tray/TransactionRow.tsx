import { parseModelId } from '@cotrain/sdk'
import { Anchor, Badge, Group, Loader, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate } from '../../../ui/format.ts'
import { useAccountAddress } from '../../account/accounts.ts'
import { Person } from '../../account/Person.tsx'
import { ModelName } from '../../trust/ModelName.tsx'
import { thisPage } from '../journal/pages.ts'
import type { JournalTransaction } from '../journal/transaction.ts'
import { HashLine } from './HashLine.tsx'
import { TransactionActions } from './TransactionActions.tsx'
import { wordsOf } from './words.ts'

/** A transaction in the list: what it is, how it stands, and what can be done about it. */
export function TransactionRow({ transaction }: { transaction: JournalTransaction }) {
  const { title, hash, madeAt, account, model, page } = transaction
  const { label, color, text, busy } = wordsOf(transaction, page === thisPage)
  const isOthers = useAccountAddress()?.toLowerCase() !== account.toLowerCase()
  return (
    <Stack component="li" gap={4} py="sm" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        <Badge
          color={color}
          variant="light"
          leftSection={busy && <Loader size={10} color={color} aria-hidden />}
          style={{ flex: 'none', textTransform: 'none' }}
        >
          {label}
        </Badge>
      </Group>
      {text && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
      )}
      <Group gap="xs" justify="space-between">
        <Text size="xs" c="dimmed">
          {model && <ModelLink model={model} />}
          {formatDate(madeAt / 1000)}
          {isOthers && (
            <>
              , <Person address={account} />
            </>
          )}
        </Text>
        {hash && <HashLine hash={hash} />}
      </Group>
      <TransactionActions transaction={transaction} />
    </Stack>
  )
}

/** The model that a transaction is about. */
function ModelLink({ model }: { model: string }) {
  const reference = read(model)
  if (!reference) return null
  return (
    <>
      <Anchor component={Link} to={`/models/${model}`} inherit underline="always">
        <ModelName model={reference} />
      </Anchor>
      ,{' '}
    </>
  )
}

/** The journal is kept in the browser, where anything may have been written. */
function read(id: string) {
  try {
    return parseModelId(id)
  } catch {
    return undefined
  }
}
