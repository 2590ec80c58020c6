import { type ClassifierName, classifiers } from '@cotrain/sdk'
import type { TablePreview } from '@cotrain/simulator/data/table'
import { suitableClassifiers } from '@cotrain/simulator/training'
import { Button, Card, Group, NativeSelect, Progress, Stack, Text, Title } from '@mantine/core'
import { ProblemNotice } from '../../simulator/ProblemNotice.tsx'
import { pageWords } from '../words.ts'
import { DialectFields } from './DialectFields.tsx'
import { classCountOf, columnsOf } from './roles.ts'
import { TableRows } from './TableRows.tsx'
import type { Start, StartAtWork } from './useStart.ts'

interface Props {
  table: NonNullable<Start['table']>
  work: StartAtWork
}

/** What is in the columns of a table, and how a model is made of it. */
export function TableForm({ table, work }: Props) {
  const { preview, roles } = table
  const { training, train } = work
  const chosen = columnsOf(roles)
  const classCount = classCountOf(roles, preview)
  return (
    <Card component="section" aria-labelledby="table-title">
      <Stack gap="md">
        <div>
          <Title order={3} id="table-title">
            {preview.count.toLocaleString('en')} samples
          </Title>
          <Text size="sm" c="dimmed">
            Say what each column is. The label is what the model shall tell; it learns to tell it from a text,
            or from numbers.
          </Text>
        </div>
        <TableRows preview={preview} roles={roles} onRole={work.setRole} />
        <Uneven preview={preview} />
        <details>
          <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
            It was read wrong? Say how the file is written
          </Text>
          <DialectFields work={work} />
        </details>
        {'missing' in chosen ? (
          <Text size="sm" role="status">
            {chosen.missing}
          </Text>
        ) : (
          <ClassifierChoice
            isText={chosen.columns.text !== undefined}
            classCount={classCount}
            value={table.classifier}
            onChange={work.setClassifier}
          />
        )}
        {training.busy ? (
          <TrainingUnderWay training={training} />
        ) : (
          <Group>
            <Button onClick={train} disabled={'missing' in chosen}>
              Train a model
            </Button>
          </Group>
        )}
        {training.error !== null && <ProblemNotice problem={pageWords(training.error)} />}
      </Stack>
    </Card>
  )
}

function Uneven({ preview: { uneven } }: { preview: TablePreview }) {
  const [first] = uneven
  if (!first) return null
  return (
    <Text size="sm" c="orange">
      {uneven.length.toLocaleString('en')} {uneven.length === 1 ? 'line has' : 'lines have'} another number of
      cells than the first: line {first.line} {first.problem}.
    </Text>
  )
}

interface ClassifierProps {
  isText: boolean
  classCount: number | undefined
  value: ClassifierName | undefined
  onChange: (classifier: ClassifierName | undefined) => void
}

function ClassifierChoice({ isText, classCount = 2, value, onChange }: ClassifierProps) {
  const suitable = suitableClassifiers(isText ? 'texts' : 'numbers', Math.max(2, classCount))
  return (
    <NativeSelect
      label="Classifier"
      description="If nothing is chosen, all that suit are tried on a part of the samples, and the best is taken."
      data={[
        { value: '', label: 'The best of all that suit' },
        ...suitable.map(name => ({ value: name, label: classifiers[name].title })),
      ]}
      value={value !== undefined && suitable.includes(value) ? value : ''}
      onChange={event => onChange((event.currentTarget.value || undefined) as ClassifierName | undefined)}
    />
  )
}

function TrainingUnderWay({ training }: { training: StartAtWork['training'] }) {
  const { progress, stop } = training
  const percent = progress ? (100 * progress.done) / Math.max(1, progress.total) : 0
  return (
    <div role="status">
      <Group justify="space-between" mb={6}>
        <Text size="sm">{progress ? `Training: ${Math.floor(percent)} %` : 'Reading the samples'}</Text>
        <Button variant="default" size="xs" onClick={stop}>
          Cancel
        </Button>
      </Group>
      <Progress value={percent} aria-label="Training" />
    </div>
  )
}
