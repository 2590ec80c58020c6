import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import type { Address } from 'viem'
import { useClient } from 'wagmi'
import { challengeMoments, challengesQueryOptions } from '../bonded/challengesQuery.ts'
import { rewardsQueryOptions, usePresent } from '../market/marketQuery.ts'
import { usePassed } from '../model/moments.ts'
import {
  type BondedModel,
  type DepositModel,
  type MarketModel,
  type PointsModel,
  type ReadyModel,
  underMechanism,
} from '../model/readyModel.ts'
import { useClock } from '../model/useOfNow.ts'
import { bondedStanding, depositStanding, marketStanding, nothing, type Standing } from './standing.ts'

interface Props<Model> {
  model: Model
  person: Address
  /** Given what the person has with the model; undefined while that is worked out. */
  children: (standing: Standing | undefined) => ReactNode
}

/** What somebody has with a model, from its history. */
export function ModelStanding({ model, ...props }: Props<ReadyModel>) {
  return underMechanism(model, {
    deposits: model => <DepositStanding model={model} {...props} />,
    points: model => <PointsStanding model={model} {...props} />,
    market: model => <MarketStanding model={model} {...props} />,
    bonded: model => <BondedStanding model={model} {...props} />,
  })
}

function DepositStanding({ model, person, children }: Props<DepositModel>) {
  const { contributions } = model.synced
  return children(
    useMemo(() => depositStanding(contributions, person.toLowerCase()), [contributions, person]),
  )
}

function PointsStanding({ model, person, children }: Props<PointsModel>) {
  const { contributions } = model.synced
  const lessons = useMemo(() => {
    const wanted = person.toLowerCase()
    return contributions.filter(({ contributor }) => contributor.toLowerCase() === wanted).length
  }, [contributions, person])
  const { points, verified, reports } = model.twin.reputation(model.reference.modelId, person)
  const standing = { ...nothing, lessons, points: BigInt(points) }
  return children({ ...standing, verified: BigInt(verified), reports: BigInt(reports) })
}

function MarketStanding({ model, person, children }: Props<MarketModel>) {
  const { data } = useQuery(rewardsQueryOptions(useClient()!, model, person, usePresent(model)))
  return children(useMemo(() => data && marketStanding(data), [data]))
}

function BondedStanding({ model, person, children }: Props<BondedModel>) {
  const client = useClient()!
  const clock = useClock()
  const moments = useMemo(() => challengeMoments(model), [model])
  const passed = usePassed(moments)
  const { data } = useQuery(challengesQueryOptions(client, model, person, { passed, clock }))
  return children(useMemo(() => data && bondedStanding(data, person.toLowerCase()), [data, person]))
}
