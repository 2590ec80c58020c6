import { Card, SegmentedControl, Text, Title } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import classes from './AccuracyCard.module.css'
import { AccuracyTable } from './AccuracyTable.tsx'
import { useHeldOut } from './heldOut.ts'
import { learning } from './history.ts'
import { useAccuracyHistory } from './useAccuracyHistory.ts'

/** The charts are a third of the page's code and wanted on this tab only. */
const AccuracyPlot = lazy(() =>
  import('./AccuracyPlot.tsx').then(({ AccuracyPlot: plot }) => ({ default: plot })),
)

/** How the accuracy went with contributions or bundles, as a plot or as a table; nothing without held-out samples. */
export function AccuracyCard({ model }: { model: ReadyModel }) {
  const heldOut = useHeldOut(model)
  const { data: points, error } = useAccuracyHistory(model, heldOut)
  const { begins, lesson } = learning[model.reference.mechanism]
  const [view, setView] = useState('plot')
  if (!heldOut) return null
  return (
    <Card component="section" aria-labelledby="accuracy-title">
      <div className={classes.head}>
        <div>
          <Title order={2} id="accuracy-title">
            Accuracy over {lesson.many}
          </Title>
          <Text size="sm" c="dimmed">
            On {heldOut.length.toLocaleString('en')} {model.wording.heldOut} that no training has seen, by
            replaying the chain's history here.
          </Text>
        </div>
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
      <ErrorNotice error={error} />
      {!points && !error && <Placeholder label="Replaying the history" />}
      {points?.length === 1 && <Text size="sm">{begins}</Text>}
      {points && view === 'table' && (
        <AccuracyTable points={points} heldOut={model.wording.heldOut} lesson={lesson} />
      )}
      {points && view === 'plot' && (
        <Suspense fallback={<Placeholder label="Loading the plot" />}>
          <AccuracyPlot points={points} lessons={lesson.many} />
        </Suspense>
      )}
    </Card>
  )
}
