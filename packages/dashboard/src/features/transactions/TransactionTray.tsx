import { ArrowsUpDownIcon } from '@heroicons/react/24/outline'
import { Box, Button, Group, Loader, Popover, Text, Title } from '@mantine/core'
import { useNetwork } from '../network/NetworkContext.tsx'
import { journal, useJournal } from './journal/journal.ts'
import { isOver, isUnderWay, type JournalTransaction } from './journal/transaction.ts'
import classes from './TransactionTray.module.css'
import { TransactionRow } from './tray/TransactionRow.tsx'
import { useWatcher } from './watching/useWatcher.ts'

/** The transactions of this browser on this chain, behind a button that tells how many are under way; nothing where there are none. */
export function TransactionTray() {
  useWatcher()
  const { chain } = useNetwork()
  const all = useJournal().filter(({ chainId }) => chainId === chain.id)
  const underWay = all.filter(isUnderWay).length
  if (all.length === 0) return null
  return (
    <Popover position="bottom-end" width="min(420px, calc(100vw - 24px))" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          h={36}
          px={underWay > 0 ? 'xs' : 9}
          aria-label={underWay === 0 ? 'Transactions' : `Transactions, ${underWay} under way`}
          title="Transactions"
          leftSection={underWay > 0 && <Loader size={14} aria-hidden />}
        >
          {underWay > 0 ? underWay : <ArrowsUpDownIcon width={18} aria-hidden />}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Panel all={all} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Panel({ all }: { all: readonly JournalTransaction[] }) {
  const over = all.filter(isOver)
  return (
    <section aria-labelledby="transactions">
      <Group justify="space-between" px="md" pt="sm" pb={4}>
        <Title order={2} fz="md" id="transactions">
          Transactions
        </Title>
        {over.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => journal.forget(over.map(({ id }) => id))}
          >
            Clear what is finished
          </Button>
        )}
      </Group>
      <Box className={classes.list} component="ul" tabIndex={0} aria-labelledby="transactions">
        {all.map(transaction => (
          <TransactionRow key={transaction.id} transaction={transaction} />
        ))}
      </Box>
      <Text size="xs" c="dimmed" px="md" py="xs" className={classes.foot}>
        {all.some(({ state }) => state === 'sent')
          ? 'To speed one up or cancel it, use your wallet: only it can do that.'
          : 'Kept in this browser.'}
      </Text>
    </section>
  )
}
