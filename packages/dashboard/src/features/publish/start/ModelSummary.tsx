import { classifiers } from '@cotrain/sdk'
import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Alert, Button, Card, Group, List, Stack, Text, Title } from '@mantine/core'
import { formatPercent } from '../../../ui/format.ts'
import { Stat, Stats } from '../../../ui/Stat.tsx'
import { saveFile } from '../../../ui/saveFile.ts'
import { listNames } from '../../model/classNames.ts'
import type { OpenedModel } from '../thread/messages.ts'
import { isPoor } from './quality.ts'

/** More words than these take dozens of transactions. */
const manyWords = 5_000

/** A model that can be published, and what is known of how good it is. */
export function ModelSummary({ model }: { model: OpenedModel }) {
  const { training, classes, features, form, notes, words } = model
  const heldOut = training?.heldOut
  return (
    <Card component="section" aria-labelledby="model-title" data-testid="model-summary">
      <Stack gap="md">
        <Title order={3} id="model-title">
          {training ? 'The model is trained' : 'The model can be published'}
        </Title>
        <Stats>
          {heldOut && (
            <Stat
              label="Right on samples it never saw"
              hint={`of ${heldOut.samples.toLocaleString('en')}; the largest class alone: ${formatPercent(heldOut.largestClass)}`}
            >
              <span data-testid="accuracy">{formatPercent(heldOut.accuracy)}</span>
            </Stat>
          )}
          {!training && model.heldOut && (
            <Stat label="Right, says its file" hint={`of ${model.heldOut.samples} samples it never saw`}>
              {formatPercent(model.heldOut.accuracy)}
            </Stat>
          )}
          <Stat label="Classifier">{classifiers[model.classifier].title}</Stat>
          <Stat label={form === 'dense' ? 'Numbers of a sample' : 'Words or features'}>
            {features.toLocaleString('en')}
          </Stat>
          {training && <Stat label="Trained on">{training.samples.toLocaleString('en')} samples</Stat>}
        </Stats>
        <Text size="sm">
          {classes.length === 0 ? 'It has no classes yet.' : <>Tells {listNames(classes)} apart.</>}
        </Text>
        <Tried model={model} />
        {heldOut && isPoor(heldOut) && (
          <Alert color="orange" title="It has learned little">
            It is hardly better than always saying the largest class. Is the label the right column? More
            samples help, or others.
          </Alert>
        )}
        {words > manyWords && (
          <Alert color="orange" title="This is a large model">
            Its parameters take {words.toLocaleString('en')} words of the chain's storage, which is sent in
            many transactions. The last step says what that costs before anything is signed.
          </Alert>
        )}
        <Notes model={model} notes={notes} />
        <Group>
          <Button
            variant="default"
            leftSection={<ArrowDownTrayIcon width={16} aria-hidden />}
            onClick={() =>
              saveFile(
                `${(model.name ?? 'model').toLowerCase().replaceAll(' ', '-')}.model.json`,
                new TextDecoder().decode(model.json),
              )
            }
          >
            Save the model file
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

function Tried({ model: { training } }: { model: OpenedModel }) {
  if (!training || training.tried.length === 0) return null
  const named = training.tried.map(
    ({ classifier, accuracy }) => `${classifiers[classifier].title} ${formatPercent(accuracy)}`,
  )
  return (
    <Text size="sm" c="dimmed">
      Tried on a part of the samples: {named.join(', ')}.
    </Text>
  )
}

function Notes({ model: { training }, notes }: { model: OpenedModel; notes: readonly string[] }) {
  const { duplicates = 0, contradictions = 0 } = training ?? {}
  const all = [
    ...notes,
    ...(duplicates > 0
      ? [
          `${duplicates.toLocaleString('en')} samples say the same as another one; ${contradictions.toLocaleString('en')} of them with another label.`,
        ]
      : []),
  ]
  if (all.length === 0) return null
  return (
    <List size="sm" aria-label="Notes">
      {all.map(note => (
        <List.Item key={note}>{note}</List.Item>
      ))}
    </List>
  )
}
