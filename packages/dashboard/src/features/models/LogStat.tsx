import type { Model } from '@cotrain/sdk'
import { Stat } from '../../ui/Stat.tsx'
import { useHeldOutUrl } from '../accuracy/heldOutUrl.ts'
import { useReadyModel } from '../model/modelQuery.ts'

/**
 * How many contributions there are, where the model's history is read anyway to measure its accuracy; elsewhere how many
 * entries its log has, some of which may be changes of contributions.
 */
export function LogStat({ model }: { model: Model }) {
  const isRead = useHeldOutUrl(model) !== undefined
  const { data } = useReadyModel(model, { enabled: isRead })
  if (!isRead || !data) return <Stat label="Entries in its log">{model.entries.toLocaleString('en')}</Stat>
  return <Stat label="Contributions">{data.synced.contributions.length.toLocaleString('en')}</Stat>
}
