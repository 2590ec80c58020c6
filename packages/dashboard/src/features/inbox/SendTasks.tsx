import { canSettle } from '@cotrain/sdk'
import { Button } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useChallenges } from '../bonded/challengesQuery.ts'
import { useChallengeActions } from '../bonded/useChallengeActions.ts'
import { useClaims } from '../claims/claimsQuery.ts'
import { useClaimActions } from '../claims/useClaimActions.ts'
import { ClaimCard } from '../market/ClaimCard.tsx'
import { useRewards } from '../market/marketQuery.ts'
import {
  type BondedModel,
  type DepositModel,
  type MarketModel,
  type PointsModel,
  type ReadyModel,
  underMechanism,
} from '../model/readyModel.ts'
import { usePoints } from '../points/pointsQuery.ts'
import { usePointsActions } from '../points/usePointsActions.ts'
import { BatchStatus } from '../transactions/batches/BatchStatus.tsx'

/** The button that does at once what needs no decision. */
export function SendTasks({ model }: { model: ReadyModel }) {
  return underMechanism(model, {
    deposits: model => <ClaimDeposits model={model} />,
    points: model => <CollectPoints model={model} />,
    market: model => <ClaimRewards model={model} />,
    bonded: model => <SettleStaked model={model} />,
  })
}

function ClaimDeposits({ model }: { model: DepositModel }) {
  const { data: claims = [] } = useClaims(model)
  const actions = useClaimActions(model)
  const due = claims.filter(({ action }) => action !== undefined)
  return (
    <>
      {due.length > 0 && (
        <Button
          loading={actions.all.isRunning}
          onClick={() => actions.all.start(due.map(({ index }) => index))}
        >
          Claim everything
        </Button>
      )}
      <BatchStatus batches={actions.all} one="contribution" many="contributions" />
    </>
  )
}

function CollectPoints({ model }: { model: PointsModel }) {
  const { data: claims = [] } = usePoints(model)
  const actions = usePointsActions(model)
  const due = claims.filter(({ own, action }) => (action === 'verify' && own) || action === 'confirm')
  return (
    <>
      {due.length > 0 && (
        <Button
          loading={actions.all.isRunning}
          onClick={() => actions.all.start(due.map(({ index }) => index))}
        >
          Collect everything
        </Button>
      )}
      <BatchStatus batches={actions.all} one="contribution" many="contributions" />
    </>
  )
}

function ClaimRewards({ model }: { model: MarketModel }) {
  const { data: rewards } = useRewards(model)
  return rewards ? <ClaimCard model={model} rewards={rewards} /> : null
}

/** Settles the first of those in which the account has a stake; the next one then is the first. */
function SettleStaked({ model }: { model: BondedModel }) {
  const { data: challenges = [] } = useChallenges(model)
  const actions = useChallengeActions(model)
  const [next, ...others] = challenges.filter(({ status, staked }) => staked > 0n && canSettle(status))
  return (
    <>
      <ErrorNotice error={actions.error} />
      {next && (
        <Button loading={actions.isSending(next)} onClick={() => actions.settle(next)}>
          {others.length === 0 ? 'Settle it' : `Settle the next of ${others.length + 1}`}
        </Button>
      )}
    </>
  )
}
