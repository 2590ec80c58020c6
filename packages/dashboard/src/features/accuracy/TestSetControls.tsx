import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { DropZone } from '../../ui/DropZone.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { readTextFile } from '../../ui/readTextFile.ts'
import { type LoadableEncoder, useLoadedEncoder } from '../encoders/useLoadedEncoder.ts'
import { modelPlaceOf } from '../model/places.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { chooseKey } from './chosenKey.ts'
import { keepDropped, removeDropped } from './droppedSet.ts'
import { encodeLabelled, parseLabelledFile } from './labelledFile.ts'
import type { TestSetKey } from './testSet.ts'
import type { TestSets } from './useTestSets.ts'

interface Props {
  model: ReadyModel
  sets: TestSets
}

/** Which samples the model is measured on, where there is a choice. */
export function TestSetChoice({ model, sets: { all, chosen } }: Props) {
  const place = modelPlaceOf(useNetwork().chain.id, model.reference)
  if (all.length < 2 || !chosen) return null
  return (
    <NativeSelect
      label="Measured on"
      value={chosen.key}
      onChange={({ currentTarget }) => chooseKey(place, currentTarget.value as TestSetKey)}
      data={all.map(({ key, title, samples }) => ({
        value: key,
        label: `${title} (${samples.length.toLocaleString('en')})`,
      }))}
      maw={420}
    />
  )
}

/** More samples than this would keep a page busy, and say no more. */
const mostSamples = 20_000
const mostBytes = 64 * 2 ** 20

/** Takes a file of labelled samples to measure the model on, and forgets it again. */
export function OwnTestSet({ model, sets: { all } }: Props) {
  const client = useQueryClient()
  const place = modelPlaceOf(useNetwork().chain.id, model.reference)
  const loadable = useLoadedEncoder(model.metadata.encoder)
  const own = all.find(({ key }) => key === 'file')
  const read = useMutation({
    mutationFn: async (file: File) => {
      const samples = await samplesOf(file, model, loadable.row && loadable.encode)
      const isKept = await keepDropped(client, place, file.name, samples)
      chooseKey(place, 'file')
      return { name: file.name, count: samples.length, isKept }
    },
  })
  const remove = async () => {
    read.reset()
    chooseKey(place, undefined)
    await removeDropped(client, place)
  }
  return (
    <Stack gap="sm">
      <DropZone
        label="Samples to test the model on"
        button={own ? 'Choose another file' : 'Test it on a file of my own'}
        text={`Or drop one here. ${fileWords(model)} It does not leave your browser.`}
        accept=".txt,.csv,.tsv,.tab,.features,text/plain,text/csv,text/tab-separated-values"
        loading={read.isPending}
        onFile={file => read.mutate(file)}
      />
      {read.data && (
        <Text size="sm" role="status">
          {read.data.count.toLocaleString('en')} samples of {read.data.name} are read.
          {!read.data.isKept && ' This browser keeps nothing, so that they are gone when the page is closed.'}
        </Text>
      )}
      <ErrorNotice error={read.error} title="The file cannot be read" />
      {own && (
        <Group>
          <Button variant="subtle" color="gray" size="compact-sm" px={0} onClick={remove}>
            Forget my file
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** @param load - Encodes texts for models whose encoder has to be loaded. */
async function samplesOf(file: File, model: ReadyModel, load: LoadableEncoder['encode'] | undefined) {
  if (file.size > mostBytes) throw new Error('The file is larger than 64 MB: take a part of it.')
  const read = parseLabelledFile(await readTextFile(file), model)
  const count = 'samples' in read ? read.samples.length : read.texts.length
  if (count === 0) throw new Error('There is no sample in the file.')
  if (count > mostSamples) {
    throw new Error(
      `The file has ${count.toLocaleString('en')} samples; ${mostSamples.toLocaleString('en')} at most are measured here. Take a part of it.`,
    )
  }
  const { encoder, twin, reference } = model
  const samples = await encodeLabelled(read, text => {
    if (load) return load(text)
    if (!encoder) throw new Error('this page cannot make samples of texts for this model')
    return encoder.encode(text)
  })
  // what the model would refuse is told now, not while its history is replayed
  for (const [i, { sample }] of samples.entries()) {
    try {
      twin.predict(reference.modelId, sample as never)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`Sample ${i + 1} of the file is none of this model: ${reason}`)
    }
  }
  return samples
}

/** How the lines of a file are to be. */
function fileWords({ form }: ReadyModel): string {
  if (form === 'text') {
    return 'One sample a line: the label, a tab or comma, and the text; or the label and the indices of its features.'
  }
  return form === 'indices'
    ? 'One sample a line: the label and the indices of its features.'
    : 'One sample a line: the label and the numbers, with commas between.'
}
