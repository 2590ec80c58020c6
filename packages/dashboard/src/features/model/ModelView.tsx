import { Stack } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { CodeNotice } from '../trust/CodeNotice.tsx'
import { useModelName } from '../trust/ModelName.tsx'
import { StrangersWords } from '../trust/StrangersWords.tsx'
import { useTrust } from '../trust/strangers.ts'
import { ModelHeader } from './ModelHeader.tsx'
import { ModelTabs, tabNames, useModelTab } from './ModelTabs.tsx'
import type { ReadyModel } from './readyModel.ts'

/** Stands below all else. */
const AboutModel = lazy(async () => ({ default: (await import('../trust/AboutModel.tsx')).AboutModel }))
/** Needed by few, and compares with all other models. */
const LookAlikeNotice = lazy(async () => ({
  default: (await import('../trust/LookAlikeNotice.tsx')).LookAlikeNotice,
}))
/** Needed by few. */
const EncoderNotice = lazy(async () => ({ default: (await import('./EncoderNotice.tsx')).EncoderNotice }))

export function ModelView({ model }: { model: ReadyModel }) {
  const { reference, metadata, twin } = model
  const tab = useModelTab(model)
  const named = { ...twin.model(reference.modelId), ...reference, metadata }
  const { entries } = twin.log(reference.modelId)
  const { name, id } = useModelName(named)
  const { isKnown, isShown, show } = useTrust(named)
  usePageTitle(tabNames[tab], id === undefined ? name : `${name} (${id})`)
  if (!isShown && isKnown === undefined) return <Placeholder lines={5} />
  return (
    <Stack gap="lg">
      <ModelHeader model={model} />
      <CodeNotice kind={reference} />
      <Suspense>
        <LookAlikeNotice model={{ ...named, entries }} />
      </Suspense>
      {isShown && model.encoderProblem !== null && (
        <Suspense>
          <EncoderNotice error={model.encoderProblem} />
        </Suspense>
      )}
      {isShown ? <ModelTabs model={model} /> : <StrangersWords onShow={show} />}
      <Suspense fallback={<Placeholder lines={2} />}>
        <AboutModel key={String(isShown)} model={model} opened={!isShown} />
      </Suspense>
    </Stack>
  )
}
