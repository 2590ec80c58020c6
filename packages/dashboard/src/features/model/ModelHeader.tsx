import { ArrowLeftIcon } from '@heroicons/react/24/outline'
import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { Stat, Stats } from '../../ui/Stat.tsx'
import { Person } from '../account/Person.tsx'
import { LazyAccuracyStat } from '../accuracy/LazyAccuracyStat.tsx'
import { ModelName } from '../trust/ModelName.tsx'
import trustClasses from '../trust/Strangers.module.css'
import { useShownMetadata } from '../trust/shownMetadata.ts'
import { DataLine } from './DataLine.tsx'
import { MechanismBadge } from './MechanismBadge.tsx'
import { MechanismStats } from './MechanismStats.tsx'
import type { ReadyModel } from './readyModel.ts'

/** Few models have links. */
const StrangersLinks = lazy(async () => ({
  default: (await import('../trust/StrangersLinks.tsx')).StrangersLinks,
}))

export function ModelHeader({ model }: { model: ReadyModel }) {
  const { reference, twin, synced } = model
  const { owner } = twin.model(reference.modelId)
  const named = { ...reference, metadata: model.metadata, owner }
  const { name, description, links } = useShownMetadata(named)
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/" size="sm">
        <ArrowLeftIcon width={15} aria-hidden style={{ verticalAlign: '-2px' }} /> All models
      </Anchor>
      <div>
        <Group gap="xs" justify="space-between">
          <Title order={1} title={name}>
            <ModelName model={named} lines={3} />
          </Title>
          <MechanismBadge reference={reference} />
        </Group>
        {description && (
          <Text c="dimmed" mt={4} maw={760} lineClamp={8} className={trustClasses.clip}>
            <bdi>{description}</bdi>
          </Text>
        )}
      </div>
      {links && (
        <Suspense>
          <StrangersLinks links={links} />
        </Suspense>
      )}
      <DataLine model={model} />
      <Stats>
        <LazyAccuracyStat reference={reference} />
        <Stat label="Contributions">{synced.contributions.length.toLocaleString('en')}</Stat>
        <MechanismStats model={model} />
        <Stat label="Owner">
          <Person address={owner} />
        </Stat>
      </Stats>
    </Stack>
  )
}
