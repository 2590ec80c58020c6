import { Alert, Stack } from '@mantine/core'
import { toPlainWords } from '../../ui/plainWords.ts'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { ModelHeader } from './ModelHeader.tsx'
import { ModelTabs, tabNames, useModelTab } from './ModelTabs.tsx'
import type { ReadyModel } from './readyModel.ts'

export function ModelView({ model }: { model: ReadyModel }) {
  const tab = useModelTab(model)
  usePageTitle(tabNames[tab], model.metadata.name)
  return (
    <Stack gap="lg">
      <ModelHeader model={model} />
      {model.encoderProblem !== null && <EncoderNotice error={model.encoderProblem} />}
      <ModelTabs model={model} />
    </Stack>
  )
}

function EncoderNotice({ error }: { error: unknown }) {
  const { message, advice } = toPlainWords(error)
  return (
    <Alert color="orange" title="This page cannot make samples for this model" role="alert">
      {[message, ...advice].join(' ')}
    </Alert>
  )
}
