import { linkHost } from '@cotrain/sdk'
import { ArrowLeftIcon, ArrowTopRightOnSquareIcon } from '@heroicons/react/24/outline'
import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { Stat, Stats } from '../../ui/Stat.tsx'
import { Person } from '../account/Person.tsx'
import { AccuracyStat } from '../accuracy/AccuracyStat.tsx'
import { DataLine } from './DataLine.tsx'
import { MechanismBadge } from './MechanismBadge.tsx'
import { MechanismStats } from './MechanismStats.tsx'
import type { ReadyModel } from './readyModel.ts'

export function ModelHeader({ model }: { model: ReadyModel }) {
  const { metadata, reference, twin, synced } = model
  const { owner } = twin.model(reference.modelId)
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/" size="sm">
        <ArrowLeftIcon width={15} aria-hidden style={{ verticalAlign: '-2px' }} /> All models
      </Anchor>
      <div>
        <Group gap="xs" justify="space-between">
          <Title order={1} lineClamp={3} title={metadata.name}>
            {metadata.name}
          </Title>
          <MechanismBadge reference={reference} />
        </Group>
        {metadata.description && (
          <Text c="dimmed" mt={4} maw={760} lineClamp={8}>
            {metadata.description}
          </Text>
        )}
      </div>
      <Links links={metadata.links} />
      <DataLine model={model} />
      <Stats>
        <AccuracyStat reference={reference} />
        <Stat label="Contributions">{synced.contributions.length.toLocaleString('en')}</Stat>
        <MechanismStats model={model} />
        <Stat label="Owner">
          <Person address={owner} />
        </Stat>
      </Stats>
    </Stack>
  )
}

/** The owner's links; the SDK lets safe protocols through only. Their names may be lies, so the host stands beside each. */
function Links({ links = {} }: { links: Record<string, string> | undefined }) {
  const entries = Object.entries(links)
  if (entries.length === 0) return null
  return (
    <Group gap="md">
      {entries.map(([name, url]) => (
        <Anchor key={name} href={url} target="_blank" rel="noreferrer noopener" size="sm">
          {name}{' '}
          <Text span c="dimmed" inherit>
            ({linkHost(url)})
          </Text>{' '}
          <ArrowTopRightOnSquareIcon width={14} aria-hidden style={{ verticalAlign: '-2px' }} />
        </Anchor>
      ))}
    </Group>
  )
}
