import type { ReactNode } from 'react'
import { useAccountAddress } from '../account/accounts.ts'
import { useChallenges } from '../bonded/challengesQuery.ts'
import { useClaims } from '../claims/claimsQuery.ts'
import { useMarket, useRewards } from '../market/marketQuery.ts'
import {
  type BondedModel,
  type DepositModel,
  type MarketModel,
  type PointsModel,
  type ReadyModel,
  underMechanism,
} from '../model/readyModel.ts'
import { usePoints } from '../points/pointsQuery.ts'
import { challengeTasks, depositTasks, marketTasks, pointTasks, type Task } from './tasks.ts'

interface Props<Model> {
  model: Model
  /** Given what the account can do; undefined while that is worked out. */
  children: (tasks: readonly Task[] | undefined) => ReactNode
}

/** What the account in use can do with a model now. From the twin: the chain is not asked. */
export function ModelTasks({ model, children }: Props<ReadyModel>) {
  return underMechanism(model, {
    deposits: model => <DepositTasks model={model}>{children}</DepositTasks>,
    points: model => <PointTasks model={model}>{children}</PointTasks>,
    market: model => <MarketTasks model={model}>{children}</MarketTasks>,
    bonded: model => <ChallengeTasks model={model}>{children}</ChallengeTasks>,
  })
}

function DepositTasks({ model, children }: Props<DepositModel>) {
  const { data } = useClaims(model)
  const { ownerClaimTime } = model.twin.incentive(model.reference.modelId).options
  return children(data && depositTasks(data, ownerClaimTime))
}

function PointTasks({ model, children }: Props<PointsModel>) {
  const { data } = usePoints(model)
  return children(data && pointTasks(data))
}

function MarketTasks({ model, children }: Props<MarketModel>) {
  const account = useAccountAddress()
  const { data: rewards } = useRewards(model)
  const { data: market } = useMarket(model)
  return children(rewards && market && account ? marketTasks(rewards, market, account) : undefined)
}

function ChallengeTasks({ model, children }: Props<BondedModel>) {
  const account = useAccountAddress()
  const { data } = useChallenges(model)
  return children(data && account ? challengeTasks(data, account, model.arbiter !== undefined) : undefined)
}
