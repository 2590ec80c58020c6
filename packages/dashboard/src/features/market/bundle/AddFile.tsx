import { DocumentTextIcon } from '@heroicons/react/24/outline'
import { FileInput, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import { readTextFile } from '../../../ui/readTextFile.ts'
import type { MarketModel } from '../../model/readyModel.ts'
import { adviceFor } from '../../teach/advice.ts'
import { parseSamplesFile } from '../samplesFile.ts'
import type { BundleDraft } from './draft.ts'

/** Puts all samples of a file into the bundle. */
export function AddFile({ model, draft }: { model: MarketModel; draft: BundleDraft }) {
  const add = useMutation({
    mutationFn: async (file: File) => {
      const samples = parseSamplesFile(await readTextFile(file), model)
      for (const [i, { sample }] of samples.entries()) {
        const advice = adviceFor(model, sample, undefined)
        if (advice?.blocks) throw new Error(`Sample ${i + 1} of the file: ${advice.title}. ${advice.text}`)
      }
      return { added: draft.add(samples), all: samples.length }
    },
  })
  return (
    <>
      <FileInput
        label="Samples from a file"
        description={fileWords(model)}
        placeholder="Choose the file"
        leftSection={<DocumentTextIcon width={18} aria-hidden />}
        value={null}
        onChange={file => file && add.mutate(file)}
        maw={480}
      />
      {add.data && (
        <Text size="sm" role="status">
          {addedWords(add.data)}
        </Text>
      )}
      <ErrorNotice error={add.error} />
    </>
  )
}

/** How the lines of a file are to be. */
function fileWords({ form, encoder }: MarketModel): string {
  if (form === 'text' && encoder)
    return 'One a line: the label, a tab and the text; or the label and indices.'
  return form === 'numbers' || form === 'vector'
    ? 'One a line: the label and the numbers, with commas between.'
    : 'One a line: the label and the indices of its features.'
}

function addedWords({ added, all }: { added: number; all: number }): string {
  const words = added === 1 ? '1 sample is' : `${added} samples are`
  return added === all ? `${words} added.` : `${words} added; ${all - added} of the file were there already.`
}
