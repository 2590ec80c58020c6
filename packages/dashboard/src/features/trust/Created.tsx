import { Copyable } from '../../ui/Copyable.tsx'
import { ExplorerLink } from '../../ui/ExplorerLink.tsx'
import { formatDate } from '../../ui/format.ts'
import type { ReadyModel } from '../model/readyModel.ts'

/** When a model came to be, in which block, and by which transaction; where the node still tells of that. */
export function Created({ model: { synced, twin, reference } }: { model: ReadyModel }) {
  const { createdAt } = twin.model(reference.modelId)
  const creation = synced.events.find(({ eventName }) => eventName === 'ModelCreated')
  const time = Number(createdAt)
  return (
    <>
      <time dateTime={new Date(time * 1000).toISOString()}>{formatDate(time)}</time>
      {creation && (
        <>
          , block{' '}
          <ExplorerLink of={{ block: creation.blockNumber }}>
            {creation.blockNumber.toLocaleString('en')}
          </ExplorerLink>
          <div>
            <Copyable value={creation.transactionHash} name="the hash of the transaction">
              <ExplorerLink of={{ transaction: creation.transactionHash }}>
                {creation.transactionHash}
              </ExplorerLink>
            </Copyable>
          </div>
        </>
      )}
    </>
  )
}
