import type { Model } from '@cotrain/sdk'
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { Stats } from '../../ui/Stat.tsx'
import { LazyAccuracyStat } from '../accuracy/LazyAccuracyStat.tsx'
import { listNames } from '../model/classNames.ts'
import { MechanismBadge } from '../model/MechanismBadge.tsx'
import { modelPath } from '../model/modelPath.ts'
import { CardWords } from '../trust/CardWords.tsx'
import { LookAlikeLine } from '../trust/LookAlikeNotice.tsx'
import { ModelName } from '../trust/ModelName.tsx'
import trustClasses from '../trust/Strangers.module.css'
import { useShownMetadata } from '../trust/shownMetadata.ts'
import { CardStats } from './CardStats.tsx'
import { LogStat } from './LogStat.tsx'
import classes from './ModelCard.module.css'

/** A model in the list; the whole card leads to it. */
export function ModelCard({ model }: { model: Model }) {
  const { description, classes: classNames } = useShownMetadata(model)
  return (
    <Card className={classes.card} h="100%">
      <Stack gap="sm" h="100%">
        <Group justify="space-between" gap="xs">
          <Title order={2}>
            <Link to={modelPath(model)} className={classes.link}>
              <ModelName model={model} lines={3} />
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
        <CardWords model={model}>
          <Text c="dimmed" lineClamp={3} className={trustClasses.clip}>
            <bdi>{description ?? 'Its owner has not described it.'}</bdi>
          </Text>
          <Text size="sm">
            <Classes names={classNames} />
          </Text>
        </CardWords>
        <LookAlikeLine model={model} />
        <div className={classes.stats}>
          <Stats>
            <LazyAccuracyStat reference={model} />
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
