import type { AnySample } from '@cotrain/sdk'
import { packDenseSample, packSample } from '@cotrain/sdk'
import { useMemo } from 'react'
import type { Hex } from 'viem'
import { createStoredList } from '../../../ui/storedList.ts'
import { modelPlaceOf } from '../../model/places.ts'
import type { MarketModel } from '../../model/readyModel.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'

/** A sample that somebody has collected for a bundle. */
export interface DraftSample {
  label: number
  sample: Hex
}

interface Entry extends DraftSample {
  /** The model that it is for. */
  place: string
}

const list = createStoredList('cotrain.drafts', (value): value is Entry => {
  const { place, label, sample } = (value ?? {}) as Partial<Record<string, unknown>>
  return typeof place === 'string' && Number.isInteger(label) && typeof sample === 'string'
})

/** A sample as the chain has it. */
export const toHex = (sample: AnySample): Hex =>
  sample instanceof Uint16Array ? packSample(sample) : packDenseSample(sample)

/** What is collected for the next bundle of a model. The browser keeps it. */
export interface BundleDraft {
  samples: readonly DraftSample[]
  has: (sample: AnySample) => boolean
  /** Adds what is not there yet, and says how many that were. */
  add: (samples: readonly { label: number; sample: AnySample }[]) => number
  remove: (sample: Hex) => void
  empty: () => void
}

export function useBundleDraft({ reference }: MarketModel): BundleDraft {
  const place = modelPlaceOf(useNetwork().chain.id, reference)
  const entries = list.use()
  return useMemo(() => draftAt(place, entries), [place, entries])
}

function draftAt(place: string, entries: readonly Entry[]): BundleDraft {
  const samples = entries.filter(entry => entry.place === place)
  return {
    samples,
    has: sample => samples.some(entry => entry.sample === toHex(sample)),
    add: added => {
      const known = new Set(samples.map(({ sample }) => sample))
      const fresh = added.flatMap(({ label, sample: given }) => {
        const sample = toHex(given)
        if (known.has(sample)) return []
        known.add(sample)
        return { place, label, sample }
      })
      list.write([...list.read(), ...fresh])
      return fresh.length
    },
    remove: sample =>
      void list.write(list.read().filter(entry => entry.place !== place || entry.sample !== sample)),
    empty: () => void list.write(list.read().filter(entry => entry.place !== place)),
  }
}
