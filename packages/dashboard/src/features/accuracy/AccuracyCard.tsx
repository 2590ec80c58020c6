import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Button, Card, Group, Progress, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { useAccountAddress, useAccountName } from '../account/accounts.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import classes from './AccuracyCard.module.css'
import type { Axis } from './AccuracyPlot.tsx'
import { AccuracyTable } from './AccuracyTable.tsx'
import { ConfusionTable } from './ConfusionTable.tsx'
import { learning } from './learning.ts'
import { contributorsOf } from './marks.ts'
import { MarksLegend, TickList } from './PlotWords.tsx'
import { confusionCsv, historyCsv, saveCsv } from './saveAccuracy.ts'
import { OwnTestSet, TestSetChoice } from './TestSetControls.tsx'
import type { TestSet } from './testSet.ts'
import { ticksOf } from './ticks.ts'
import { type AccuracyHistory, useAccuracyHistory, useAccuracyNow } from './useAccuracy.ts'
import { useTestSets } from './useTestSets.ts'

/** The charts are a third of the page's code and wanted on this tab only. */
const AccuracyPlot = lazy(() =>
  import('./AccuracyPlot.tsx').then(({ AccuracyPlot: plot }) => ({ default: plot })),
)

/** How the accuracy went with contributions or bundles, on the samples that there are to test it on, or that one brings. */
export function AccuracyCard({ model }: { model: ReadyModel }) {
  const sets = useTestSets(model.reference)
  const { chosen, isLoading, error } = sets
  const { lesson } = learning[model.reference.mechanism]
  return (
    <Card component="section" aria-labelledby="accuracy-title">
      <Stack gap="md">
        <div>
          <Title order={2} id="accuracy-title">
            Accuracy over {lesson.many}
          </Title>
          <Text size="sm" c="dimmed">
            {chosen
              ? `On ${chosen.samples.length.toLocaleString('en')} ${chosen.note} The chain's history is replayed here to measure it.`
              : noSet(model)}
          </Text>
        </div>
        <ErrorNotice error={error} title="The held-out samples cannot be read" />
        {isLoading && <Placeholder label="Reading the test samples" />}
        <TestSetChoice model={model} sets={sets} />
        {chosen && <Measured key={chosen.key} model={model} testSet={chosen} />}
        <OwnTestSet model={model} sets={sets} />
      </Stack>
    </Card>
  )
}

/** What to say where there is nothing to measure on. */
function noSet({ reference }: ReadyModel): string {
  return reference.mechanism === 'market'
    ? 'There are no samples to measure it on before a market has published its test set. You can bring some of your own.'
    : 'This page has no samples to measure it on. You can bring some of your own.'
}

function Measured({ model, testSet }: { model: ReadyModel; testSet: TestSet }) {
  const history = useAccuracyHistory(model, testSet)
  const now = useAccuracyNow(model, testSet)
  const [axis, setAxis] = useState<Axis>('lessons')
  const [view, setView] = useState('plot')
  const { begins, lesson } = learning[model.reference.mechanism]
  const { points, error } = history
  return (
    <>
      <div className={classes.head}>
        <SegmentedControl
          aria-label="Show the accuracy over"
          value={axis}
          onChange={value => setAxis(value as Axis)}
          data={[
            { value: 'lessons', label: `By ${lesson.one}` },
            { value: 'time', label: 'By time' },
          ]}
        />
        <SegmentedControl
          aria-label="Show the accuracy as"
          value={view}
          onChange={setView}
          data={[
            { value: 'plot', label: 'Plot' },
            { value: 'table', label: 'Table' },
          ]}
        />
      </div>
      <ErrorNotice error={error} title="The history cannot be replayed" />
      {points.length === 0 && !error && <Placeholder label="Replaying the history" />}
      <Replaying history={history} />
      {history.isDone && history.total === 0 && <Text size="sm">{begins}</Text>}
      {points.length > 0 && view === 'table' && (
        <AccuracyTable points={points} noun={testSet.noun} lesson={lesson} />
      )}
      {points.length > 0 && view === 'plot' && <Plot model={model} points={points} axis={axis} />}
      {now && <ConfusionTable confusion={now.confusion} classNames={model.classNames} />}
      <Save model={model} testSet={testSet} points={points} confusion={now?.confusion} />
    </>
  )
}

/** How far the replay is, while it goes on. */
function Replaying({ history: { done, total, isDone, error } }: { history: AccuracyHistory }) {
  if (isDone || error || total === 0) return null
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {done.toLocaleString('en')} of {total.toLocaleString('en')} replayed; the newest is there already.
      </Text>
      <Progress value={(100 * done) / total} color="petrol" aria-label="Replayed" />
    </div>
  )
}

interface PlotProps {
  model: ReadyModel
  points: AccuracyHistory['points']
  axis: Axis
}

function Plot({ model, points, axis }: PlotProps) {
  const account = useAccountAddress()
  const nameOf = useAccountName()
  const { synced, reference, classNames } = model
  const contributors = useMemo(() => contributorsOf(points, account), [points, account])
  const ticks = useMemo(
    () => ticksOf(synced.events, reference.mechanism, label => classNames[label] ?? `class ${label}`),
    [synced.events, reference.mechanism, classNames],
  )
  const { lesson } = learning[reference.mechanism]
  const untimed = axis === 'time' ? points.filter(({ time }) => time === undefined).length : 0
  return (
    <Stack gap="xs">
      <Suspense fallback={<Placeholder label="Loading the plot" />}>
        <AccuracyPlot {...{ points, ticks, contributors, axis, lesson, nameOf }} />
      </Suspense>
      {untimed > 0 && (
        <Text size="sm" c="dimmed">
          The node has not told the time of {untimed.toLocaleString('en')} of{' '}
          {points.length.toLocaleString('en')} points: they are left out here.
        </Text>
      )}
      <MarksLegend contributors={contributors} />
      <TickList ticks={ticks} />
    </Stack>
  )
}

interface SaveProps extends Omit<PlotProps, 'axis'> {
  testSet: TestSet
  confusion: Parameters<typeof confusionCsv>[0] | undefined
}

/** The numbers of the plot and of the table of classes, to take away. */
function Save({ model, testSet, points, confusion }: SaveProps) {
  const { lesson } = learning[model.reference.mechanism]
  const nameOf = (label: number) => model.classNames[label] ?? `class ${label}`
  const icon = <ArrowDownTrayIcon width={14} aria-hidden />
  return (
    <Group gap="xs" role="group" aria-label="Save the numbers">
      <Button
        variant="default"
        size="xs"
        leftSection={icon}
        disabled={points.length === 0}
        onClick={() => saveCsv('accuracy.csv', historyCsv(points, testSet.samples.length, lesson.one))}
      >
        accuracy.csv
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={icon}
        disabled={!confusion}
        onClick={() => confusion && saveCsv('classes.csv', confusionCsv(confusion, nameOf))}
      >
        classes.csv
      </Button>
    </Group>
  )
}
