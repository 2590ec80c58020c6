import { Stack } from '@mantine/core'
import type { MarketModel } from '../../model/readyModel.ts'
import { AddSample } from './AddSample.tsx'
import { DraftCard } from './DraftCard.tsx'

/** Where somebody collects the samples of a bundle and commits it. */
export function BundleDesk({ model }: { model: MarketModel }) {
  return (
    <Stack gap="xl">
      <AddSample model={model} />
      <DraftCard model={model} />
    </Stack>
  )
}
