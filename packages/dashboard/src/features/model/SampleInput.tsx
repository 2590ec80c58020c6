import type { AnySample } from '@cotrain/sdk'
import { Group, Stack, Text, Textarea } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { LoadEncoder } from '../encoders/LoadEncoder.tsx'
import { useLoadedEncoder } from '../encoders/useLoadedEncoder.ts'
import { useDraft } from './DraftContext.tsx'
import { Examples } from './Examples.tsx'
import { hintsFor, sentenceHintsFor } from './examples.ts'
import { NumbersInput } from './NumbersInput.tsx'
import type { ReadyModel } from './readyModel.ts'
import type { SampleInputProps } from './sampleInputProps.ts'
import { useDraftSample } from './useDraftSample.ts'

const PictureInput = lazy(async () => ({
  default: (await import('../pictures/PictureInput.tsx')).PictureInput,
}))
const VectorInput = lazy(async () => ({ default: (await import('./VectorInput.tsx')).VectorInput }))

/** Where a sample is typed, pasted, drawn or chosen, as the model's encoder wants it; it stays when the tab changes. */
export function SampleInput(props: SampleInputProps) {
  const { model } = props
  const encoder = useLoadedEncoder(model.loadable?.name)
  return (
    <Stack gap="sm">
      <Suspense fallback={<Placeholder lines={4} label="Preparing the form" />}>
        {model.form === 'numbers' && <NumbersInput {...props} />}
        {model.form === 'vector' && <VectorInput {...props} />}
        {model.form === 'picture' && <PictureInput model={model} />}
      </Suspense>
      {(model.form === 'text' || model.form === 'indices') && <TextInput {...props} />}
      <LoadEncoder encoder={encoder} />
    </Stack>
  )
}

function TextInput({ model, sample, error }: SampleInputProps) {
  const [text, setText] = useDraft()
  const { busy } = useDraftSample(model)
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
        minRows={model.loadable ? 3 : 7}
        maxRows={16}
        styles={{ input: { background: 'var(--cotrain-surface)' } }}
      />
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" data-testid="known-words">
          {busy ? 'Encoding …' : text !== '' && sample && describeKnown(sample, model)}
        </Text>
        {examples.length > 0 && <Examples examples={examples} onChoose={setText} />}
      </Group>
    </Stack>
  )
}

function fieldFor({ form, loadable, classNames }: ReadyModel) {
  if (form === 'indices') {
    return {
      label: 'Sample',
      description: 'The numbers of the features that are present, such as 3 17 204',
      placeholder: '3 17 204',
      examples: [],
    }
  }
  return { label: 'Text', ...(loadable ? sentenceHintsFor(classNames) : hintsFor(classNames)) }
}

function describeKnown({ length }: AnySample, { form, loadable }: ReadyModel): string {
  if (loadable) return `The model gets ${length} numbers that stand for its meaning`
  if (form === 'indices') return `${length} ${length === 1 ? 'feature' : 'features'}`
  return `${length} different ${length === 1 ? 'word' : 'words'} that the model knows`
}
