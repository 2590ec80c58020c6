import { formatModelId, type ModelAddress } from '@cotrain/sdk'
import { useNetwork } from '../network/NetworkContext.tsx'

/** Where the held-out samples of a model are, if this server has them. */
export function useHeldOutUrl(reference: ModelAddress | undefined): string | undefined {
  const { models } = useNetwork()
  return reference && models.find(({ id }) => id === formatModelId(reference))?.heldOut
}
