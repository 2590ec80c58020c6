import { List, Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import { License } from '../model/License.tsx'
import type { MarketModel } from '../model/readyModel.ts'

/** What of a bundle anyone can read, and from when on. */
export function PublicBundle({ model }: { model: MarketModel }) {
  const { twin, reference, synced, metadata } = model
  const { options } = twin.incentive(reference.modelId, synced.time)
  return (
    <div>
      <List size="sm" spacing={4}>
        <List.Item>
          <strong>When you commit:</strong> your account, the time, what you pay (
          <Amount wei={options.stake + options.fee} />) and a hash, which tells nothing of the samples
        </List.Item>
        <List.Item>
          <strong>When you reveal:</strong> all samples of the bundle with their classes, for ever, whether
          the model keeps them or not
        </List.Item>
        <List.Item>
          <strong>If you never reveal:</strong> nothing more; stake and fee are lost
        </List.Item>
      </List>
      {metadata.license !== undefined && (
        <Text size="sm" mt={6}>
          What is revealed is placed under <License license={metadata.license} />.
        </Text>
      )}
    </div>
  )
}
