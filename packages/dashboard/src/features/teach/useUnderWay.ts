import type { AnySample } from '@cotrain/sdk'
import { useConnection } from 'wagmi'
import { placeOf } from '../model/places.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { keyOf, useLessonsUnderWay } from './lessonsUnderWay.ts'

/** The account's lessons for a model that are under way, and whether this one is among them. */
export function useUnderWay(
  { reference }: ReadyModel,
  { sample, label }: { sample: AnySample | undefined; label: number | undefined },
) {
  const { chain } = useNetwork()
  const { address } = useConnection()
  const all = useLessonsUnderWay()
  const place = address && placeOf(chain.id, reference, address)
  const underWay = all.filter(lesson => lesson.place === place)
  const key = place && sample && label !== undefined ? keyOf(place, { sample, label }) : undefined
  return { underWay, isUnderWay: underWay.some(lesson => lesson.key === key) }
}
