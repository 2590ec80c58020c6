import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { Address } from 'viem'
import { Amount } from '../../ui/Amount.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { personPath } from '../people/personPath.ts'
import { formatPoints } from '../points/words.ts'
import { ModelInbox } from './ModelInbox.tsx'
import { followed, useInbox } from './useInbox.ts'

/** What the account can do now, over all models, what is lost without first. */
export function InboxPage() {
  usePageTitle('Inbox')
  const inbox = useInbox()
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>Inbox</Title>
        <Text c="dimmed" mt={6} maw={640}>
          What your account can claim, verify, settle, answer or reveal now, over all models. What would be
          lost soonest stands first.
        </Text>
      </div>
      {inbox.account ? <Inbox {...inbox} account={inbox.account} /> : <NoAccount />}
    </Stack>
  )
}

function NoAccount() {
  return (
    <EmptyState
      order={2}
      title="No account is chosen"
      text="Choose one at the top of the page to see what waits for it."
    />
  )
}

type InboxProps = ReturnType<typeof useInbox> & { account: Address }

function Inbox({ account, involvement, models, report, total }: InboxProps) {
  const { data, error, isFetching, refetch } = involvement
  const isWorkedOut = models.every(({ tasks }) => tasks !== undefined)
  if (!data) {
    return error ? (
      <ErrorNotice error={error} title="The inbox cannot be read" />
    ) : (
      <Placeholder label="Looking for what waits for you" />
    )
  }
  return (
    <>
      <Card>
        <Group justify="space-between" gap="md">
          <div>
            <Text size="sm" c="dimmed">
              You can get now
            </Text>
            <Text fz="xl" fw={700} data-testid="inbox-total">
              <Amount wei={total.amount} />
              {total.points > 0 && ` and ${formatPoints(total.points)}`}
            </Text>
          </div>
          <Button component={Link} to={personPath(account)} variant="default">
            My profile
          </Button>
        </Group>
      </Card>
      {models.map(({ id, reference }) => (
        <ModelInbox key={`${account} ${id}`} reference={reference} account={account} report={report} />
      ))}
      {isWorkedOut && total.count === 0 && (
        <EmptyState
          order={2}
          title="Nothing waits for you"
          text={
            models.length === 0
              ? 'This account has not taught a model yet, as far as was looked.'
              : `Of ${models.length === 1 ? 'the model' : `the ${models.length} models`} that you have done something with, nothing can be done now.`
          }
        />
      )}
      <HowFar
        from={data.from}
        to={data.to}
        more={data.models.length - models.length}
        isLooking={isFetching}
        onMore={refetch}
      />
    </>
  )
}

interface HowFarProps {
  from: number
  to: number
  /** Models that are not followed. */
  more: number
  isLooking: boolean
  onMore: () => void
}

/** How far the chain was looked through. */
function HowFar({ from, to, more, isLooking, onMore }: HowFarProps) {
  const blocks = (number: number) => number.toLocaleString('en')
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {from === 0
          ? `The whole chain was looked through, up to block ${blocks(to)}.`
          : `Blocks ${blocks(from)} to ${blocks(to)} were looked through: this node gives a few blocks at once.`}
        {more > 0 && ` ${more} further models are not shown: only ${followed} are followed.`}
      </Text>
      {from > 0 && (
        <Button size="compact-sm" variant="default" loading={isLooking} onClick={() => onMore()}>
          Look further back
        </Button>
      )}
    </Group>
  )
}
