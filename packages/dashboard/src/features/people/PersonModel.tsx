import { formatModelId, type ModelAddress } from '@cotrain/sdk'
import { useEffect } from 'react'
import type { Address } from 'viem'
import { useReadyModel } from '../model/modelQuery.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { ModelStanding } from './ModelStanding.tsx'
import type { Standing } from './standing.ts'

/** A model, and what somebody has with it. */
export interface Found {
  model: ReadyModel
  standing: Standing
}

/** Notes what was found of a model, or why it cannot be. */
export type Note = (id: string, found: Found | { error: unknown }) => void

interface Props {
  reference: ModelAddress
  person: Address
  note: Note
}

/** Works out what somebody has with a model, and tells it; it shows nothing. */
export function PersonModel({ reference, person, note }: Props) {
  const { data: model, error } = useReadyModel(reference)
  const id = formatModelId(reference)
  useEffect(() => {
    if (error) note(id, { error })
  }, [id, error, note])
  if (!model) return null
  return (
    <ModelStanding model={model} person={person}>
      {standing => <Tell id={id} model={model} standing={standing} note={note} />}
    </ModelStanding>
  )
}

interface TellProps {
  id: string
  model: ReadyModel
  standing: Standing | undefined
  note: Note
}

function Tell({ id, model, standing, note }: TellProps) {
  const told = standing && JSON.stringify(standing, spell)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same figures, made anew, are no news
  useEffect(() => {
    if (standing) note(id, { model, standing })
  }, [id, model, told, note])
  return null
}

const spell = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
