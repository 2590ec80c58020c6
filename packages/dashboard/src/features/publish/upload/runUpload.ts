import {
  type DeployModelParameters,
  type DeploymentStep,
  deployModel,
  deployTrainer,
  type ModelReference,
  SendingRefusedError,
  type WriteParameters,
} from '@cotrain/sdk'
import type { useSender } from '../../account/useSender.ts'
import { noteAsked } from './publications.ts'
import { changeStep, changeUpload, setUpload, uploadOf } from './uploads.ts'

type Client = Awaited<ReturnType<ReturnType<typeof useSender>>>

/** Another tab, or another part of this one, is at work on the same. */
export class UploadBusyError extends SendingRefusedError {
  override name = 'UploadBusyError'
}

/**
 * Sends what is missing of a model, one transaction after the other, and tells of each. What is on the chain already is
 * found there, so that nothing is paid twice.
 *
 * @throws UploadBusyError; what `deployTrainer` and `deployModel` throw
 */
export async function runUpload(
  client: Client,
  {
    id,
    parameters,
    steps,
  }: { id: string; parameters: DeployModelParameters; steps: readonly DeploymentStep[] },
): Promise<ModelReference> {
  return alone(id, async () => {
    setUpload(id, { steps: steps.map(kind => ({ kind, state: 'waiting' })), running: true, stopping: false })
    try {
      const told = tellOf(id)
      await deployTrainer(client, { mechanism: parameters.mechanism, ...told })
      const { model } = await deployModel(client, { ...parameters, ...told })
      return model
    } finally {
      noteAsked(id, false)
      changeUpload(id, { running: false })
    }
  })
}

/** What the SDK calls for each transaction. */
function tellOf(id: string): Pick<WriteParameters, 'onRequest' | 'onHash' | 'onReceipt'> {
  return {
    onRequest: () => {
      if (uploadOf(id)?.stopping) {
        throw new SendingRefusedError('The upload was stopped.', {
          metaMessages: ['It goes on from here whenever you like.'],
        })
      }
      noteAsked(id, true)
      changeStep(id, { state: 'asked' })
    },
    onHash: ({ hash }) => {
      noteAsked(id, false)
      changeStep(id, { state: 'sent', hash })
    },
    onReceipt: ({ status }) => {
      changeStep(id, status === 'success' ? { state: 'mined' } : { state: 'waiting', hash: undefined })
    },
  }
}

/** Nobody else works on the same meanwhile, in any tab (where the browser can tell). */
async function alone<T>(id: string, work: () => Promise<T>): Promise<T> {
  const busy = () =>
    new UploadBusyError('This model is being published already.', {
      metaMessages: ['Look into the other tabs of this browser.'],
    })
  if (uploadOf(id)?.running) throw busy()
  if (!('locks' in navigator)) return work()
  return navigator.locks.request(`cotrain publication ${id}`, { ifAvailable: true }, lock => {
    if (lock === null) throw busy()
    return work()
  }) as Promise<T>
}
