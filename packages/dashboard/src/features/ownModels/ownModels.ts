import { mechanismNames } from '@cotrain/sdk'
import { useMemo } from 'react'
import { createStoredList } from '../../ui/storedList.ts'
import { useNetwork } from '../network/NetworkContext.tsx'

/** A model that the reader wants to find again. */
interface OwnModel {
  chainId: number
  /** As `deposits:0`. */
  id: string
}

const list = createStoredList<OwnModel>('cotrain.ownModels', (value): value is OwnModel => {
  const { chainId, id } = (value ?? {}) as Partial<OwnModel>
  return typeof chainId === 'number' && typeof id === 'string' && isId(id)
})

function isId(text: string): boolean {
  const [, mechanism] = /^([a-z0-9-]+):\d{1,77}$/.exec(text) ?? []
  return mechanismNames.some(name => name === mechanism)
}

const isSame = (a: OwnModel) => (b: OwnModel) => a.chainId === b.chainId && a.id === b.id

/** The ids of the models that the reader has added on this chain, in the order in which they were. */
export function useOwnModels(): readonly string[] {
  const { chain } = useNetwork()
  const models = list.use()
  return useMemo(
    () => models.filter(({ chainId }) => chainId === chain.id).map(({ id }) => id),
    [models, chain.id],
  )
}

/** Adds a model to the list; nothing happens when it is there. */
export function addOwnModel(chainId: number, id: string): void {
  const models = list.read()
  if (!models.some(isSame({ chainId, id }))) list.write([...models, { chainId, id }])
}

/** Takes a model off the list; nothing happens when it is not there. */
export function removeOwnModel(chainId: number, id: string): void {
  const isIt = isSame({ chainId, id })
  list.write(list.read().filter(model => !isIt(model)))
}
