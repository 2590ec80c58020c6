import type { Model, ModelAddress } from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import { createStoredList } from '../../ui/storedList.ts'
import { useAccountAddress } from '../account/accounts.ts'
import { modelPlaceOf } from '../model/places.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useIsKnown } from './knownModels.ts'

/** Stands for all models: the words of strangers are shown at once. */
const all = '*'

/** Models whose owners' words this browser shows though nobody vouches for them, by their places. */
const shown = createStoredList<string>('cotrain.strangers', value => typeof value === 'string')

/** Whether strangers' words are shown at once, and how that is changed. */
export function useStrangersAtOnce() {
  const atOnce = shown.use().includes(all)
  const set = (wanted: boolean) => {
    const others = shown.read().filter(entry => entry !== all)
    shown.write(wanted ? [...others, all] : others)
  }
  return [atOnce, set] as const
}

/** How the words of a model's owner may stand on the page. */
export interface Trust {
  /** The host of the page vouches for the model; undefined until its list is read. */
  isKnown: boolean | undefined
  /** The account owns it. */
  isOwn: boolean
  /** Whether its owner's words are shown. */
  isShown: boolean
  /** Shows them from now on. */
  show: () => void
}

/** Whether the words of a model's owner are shown: of known models, of the reader's own, and where somebody asked for it. */
export function useTrust(model: ModelAddress & Partial<Pick<Model, 'owner'>>): Trust {
  const { chain } = useNetwork()
  const account = useAccountAddress()
  const isKnown = useIsKnown(model)
  const places = shown.use()
  const place = modelPlaceOf(chain.id, model)
  const isOwn = account !== undefined && model.owner !== undefined && isAddressEqual(account, model.owner)
  const isShown = isKnown === true || isOwn || places.includes(all) || places.includes(place)
  return { isKnown, isOwn, isShown, show: () => void shown.write([...shown.read(), place]) }
}
