import { Alert, Group, Loader, SegmentedControl, Stack, Text } from '@mantine/core'
import { useId, useState } from 'react'
import { toPlainWords } from '../../ui/plainWords.ts'
import { usePictureDraft } from '../model/DraftContext.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { useDraftSample } from '../model/useDraftSample.ts'
import { Camera } from './Camera.tsx'
import { DrawPad } from './DrawPad.tsx'
import { PictureFile } from './PictureFile.tsx'
import { PicturePreview } from './PicturePreview.tsx'
import { readPictureFile } from './readPictureFile.ts'

type Way = 'draw' | 'file' | 'camera'

const ways: Record<Way, string> = { draw: 'Draw', file: 'File', camera: 'Camera' }

/** Where a picture is drawn, chosen, dropped, pasted or taken; beside it what becomes of it. */
export function PictureInput({ model }: { model: ReadyModel }) {
  const { problem: wrong, busy, preview, sample } = useDraftSample(model)
  const { picture, setPicture, problem, readFile, onNothing } = usePicture()
  // drawings only where the encoder is one of drawings
  const known: Way[] = model.grid === undefined ? ['file', 'camera'] : ['draw', 'file', 'camera']
  const [chosen, setWay] = useState<Way>()
  const way = chosen ?? (picture && !picture.strokes ? 'file' : known[0]!)
  const title = useId()
  return (
    <Stack gap="sm" component="section" aria-labelledby={title}>
      <Group justify="space-between" gap="xs">
        <Text id={title} size="sm" fw={500}>
          Picture
        </Text>
        <SegmentedControl
          size="sm"
          aria-label="Where the picture comes from"
          value={way}
          onChange={value => setWay(value as Way)}
          data={known.map(value => ({ value, label: ways[value] }))}
        />
      </Group>
      <Group align="flex-start" gap="lg">
        {way === 'draw' && <DrawPad strokes={picture?.strokes ?? []} onPicture={setPicture} />}
        {way === 'file' && (
          <PictureFile
            name={picture?.strokes ? undefined : picture?.name}
            onFile={readFile}
            onNothing={onNothing}
          />
        )}
        {way === 'camera' && <Camera onPicture={setPicture} />}
        <PicturePreview
          picture={picture}
          preview={preview}
          sample={sample}
          grid={model.grid}
          isDrawing={way === 'draw'}
        />
        {busy && picture && <Loader size="sm" aria-label="The picture is being read" />}
      </Group>
      {(problem ?? (picture && wrong)) && <Alert color="orange" role="alert" title={problem ?? wrong} />}
    </Stack>
  )
}

/** The picture that is worked on, and how a file becomes one. */
function usePicture() {
  const [picture, setDraft] = usePictureDraft()
  const [problem, setProblem] = useState<string>()
  const setPicture: typeof setDraft = next => {
    setProblem(undefined)
    setDraft(next)
  }
  const readFile = (file: File) => {
    setProblem(undefined)
    readPictureFile(file).then(setDraft, error => {
      const { message, advice } = toPlainWords(error)
      setDraft(undefined)
      setProblem([message, ...advice].join(' '))
    })
  }
  const onNothing = () => setProblem('That is no file. Save the picture first, and drop its file here.')
  return { picture, setPicture, problem, readFile, onNothing }
}
