import { formatModelId, type Model, type ModelAddress } from '@cotrain/sdk'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useClient } from 'wagmi'
import { modelQueryOptions } from '../model/modelQuery.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { calmText } from './calmText.ts'
import classes from './Strangers.module.css'
import { neutralName } from './shownMetadata.ts'
import { useTrust } from './strangers.ts'

/** A model, with as much of it as is known; what is missing is looked up. */
export type NamedModel = ModelAddress & Partial<Pick<Model, 'owner' | 'metadata'>>

interface Props {
  model: NamedModel
  /** The most lines that a title gives to the name; the id is shown in any case. */
  lines?: number
}

/**
 * The name of a model as it may be shown: as its owner has it, if the page's host vouches for it, the reader owns it, or
 * asked for strangers' words; then its id stands beside it. Else the id alone.
 */
export function ModelName({ model, lines }: Props) {
  const { name, id } = useModelName(model)
  const clamp = lines === undefined ? {} : { className: classes.clamped, style: { WebkitLineClamp: lines } }
  return (
    <>
      <bdi className={classes.name} {...clamp}>
        {name}
      </bdi>
      {id !== undefined && (
        <Text span c="dimmed" fw={450} fz="0.8em" className={classes.id}>
          {' '}
          {id}
        </Text>
      )}
    </>
  )
}

/** The same in parts, for the titles of pages: `id` where it must stand beside the name. */
export function useModelName(model: NamedModel): { name: string; id: string | undefined } {
  const client = useClient()!
  const network = useNetwork()
  const isWhole = model.metadata !== undefined && model.owner !== undefined
  const { data } = useQuery({ ...modelQueryOptions(client, network, model), enabled: !isWhole })
  const { metadata, owner } = { ...data, ...model }
  const { isKnown, isOwn, isShown } = useTrust({ ...model, ...(owner && { owner }) })
  if (!isShown || !metadata) return { name: neutralName(model), id: undefined }
  return { name: calmText(metadata.name), id: isKnown || isOwn ? undefined : formatModelId(model) }
}
