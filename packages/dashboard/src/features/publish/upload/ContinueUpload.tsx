import type { ModelReference } from '@cotrain/sdk'
import { Button, Card, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Placeholder } from '../../../ui/Placeholder.tsx'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { Published } from './Published.tsx'
import {
  forgetPublication,
  isPublicationOf,
  loadJob,
  type Publication,
  usePublications,
} from './publications.ts'
import { UploadPanel } from './UploadPanel.tsx'
import { useUpload } from './uploads.ts'

/**
 * On the page of a model that is not whole yet: goes on with its upload, where it was begun with this browser; else
 * nothing.
 */
export function ContinueUpload({ model }: { model: Parameters<typeof isPublicationOf>[1] }) {
  const { chain } = useNetwork()
  const found = usePublications(chain.id).find(each => isPublicationOf(each, model))
  return found ? <ContinuePublication publication={found} /> : null
}

/** All that was begun with this browser on this chain and is not done. */
export function ContinuePublications() {
  const { chain } = useNetwork()
  const all = usePublications(chain.id)
  const [published, setPublished] = useState<ModelReference>()
  return (
    <>
      {published && <Published model={published} />}
      {all.map(publication => (
        <ContinuePublication key={publication.id} publication={publication} onDone={setPublished} />
      ))}
    </>
  )
}

interface Props {
  publication: Publication
  onDone?: (model: ModelReference) => void
}

/** One that is not done: how far it is, and the button to go on. */
function ContinuePublication({ publication, onDone = () => {} }: Props) {
  const { id, name } = publication
  const running = useUpload(id)?.running === true
  const job = useQuery({
    queryKey: ['publish', 'job', id],
    queryFn: async () => (await loadJob(id)) ?? null,
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
  })
  return (
    <Card component="section" aria-labelledby={`continue-${id}`}>
      <Stack gap="sm">
        <Title order={2} id={`continue-${id}`}>
          {running ? `Publishing ${name}` : `Continue publishing ${name}`}
        </Title>
        {job.isPending && <Placeholder lines={2} label="Reading what was kept" />}
        {job.data === null && (
          <Text size="sm">
            This browser has lost the file. Choose the same file again below, with the same names and options:
            what is on the chain is found there and not sent again.
          </Text>
        )}
        {job.data ? (
          <UploadPanel job={job.data} id={id} onDone={onDone}>
            <Forget id={id} />
          </UploadPanel>
        ) : (
          job.data === null && <Forget id={id} />
        )}
      </Stack>
    </Card>
  )
}

function Forget({ id }: { id: string }) {
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <Button variant="subtle" color="gray" onClick={() => setAsked(true)}>
        Forget it
      </Button>
    )
  }
  return (
    <>
      <Text size="sm">What is on the chain stays there, unfinished.</Text>
      <Button variant="default" onClick={() => void forgetPublication(id)}>
        Yes, forget it
      </Button>
      <Button variant="subtle" color="gray" onClick={() => setAsked(false)}>
        No
      </Button>
    </>
  )
}
