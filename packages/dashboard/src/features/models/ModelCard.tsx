import type { Model } from '@cotrain/sdk'
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { Stats } from '../../ui/Stat.tsx'
import { AccuracyStat } from '../accuracy/AccuracyStat.tsx'
import { listNames } from '../model/classNames.ts'
import { MechanismBadge } from '../model/MechanismBadge.tsx'
import { modelPath } from '../model/modelPath.ts'
import { CardStats } from './CardStats.tsx'
import { LogStat } from './LogStat.tsx'
import classes from './ModelCard.module.css'

/** A model in the list; the whole card leads to it. */
export function ModelCard({ model }: { model: Model }) {
  const { name, description, classes: classNames } = model.metadata
  return (
    <Card className={classes.card} h="100%">
      <Stack gap="sm" h="100%">
        <Group justify="space-between" gap="xs">
          <Title order={2} lineClamp={3}>
            <Link to={modelPath(model)} className={classes.link}>
              {name}
            </Link>
          </Title>
          {model.ready ? (
            <MechanismBadge reference={model} />
          ) : (
            <Badge color="orange" variant="light">
              Upload unfinished
            </Badge>
          )}
        </Group>
        <Text c="dimmed" lineClamp={3}>
          {description ?? 'Its owner has not described it.'}
        </Text>
        <Text size="sm">
          <Classes names={classNames} />
        </Text>
        <div className={classes.stats}>
          <Stats>
            <AccuracyStat reference={model} />
            <LogStat model={model} />
            <CardStats model={model} />
          </Stats>
        </div>
      </Stack>
    </Card>
  )
}

function Classes({ names }: { names: readonly string[] }) {
  if (names.length < 2) {
    return names.length === 0 ? <>Has no classes yet</> : <>Has one class so far: {names[0]}</>
  }
  if (names.length !== 2) {
    return (
      <>
        Tells <strong>{listNames(names)}</strong> apart
      </>
    )
  }
  return (
    <>
      Tells <strong>{names[0]}</strong> from <strong>{names[1]}</strong>
    </>
  )
}
