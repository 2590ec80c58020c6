import type { NumberInput as Input } from '@cotrain/sdk'
import { Fieldset, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useDraft } from './DraftContext.tsx'
import { Examples } from './Examples.tsx'
import { fieldsOf } from './encodeDraft.ts'
import classes from './NumbersInput.module.css'
import type { SampleInputProps } from './sampleInputProps.ts'
import { countsAs, inputsOf } from './sampleNumbers.ts'
import { useExamples } from './useExamples.ts'

/** A field for each number that the model takes, with its unit and its range. */
export function NumbersInput({ model, error }: SampleInputProps) {
  const [text, setText] = useDraft()
  const inputs = inputsOf(model.encoder)
  const fields = fieldsOf(text)
  const set = (index: number, value: string) => {
    const next = inputs.map((_, i) => (i === index ? value : (fields[i] ?? '')))
    setText(next.some(field => field !== '') ? next.join(',') : '')
  }
  return (
    <Stack gap="xs">
      <Fieldset
        legend="Sample"
        variant="unstyled"
        classNames={{ root: classes.root, legend: classes.legend }}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {inputs
            .map((input, index) => ({ input, index }))
            .map(({ input, index }) => (
              <NumberField
                key={index}
                input={input}
                value={fields[index] ?? ''}
                onChange={value => set(index, value)}
              />
            ))}
        </SimpleGrid>
      </Fieldset>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      <Examples examples={useExamples(model)} onChoose={setText} />
    </Stack>
  )
}

interface FieldProps {
  input: Input
  value: string
  onChange: (value: string) => void
}

function NumberField({ input, value, onChange }: FieldProps) {
  const { name, unit = '', min, max } = input
  const used = countsAs(input, value)
  const wrong = value.trim() !== '' && !Number.isFinite(Number(value))
  return (
    <TextInput
      label={name}
      description={
        used === undefined
          ? `${min} to ${max} ${unit}`
          : `Counts as ${used}: the model knows ${min} to ${max} ${unit}`
      }
      placeholder={String((min + max) / 2)}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      error={wrong && 'This is not a number.'}
      // Other fields begin after a comma; who types one means the decimal point.
      onChange={event => onChange(event.currentTarget.value.replace(',', '.'))}
      rightSection={unit && <span className={classes.unit}>{unit}</span>}
      rightSectionWidth={unit ? 18 + 9 * unit.length : undefined}
      rightSectionPointerEvents="none"
      styles={{ input: { background: 'var(--cotrain-surface)' } }}
    />
  )
}
