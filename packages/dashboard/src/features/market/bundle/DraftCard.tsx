import { Button, Card, CloseButton, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { Amount } from '../../../ui/Amount.tsx'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import { LicenseAcceptance } from '../../model/License.tsx'
import type { MarketModel } from '../../model/readyModel.ts'
import { useKnowsWhatIsPublic } from '../../public/known.ts'
import { WhatBecomesPublic } from '../../public/WhatBecomesPublic.tsx'
import { useMissingAccount } from '../../teach/useWhatIsMissing.ts'
import { SampleList } from '../SampleList.tsx'
import { AddFile } from './AddFile.tsx'
import { Committed } from './Committed.tsx'
import { type BundleDraft, useBundleDraft } from './draft.ts'
import { problemOfSize } from './size.ts'
import { useCommit } from './useCommit.ts'

/** What is collected so far, how much is missing, and the button that commits it. */
export function DraftCard({ model }: { model: MarketModel }) {
  const draft = useBundleDraft(model)
  const commit = useCommit(model, draft)
  const { reference, twin, synced } = model
  const { options } = twin.incentive(reference.modelId, synced.time)
  const price = twin.price(reference.modelId, synced.time)
  const count = draft.samples.length
  const account = useMissingAccount()
  const { knows } = useKnowsWhatIsPublic('bundles')
  const missing = problemOfSize(count, options) ?? account ?? (knows ? undefined : unread)
  return (
    <Card component="section" aria-labelledby="bundle-draft">
      <Stack gap="sm">
        <Title order={2} id="bundle-draft">
          Your bundle
        </Title>
        <div>
          <Text size="sm" c="dimmed" mb={6} role="status">
            {count === 1 ? '1 sample' : `${count} samples`}; a bundle has {options.minSamples} to{' '}
            {options.maxSamples}
          </Text>
          <Progress
            value={Math.min(100, (100 * count) / options.minSamples)}
            color="petrol"
            aria-label="Samples collected"
          />
        </div>
        <Collected model={model} draft={draft} />
        <AddFile model={model} draft={draft} />
        {commit.data && count === 0 && <Committed model={model} {...commit.data} />}
        <WhatBecomesPublic model={model} />
        <div>
          <Button
            size="md"
            disabled={missing !== undefined}
            loading={commit.isPending}
            onClick={() => commit.mutate(draft.samples)}
          >
            Commit the bundle for&nbsp;
            <Amount wei={price} />
          </Button>
        </div>
        <Text size="sm" c="dimmed">
          {missing ??
            'This browser keeps what is in the bundle, with its salt, before anything is sent. If that is lost, the bundle cannot be revealed, and stake and fee are lost: save its file, too.'}
          <LicenseAcceptance license={model.metadata.license} act="committing a bundle" />
        </Text>
        <ErrorNotice error={commit.error} />
      </Stack>
    </Card>
  )
}

const unread = 'Say first that you know what becomes public.'

function Collected({ model, draft }: { model: MarketModel; draft: BundleDraft }) {
  if (draft.samples.length === 0) {
    return <Text c="dimmed">Add samples one by one, or from a file.</Text>
  }
  return (
    <>
      <SampleList
        model={model}
        samples={draft.samples}
        action={({ sample }) => (
          <CloseButton
            size="sm"
            variant="subtle"
            style={{ display: 'inline-flex', verticalAlign: 'middle' }}
            aria-label={`Remove sample ${draft.samples.findIndex(each => each.sample === sample) + 1}`}
            onClick={() => draft.remove(sample)}
          />
        )}
      />
      <Group>
        <Button size="compact-sm" variant="subtle" color="gray" px={0} onClick={draft.empty}>
          Remove all
        </Button>
      </Group>
    </>
  )
}
