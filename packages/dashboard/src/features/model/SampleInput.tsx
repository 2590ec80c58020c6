import type { AnySample } from '@cotrain/sdk'
import { Group, Stack, Text, Textarea } from '@mantine/core'
import { useDraft } from './DraftContext.tsx'
import { Examples } from './Examples.tsx'
import { hintsFor } from './examples.ts'
import { NumbersInput } from './NumbersInput.tsx'
import type { ReadyModel } from './readyModel.ts'
import type { SampleInputProps } from './sampleInputProps.ts'

/** Where a sample is typed or pasted, as the model's encoder wants it; it stays when the tab changes. */
export function SampleInput(props: SampleInputProps) {
  const [text, setText] = useDraft()
  const { model, sample, error } = props
  if (model.form === 'numbers') return <NumbersInput {...props} />
  const { label, description, placeholder, examples } = fieldFor(model)
  return (
    <Stack gap="xs">
      <Textarea
        label={label}
        description={description}
        placeholder={placeholder}
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
          {text !== '' && sample && describeKnown(sample, model)}
        </Text>
        {examples.length > 0 && <Examples examples={examples} onChoose={setText} />}
      </Group>
    </Stack>
  )
}

function fieldFor({ form, encoder, classNames }: ReadyModel) {
  if (form === 'text') return { label: 'Text', ...hintsFor(classNames) }
  if (form === 'indices') {
    return {
      label: 'Sample',
      description: 'The numbers of the features that are present, such as 3 17 204',
      placeholder: '3 17 204',
      examples: [],
    }
  }
  return {
    label: 'Sample',
    description: `${encoder?.featureCount ?? 'All'} numbers with commas or spaces between`,
    placeholder: '0.12, -0.4, 0.03, …',
    examples: [],
  }
}

function describeKnown({ length }: AnySample, { form }: ReadyModel): string {
  if (form === 'indices') return `${length} ${length === 1 ? 'feature' : 'features'}`
  if (form === 'vector') return `${length} numbers`
  return `${length} different ${length === 1 ? 'word' : 'words'} that the model knows`
}
