import type { ModelAddress } from '@cotrain/sdk'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatDate } from '../../ui/format.ts'
import { useReadyModel } from '../model/modelQuery.ts'
import { modelPlaceOf } from '../model/places.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { useChosenKey } from './chosenKey.ts'
import { type DroppedSet, droppedQueryOptions } from './droppedSet.ts'
import { heldOutQueryOptions } from './heldOut.ts'
import { useHeldOutUrl } from './heldOutUrl.ts'
import { type PublishedTestSet, publishedTestSets, type TestSet } from './testSet.ts'

export interface TestSets {
  /** Undefined until the model is read. */
  model: ReadyModel | undefined
  /** All test sets that the model can be measured on here. */
  all: readonly TestSet[]
  /** The one that was chosen, else the first; undefined when there is none. */
  chosen: TestSet | undefined
  /** Whether one may still come. */
  isLoading: boolean
  error: unknown
}

/** The test sets of a model: of this page's server, of its markets, and the file that was chosen in this browser. */
export function useTestSets(reference: ModelAddress): TestSets {
  const place = modelPlaceOf(useNetwork().chain.id, reference)
  const url = useHeldOutUrl(reference)
  const key = useChosenKey(place)
  const { data: model } = useReadyModel(reference, { enabled: url !== undefined || key !== undefined })
  const server = useQuery(heldOutQueryOptions(url, model))
  const dropped = useQuery(droppedQueryOptions(place))
  const events = model?.synced.events
  const all = useMemo(() => {
    const sets: TestSet[] = []
    if (server.data && model) sets.push(serverSet(server.data, model))
    if (events && model) sets.push(...publishedTestSets(events).map(set => marketSet(set, model)))
    if (dropped.data && model) sets.push(fileSet(dropped.data, model))
    return sets.filter(({ samples }) => samples.length > 0)
  }, [server.data, dropped.data, events, model])
  return {
    model,
    all,
    chosen: all.find(each => each.key === key) ?? all[0],
    isLoading: server.isLoading || dropped.isLoading,
    error: server.error,
  }
}

const serverSet = (samples: TestSet['samples'], { wording }: ReadyModel): TestSet => ({
  key: 'server',
  title: 'Held-out samples of this server',
  note: `${wording.heldOut} that no training has seen, from the server of this page.`,
  noun: `held-out ${wording.heldOut}`,
  samples,
})

const marketSet = ({ market, time, samples }: PublishedTestSet, { wording }: ReadyModel): TestSet => ({
  key: `market:${market}`,
  title: `Test set of market ${market + 1}`,
  note: `${wording.heldOut} of the test set of market ${market + 1}, published ${
    time === undefined ? 'on the chain' : `on ${formatDate(time)}`
  }: whoever has contributed since may have known them.`,
  noun: `${wording.heldOut} of market ${market + 1}`,
  samples,
})

const fileSet = ({ name, samples }: DroppedSet, { wording }: ReadyModel): TestSet => ({
  key: 'file',
  title: `My file ${name}`,
  note: `${wording.heldOut} of the file ${name}, which this browser keeps and nobody else sees.`,
  noun: `${wording.heldOut} of my file`,
  samples,
})
