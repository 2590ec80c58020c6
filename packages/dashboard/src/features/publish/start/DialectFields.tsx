import { type TextEncoding, textEncodings } from '@cotrain/sdk/data'
import { NativeSelect, SimpleGrid } from '@mantine/core'
import type { StartAtWork } from './useStart.ts'

const encodingNames: Record<TextEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  latin1: 'Western (Latin-1, Windows-1252)',
}

const delimiters = [
  { value: '', label: 'Find out' },
  { value: ',', label: 'Commas' },
  { value: ';', label: 'Semicolons' },
  { value: 'tab', label: 'Tabs' },
  { value: '|', label: 'Bars' },
]

const headers = [
  { value: '', label: 'Find out' },
  { value: 'yes', label: 'The names of the columns' },
  { value: 'no', label: 'A sample' },
]

/** How a table is written, where the page cannot tell or is wrong about it. */
export function DialectFields({ work: { start, reread } }: { work: StartAtWork }) {
  const { dialect } = start
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" mt="xs">
      <NativeSelect
        label="Letters are written as"
        data={textEncodings.map(value => ({ value, label: encodingNames[value] }))}
        value={dialect.encoding ?? 'utf-8'}
        onChange={event => reread({ ...dialect, encoding: event.currentTarget.value as TextEncoding })}
      />
      <NativeSelect
        label="Cells are separated by"
        data={delimiters}
        value={dialect.delimiter ?? ''}
        onChange={event => reread({ ...dialect, delimiter: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        label="The first line is"
        data={headers}
        value={dialect.header === undefined ? '' : dialect.header ? 'yes' : 'no'}
        onChange={({ currentTarget: { value } }) =>
          reread({ ...dialect, header: value === '' ? undefined : value === 'yes' })
        }
      />
    </SimpleGrid>
  )
}
