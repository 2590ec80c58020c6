import { parseModelId } from '@cotrain/sdk'
import { Button, Card, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import { type Address, getAddress, isAddress } from 'viem'
import { Amount } from '../../ui/Amount.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { Stat, Stats } from '../../ui/Stat.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { useAccountAddress, useAccountName } from '../account/accounts.ts'
import { useInvolvement } from '../inbox/useInvolvement.ts'
import { PersonBadges } from './PersonBadges.tsx'
import { PersonHistory } from './PersonHistory.tsx'
import { type Found, type Note, PersonModel } from './PersonModel.tsx'
import { StandingTable } from './StandingTable.tsx'
import { addStandings, profitOf } from './standing.ts'

/** Models whose histories are read for one page; of more, the first. */
const most = 20

/** What an account has done on this chain: lessons, stakes, points, badges. */
export function PersonPage() {
  const { address = '' } = useParams()
  if (!isAddress(address, { strict: false })) {
    return (
      <EmptyState
        order={1}
        title="There is nobody by that address"
        text="Addresses are 0x and 40 digits or letters from a to f."
      >
        <Button component={Link} to="/">
          To the models
        </Button>
      </EmptyState>
    )
  }
  const person = getAddress(address.toLowerCase())
  return <Profile key={person} person={person} />
}

function Profile({ person }: { person: Address }) {
  const name = useAccountName()(person)
  usePageTitle(name)
  const isOwn = useAccountAddress()?.toLowerCase() === person.toLowerCase()
  const involvement = useInvolvement(person)
  return (
    <Stack gap="xl">
      <div>
        <Title order={1}>
          {name}
          {isOwn && ' (you)'}
        </Title>
        <Group gap="xs" mt={6}>
          <Code style={{ overflowWrap: 'anywhere' }}>{person}</Code>
          <CopyButton value={person}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </div>
      {involvement.data ? (
        <Work
          person={person}
          ids={involvement.data.models}
          from={involvement.data.from}
          isLooking={involvement.isFetching}
          onMore={involvement.refetch}
        />
      ) : involvement.error ? (
        <ErrorNotice error={involvement.error} title="The profile cannot be read" />
      ) : (
        <Placeholder label="Looking for what this account has done" />
      )}
    </Stack>
  )
}

interface WorkProps {
  person: Address
  ids: readonly string[]
  /** The first block that was looked through. */
  from: number
  isLooking: boolean
  onMore: () => void
}

function Work({ person, ids, from, isLooking, onMore }: WorkProps) {
  const some = useMemo(() => ids.slice(0, most), [ids])
  const [notes, setNotes] = useState<ReadonlyMap<string, Parameters<Note>[1]>>(new Map())
  const note = useCallback<Note>((id, found) => setNotes(before => new Map(before).set(id, found)), [])
  const found = useMemo(
    () =>
      some.flatMap(id => {
        const known = notes.get(id)
        return known && 'model' in known ? [known satisfies Found] : []
      }),
    [some, notes],
  )
  const errors = some.flatMap(id => {
    const known = notes.get(id)
    return known && 'error' in known ? [{ id, error: known.error }] : []
  })
  return (
    <>
      {some.map(id => (
        <PersonModel key={id} reference={parseModelId(id)} person={person} note={note} />
      ))}
      {errors.map(({ id, error }) => (
        <ErrorNotice key={id} error={error} title={`The model ${id} cannot be read`} />
      ))}
      {found.length + errors.length < some.length && <Placeholder label="Reading the models" />}
      {ids.length === 0 && (
        <EmptyState
          order={2}
          title="Nothing so far"
          text="As far as was looked, this account has done nothing with a model on this chain."
        />
      )}
      {found.length > 0 && (
        <>
          <Totals found={found} />
          <StandingTable found={found} />
          <PersonBadges person={person} ids={some} />
          <PersonHistory person={person} found={found} />
        </>
      )}
      {ids.length > most && (
        <Text size="sm" c="dimmed">
          {ids.length - most} further models are not shown.
        </Text>
      )}
      {from > 0 && (
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            Looked through from block {from.toLocaleString('en')} on: this node gives a few blocks at once.
          </Text>
          <Button size="compact-sm" variant="default" loading={isLooking} onClick={() => onMore()}>
            Look further back
          </Button>
        </Group>
      )}
    </>
  )
}

function Totals({ found }: { found: readonly Found[] }) {
  const total = addStandings(found.map(({ standing }) => standing))
  const profit = profitOf(total)
  return (
    <Card component="section" aria-label="In all">
      <Stats>
        <Stat label="Models">{found.length.toLocaleString('en')}</Stat>
        <Stat label="Contributions">{total.lessons.toLocaleString('en')}</Stat>
        <Stat label="Points">{total.points.toLocaleString('en')}</Stat>
        <Stat label="Verified">{total.verified.toLocaleString('en')}</Stat>
        <Stat label={profit < 0n ? 'Loss' : 'Profit'} hint="without gas">
          <Amount wei={profit < 0n ? -profit : profit} />
        </Stat>
      </Stats>
    </Card>
  )
}
