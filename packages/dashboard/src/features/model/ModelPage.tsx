import { CotrainError, type ModelAddress, parseModelId } from '@cotrain/sdk'
import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { Link, useParams } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { DraftProvider } from './DraftContext.tsx'
import { ModelView } from './ModelView.tsx'
import { useReadyModel } from './modelQuery.ts'
import { UnfinishedModel } from './UnfinishedModel.tsx'

export function ModelPage() {
  const { id = '' } = useParams()
  const reference = useMemo(() => read(id), [id])
  if (!reference) return <NoSuchModel text={`“${id}” names no model: ids look like deposits:0.`} />
  return (
    <DraftProvider key={id}>
      <LoadedModel reference={reference} />
    </DraftProvider>
  )
}

function read(id: string): ModelAddress | undefined {
  try {
    return parseModelId(id)
  } catch (error) {
    if (error instanceof CotrainError) return undefined
    throw error
  }
}

function LoadedModel({ reference }: { reference: ModelAddress }) {
  const { data, model, error } = useReadyModel(reference)
  if (data) return <ModelView model={data} />
  if (model && !model.ready) return <UnfinishedModel model={model} />
  if (error instanceof CotrainError && error.name === 'UnknownModelError') {
    return <NoSuchModel text={error.shortMessage} />
  }
  if (error) return <ErrorNotice error={error} title="The model cannot be read" />
  return <Placeholder lines={5} label="Reading the model's history from the chain" fills />
}

function NoSuchModel({ text }: { text: string }) {
  return (
    <EmptyState title="There is no such model here" text={text} order={1}>
      <Button component={Link} to="/">
        To the models
      </Button>
    </EmptyState>
  )
}
