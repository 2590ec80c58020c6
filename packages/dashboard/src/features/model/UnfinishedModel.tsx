import type { Model } from '@cotrain/sdk'
import { Progress, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { Person } from '../account/Person.tsx'
import { LookAlikeNotice } from '../trust/LookAlikeNotice.tsx'
import { ModelName, useModelName } from '../trust/ModelName.tsx'

const ContinueUpload = lazy(() =>
  import('../publish/upload/ContinueUpload.tsx').then(({ ContinueUpload: part }) => ({ default: part })),
)

/** A model whose upload is not complete cannot be used yet. */
export function UnfinishedModel({ model }: { model: Model }) {
  usePageTitle(useModelName(model).name)
  const share = (model.uploadedWords / Math.max(1, model.requiredWords)) * 100
  return (
    <Stack maw={640}>
      <Title order={1}>
        <ModelName model={model} lines={3} />
      </Title>
      <LookAlikeNotice model={model} />
      <Text>
        This model is not complete yet and cannot be used: {Math.floor(share)} % of its weights are uploaded.
        Its owner, <Person address={model.owner} />, can go on by deploying the same model again.
      </Text>
      <Progress value={share} aria-label="Uploaded weights" />
      <Suspense>
        <ContinueUpload model={model} />
      </Suspense>
    </Stack>
  )
}
