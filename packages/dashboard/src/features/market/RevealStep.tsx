import { parseBundle, revealBundleSync } from '@cotrain/sdk'
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { readTextFile } from '../../ui/readTextFile.ts'
import { useAccountAddress } from '../account/accounts.ts'
import { useSend } from '../model/useSend.ts'
import { useRewards } from './marketQuery.ts'
import type { StepProps } from './NextStep.tsx'
import { SecretFile } from './SecretFile.tsx'
import { useKeptBundles } from './secrets.ts'

/** Reveals the account's bundles: those that this browser keeps with one click, others from their files. */
export function RevealStep({ model, market }: StepProps) {
  const account = useAccountAddress()
  const { data: rewards = [] } = useRewards(model)
  const { byCommitment } = useKeptBundles(model)
  const due = rewards.filter(
    ({ own, record }) => own && record.market === market.market && record.status === 'committed',
  )
  const kept = due.flatMap(({ bundle, record }) => {
    const contents = byCommitment.get(record.commitment)
    return contents ? [{ bundle, contents }] : []
  })
  const [file, setFile] = useState<File | null>(null)
  const reveal = useSend(
    async client => {
      for (const each of kept) await revealBundleSync(client, { model: model.reference, ...each })
      if (!file) return
      const contents = parseBundle(await readTextFile(file))
      await revealBundleSync(client, { model: model.reference, contents })
      setFile(null)
    },
    () => ({ title: 'Reveal a bundle', model: model.reference }),
  )
  if (!account || due.length === 0) return <ErrorNotice error={reveal.error} />
  const missing = due.length - kept.length
  return (
    <Stack gap="sm">
      <Text>{keptWords(due.length, missing)}</Text>
      {missing > 0 && (
        <SecretFile
          label="The file of the bundle"
          description="The one that was saved when the bundle was committed."
          file={file}
          onChange={setFile}
        />
      )}
      <div>
        <Button
          disabled={kept.length === 0 && !file}
          loading={reveal.isPending}
          onClick={() => reveal.mutate(undefined)}
        >
          {due.length === 1 ? 'Reveal my bundle' : 'Reveal my bundles'}
        </Button>
      </div>
      <ErrorNotice error={reveal.error} />
    </Stack>
  )
}

/** Whether this browser keeps what is in the bundles that are to be revealed. */
function keptWords(due: number, missing: number): string {
  const all = due === 1 ? 'it' : 'them'
  if (missing === 0) return `This browser keeps what is in ${all}.`
  return `This browser does not keep what is in ${missing === due ? all : `${missing} of them`}: take the file.`
}
