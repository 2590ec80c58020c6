import { Group, Stack, Table, Text, Textarea } from '@mantine/core'
import { greyPicture, Pixels } from '../pictures/Pixels.tsx'
import { useDraft } from './DraftContext.tsx'
import { Examples } from './Examples.tsx'
import { readPasted } from './pastedNumbers.ts'
import type { SampleInputProps } from './sampleInputProps.ts'
import { inputsOf } from './sampleNumbers.ts'
import { useExamples } from './useExamples.ts'
import classes from './VectorInput.module.css'

/** Where many numbers are pasted: beside them the picture that they are, or a table of them. */
export function VectorInput({ model, sample, error }: SampleInputProps) {
  const [text, setText] = useDraft()
  const { encoder, grid } = model
  const inputs = inputsOf(encoder)
  const numbers = text.split(/[\s,]+/).filter(part => part !== '')
  return (
    <Stack gap="xs">
      <Textarea
        label="Sample"
        description={`${encoder?.featureCount ?? 'All'} numbers with commas or spaces between; a row of a table can be pasted`}
        placeholder="0.12, -0.4, 0.03, …"
        value={text}
        error={error}
        onChange={event => setText(event.currentTarget.value)}
        onPaste={event => {
          const pasted = readPasted(event.clipboardData.getData('text'), inputs)
          // with something else around it, it is for the browser to paste
          if (pasted === undefined || text.trim() !== '') return
          event.preventDefault()
          setText(pasted)
        }}
        autosize
        minRows={4}
        maxRows={8}
        styles={{ input: { background: 'var(--cotrain-surface)' } }}
      />
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" data-testid="known-words">
          {sample && `${sample.length} numbers`}
        </Text>
        <Examples examples={useExamples(model)} onChoose={setText} />
      </Group>
      {sample && grid !== undefined && (
        <Pixels
          picture={greyPicture(sample, grid)}
          side={168}
          crisp
          label={`The sample as a picture of ${grid} × ${grid} grey values`}
        />
      )}
      {sample && grid === undefined && (
        <NumbersTable names={inputs.map(({ name }) => name)} numbers={numbers} />
      )}
    </Stack>
  )
}

/** Each number beside its name, or its place. */
function NumbersTable({ names, numbers }: { names: readonly string[]; numbers: readonly string[] }) {
  return (
    <section className={classes.numbers} aria-label="The numbers of the sample">
      <Table withRowBorders={false} verticalSpacing={2}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Number</Table.Th>
            <Table.Th ta="right">Value</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {numbers.map((number, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a number is its place
            <Table.Tr key={i}>
              <Table.Td>{names[i] ?? i}</Table.Td>
              <Table.Td ta="right">{number}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
