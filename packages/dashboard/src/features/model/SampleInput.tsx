import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDraft } from './DraftContext.tsx'
import { exampleMails } from './examples.ts'
import type { ReadyModel } from './readyModel.ts'

interface Props {
  model: ReadyModel
  /** How many of the text's words the model knows; undefined when it cannot be encoded. */
  known: number | undefined
  error?: string | undefined
}

/** Where a sample is typed or pasted; the text stays when the tab changes. */
export function SampleInput({ model, known, error }: Props) {
  const [text, setText] = useDraft()
  return (
    <Stack gap="xs">
      <Textarea
        label={model.takesIndices ? 'Sample' : 'Text'}
        description={
          model.takesIndices
            ? 'The numbers of the features that are present, such as 3 17 204'
            : 'Type or paste it: for a mail its subject and its body'
        }
        placeholder={model.takesIndices ? '3 17 204' : 'Dear friend, …'}
        value={text}
        error={error}
        onChange={event => setText(event.currentTarget.value)}
        autosize
        minRows={7}
        maxRows={16}
        styles={{ input: { background: 'var(--cotrain-surface)' } }}
      />
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" data-testid="known-words">
          {text !== '' && known !== undefined && describeKnown(known, model.takesIndices)}
        </Text>
        {!model.takesIndices && <Examples onChoose={setText} />}
      </Group>
    </Stack>
  )
}

function describeKnown(known: number, indices: boolean): string {
  if (indices) return `${known} ${known === 1 ? 'feature' : 'features'}`
  return `${known} different ${known === 1 ? 'word' : 'words'} that the model knows`
}

function Examples({ onChoose }: { onChoose: (text: string) => void }) {
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="subtle" onClick={() => onChoose(exampleMails.honest)}>
        A plain mail
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => onChoose(exampleMails.spam)}>
        A spammer's mail
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChoose('')}>
        Clear
      </Button>
    </Group>
  )
}
