import type { Arbiter } from '@cotrain/sdk'
import { Stat } from '../../ui/Stat.tsx'
import { arbiterWords } from './words.ts'

/** Who decides what stays contested: a court, a referee or nobody, and what it is. */
export function ArbiterStat({ arbiter }: { arbiter: Arbiter | undefined }) {
  const { name, hint } = arbiterWords(arbiter)
  return (
    <Stat label="Arbiter" hint={hint}>
      <span title={arbiter?.address}>{name}</span>
    </Stat>
  )
}
