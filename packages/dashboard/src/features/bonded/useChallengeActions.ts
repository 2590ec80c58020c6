import {
  challengeSync,
  challengeTogetherSync,
  disputeSync,
  pledgeSync,
  settleContributionSync,
  withdrawPledgeSync,
} from '@cotrain/sdk'
import { notifications } from '@mantine/notifications'
import { formatEther } from 'viem'
import { formatDate } from '../../ui/format.ts'
import type { BondedModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import type { Challengeable } from './words.ts'

export interface ChallengeActions {
  challenge: (contribution: Challengeable, label: number) => void
  /** Adds so many wei to the bond of a challenge. */
  pledge: (contribution: Challengeable, label: number, amount: bigint) => void
  /** Makes the challenge whose bond several have pledged. */
  challengeTogether: (contribution: Challengeable, label: number) => void
  withdraw: (contribution: Challengeable) => void
  dispute: (contribution: Challengeable) => void
  settle: (contribution: Challengeable) => void
  /** Whether something is being sent about this one. */
  isSending: (contribution: Challengeable) => boolean
  error: unknown
}

type Client = Parameters<typeof challengeSync>[0]
/** What is to be done about a contribution; it says what came of it. */
interface Task {
  on: Challengeable
  /** What it does, for the list of transactions. */
  title: string
  run: (client: Client) => Promise<{ title: string; message: string }>
}

/** Sends what people do about challenges, and says what came of it. */
export function useChallengeActions({
  reference: model,
  arbiter,
  classNames,
  synced,
}: BondedModel): ChallengeActions {
  const send = useSend(
    async (client, { run }: Task) => {
      notifications.show({ color: 'green', ...(await run(client)) })
    },
    ({ on, title }) => ({
      title: `${title} contribution ${on.index}`,
      model,
      once: `bonded:${model.trainer}:${model.modelId}:${on.index}:${title}`,
    }),
  )
  const about = ({ index, contribution }: Challengeable) => ({ model, index, contribution, synced })
  const stands = (label: number) =>
    `It stands at ${classNames[label]}. If nobody answers in time, that is final.`
  return {
    challenge: (on, label) =>
      send.mutate({
        on,
        title: 'Challenge',
        run: async client => {
          await challengeSync(client, { ...about(on), label, maxBond: on.bond })
          return { title: 'Challenged', message: stands(label) }
        },
      }),
    pledge: (on, label, amount) =>
      send.mutate({
        on,
        title: 'Pledge for',
        run: async client => {
          const { amount: taken } = await pledgeSync(client, { ...about(on), label, amount })
          const message = `${formatEther(taken)} ETH for ${classNames[label]}. You can take it out until the challenge is made.`
          return { title: 'Pledged', message }
        },
      }),
    challengeTogether: (on, label) =>
      send.mutate({
        on,
        title: 'Challenge, with what is pledged,',
        run: async client => {
          await challengeTogetherSync(client, { ...about(on), label })
          return { title: 'Challenged', message: stands(label) }
        },
      }),
    withdraw: on =>
      send.mutate({
        on,
        title: 'Take out pledges for',
        run: async client => {
          const { withdrawn } = await withdrawPledgeSync(client, { model, index: on.index, synced })
          const sum = withdrawn.reduce((total, { amount }) => total + amount, 0n)
          return { title: 'Taken out', message: `${formatEther(sum)} ETH are yours again.` }
        },
      }),
    dispute: on =>
      send.mutate({
        on,
        title: 'Call the arbiter about',
        run: async client => {
          // no more than the page says
          const { until } = await disputeSync(client, { ...about(on), maxFee: arbiter?.fee })
          const message = `It may rule until ${formatDate(Number(until))}.`
          return { title: 'The arbiter is called', message }
        },
      }),
    settle: on =>
      send.mutate({
        on,
        title: 'Settle',
        run: async client => {
          const { label } = await settleContributionSync(client, about(on))
          if (label === undefined) return { title: 'Dropped', message: 'The model does not learn it.' }
          return { title: 'Settled', message: `It is ${classNames[label]}. All who said so are paid.` }
        },
      }),
    isSending: ({ index }) => send.isPending && send.variables.on.index === index,
    error: send.error,
  }
}
