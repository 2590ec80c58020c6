import { formatModelId, type ModelReference } from '@cotrain/sdk'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useState } from 'react'
import { Placeholder } from '../../../ui/Placeholder.tsx'
import { useAccountAddress } from '../../account/accounts.ts'
import { useSend } from '../../model/useSend.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'
import { addOwnModel } from '../../ownModels/ownModels.ts'
import { ProblemNotice } from '../../simulator/ProblemNotice.tsx'
import { pageWords } from '../words.ts'
import { Cost } from './Cost.tsx'
import { forgetPublication, type Job, keepPublication, usePublications } from './publications.ts'
import { runUpload } from './runUpload.ts'
import { Steps } from './Steps.tsx'
import { changeUpload, type Step, useUpload } from './uploads.ts'
import { type Plan, useAskBeforeLeaving, usePlan } from './usePlan.ts'

interface Props {
  job: Job
  /** The publication's id: of one that was begun before, or of a new one. */
  id: string
  onDone: (model: ModelReference) => void
  /** What else can be done than sending. */
  children?: ReactNode
}

/** What publishing costs, every transaction of it, and the button that sends what is missing. */
export function UploadPanel({ job, id, onDone, children }: Props) {
  const publication = usePublications(useNetwork().chain.id).find(each => each.id === id)
  const account = useAccountAddress()
  const upload = useUpload(id)
  const running = upload?.running === true
  const { plan, busy, error, again } = usePlan(job, account, !running)
  useAskBeforeLeaving(running)
  const send = useUploading({ id, job, onDone })
  const before = publication && plan ? Math.max(0, publication.transactions - plan.estimate.transactions) : 0
  // what was begun here is counted from its own beginning
  const [sentBefore, setSentBefore] = useState(0)
  const start = (ready: Plan) => {
    setSentBefore(before)
    send.mutate({ plan: ready, account: account!, before }, { onSettled: () => void again() })
  }
  const isOther = publication && account && account.toLowerCase() !== publication.account.toLowerCase()
  return (
    <Stack gap="md" maw={760} data-testid="upload">
      {publication?.asked && !running && <LookIntoWallet />}
      {!running && plan && <Cost estimate={plan.estimate} />}
      {!running && !plan && !error && <Placeholder lines={3} label="Working out what it costs" />}
      {running && upload ? (
        <Steps steps={upload.steps} before={sentBefore} />
      ) : (
        plan && plan.estimate.transactions > 0 && <Steps steps={waiting(plan)} before={before} />
      )}
      {!running && plan?.estimate.transactions === 0 && (
        <Text size="sm">All of it is on the chain already, published by this account: nothing is sent.</Text>
      )}
      {error !== null && !running && <ProblemNotice problem={pageWords(error)} />}
      {send.error !== null && !running && <ProblemNotice problem={pageWords(send.error)} />}
      {isOther && !running && (
        <Text size="sm" role="alert">
          {publication.name} was begun by another account, {publication.account}. Choose that one at the top
          to go on; with this one the model would be published anew.
        </Text>
      )}
      <Group gap="xs">
        {running ? (
          <Button
            variant="default"
            disabled={upload.stopping}
            onClick={() => changeUpload(id, { stopping: true })}
          >
            {upload.stopping ? 'Stops after this transaction' : 'Stop after this transaction'}
          </Button>
        ) : (
          <>
            <Button
              disabled={!plan || busy || !account || isOther === true}
              loading={send.isPending}
              onClick={() => plan && start(plan)}
            >
              {labelOf(plan, before > 0)}
            </Button>
            {error !== null && (
              <Button variant="default" onClick={() => void again()} loading={busy}>
                Ask the node again
              </Button>
            )}
          </>
        )}
        {!running && children}
      </Group>
      {!account && (
        <Text size="sm" c="dimmed">
          Choose an account at the top: it will own the model, and pays for what is sent.
        </Text>
      )}
    </Stack>
  )
}

function labelOf(plan: Plan | undefined, isBegun: boolean): string {
  if (plan?.estimate.transactions === 0) return 'Finish'
  return isBegun ? 'Go on publishing' : 'Publish the model'
}

const waiting = ({ estimate }: Plan): Step[] => estimate.steps.map(kind => ({ kind, state: 'waiting' }))

function LookIntoWallet() {
  return (
    <Alert color="orange" title="Look into your wallet first">
      When this page was left, a wallet had been asked to sign a transaction of this upload. If the request is
      still there, refuse it; if it was sent, wait until it is mined. Then go on here.
    </Alert>
  )
}

interface Sending {
  plan: Plan
  account: `0x${string}`
  /** Transactions that were on the chain before. */
  before: number
}

/**
 * Keeps what it takes to go on, sends what is missing, and forgets it when all of it is there. (This goes on when another
 * page is shown, so that what follows is no callback of a component.)
 */
function useUploading({ id, job, onDone }: Omit<Props, 'children'>) {
  const { chain } = useNetwork()
  return useSend(
    async (client, { plan, account, before }: Sending) => {
      const { parameters, estimate } = plan
      const { name, classes } = parameters.metadata
      const { mechanism } = parameters
      const transactions = before + estimate.transactions
      const publication = {
        id,
        chainId: chain.id,
        account,
        name,
        mechanism,
        classes,
        transactions,
        asked: false,
      }
      await keepPublication(publication, job)
      const model = await runUpload(client, { id, parameters, steps: estimate.steps })
      addOwnModel(chain.id, formatModelId(model))
      onDone(model)
      await forgetPublication(id)
      notifications.show({ title: 'Published', message: `${name} is on the chain.` })
      return model
    },
    ({ plan }) => ({ title: `Publish ${plan.parameters.metadata.name}`, once: `publish:${id}` }),
  )
}
