import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { DropZone } from '../../../ui/DropZone.tsx'
import { saveFile } from '../../../ui/saveFile.ts'
import { ProblemNotice } from '../../simulator/ProblemNotice.tsx'
import { pageWords } from '../words.ts'
import { DialectFields } from './DialectFields.tsx'
import { exampleTable } from './exampleTable.ts'
import { ModelSummary } from './ModelSummary.tsx'
import { TableForm } from './TableForm.tsx'
import type { StartAtWork } from './useStart.ts'

const accepted = '.json,.onnx,.txt,.gz,.csv,.tsv,.tab,application/json,text/csv'

/** Of other files it does not matter how they are written. */
const mayBeTable = /\.(csv|tsv|tab|txt)(\.gz)?$/i

/** A model file, or a table that a model is made of: opened here, and sent nowhere. */
export function StartStep({ work }: { work: StartAtWork }) {
  const { start, opening, open } = work
  const { source, table, model } = start
  return (
    <Stack gap="lg">
      <DropZone
        label="Model or table"
        button={source ? 'Choose another file' : 'Choose a file'}
        text={
          source
            ? `${source.name} is read here. It does not leave your browser yet.`
            : 'Or drop one here: a table of samples with their labels (CSV, TSV), or a model that you have trained elsewhere (JSON, scikit-learn, ONNX, Vowpal Wabbit; also .gz).'
        }
        accept={accepted}
        onFile={open}
      />
      {!source && <TryExample onFile={open} />}
      {opening.busy && (
        <Group gap="sm" role="status">
          <Loader size="sm" aria-hidden />
          <Text size="sm">Reading the file</Text>
          <Button variant="default" size="xs" onClick={opening.stop}>
            Cancel
          </Button>
        </Group>
      )}
      {opening.error !== null && (
        <>
          <ProblemNotice problem={pageWords(opening.error)} />
          {source && mayBeTable.test(source.name) && <DialectFields work={work} />}
        </>
      )}
      {table && <TableForm table={table} work={work} />}
      {model && <ModelSummary model={model} />}
    </Stack>
  )
}

function TryExample({ onFile }: { onFile: (file: File) => void }) {
  const save = async () => {
    const file = exampleTable()
    saveFile(file.name, await file.text(), file.type)
  }
  return (
    <div>
      <Text size="sm" mb={8}>
        Nothing at hand? Messages to a shop, sorted by their topic, show how it goes.
      </Text>
      <Group gap="xs">
        <Button variant="light" onClick={() => onFile(exampleTable())}>
          Try it with an example
        </Button>
        <Button
          variant="default"
          leftSection={<ArrowDownTrayIcon width={16} aria-hidden />}
          onClick={() => void save()}
        >
          Save the example table
        </Button>
      </Group>
    </div>
  )
}
