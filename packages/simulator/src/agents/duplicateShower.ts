import * as z from 'zod'
import type { Example } from '../data/DataSet.ts'
import type { Claim } from '../engine/Claim.ts'
import { strategy } from '../engine/Strategy.ts'

/** Who shows a duplicate has half of its deposit, and that may be whoever made it: an insurance of poison. */
export const duplicateShower = strategy(
  {
    name: 'duplicateShower',
    description:
      'Contributes samples with right labels, and again with wrong ones when those are final; shows its own duplicates before others do.',
    role: 'attacker',
    options: z.strictObject({
      /** Seconds after which it contributes a sample again. */
      after: z.number().positive().default(172_800),
      /** Whether it sees what waits to be mined, and shows a duplicate before others show or challenge it. */
      overtakes: z.boolean().default(true),
    }),
  },
  (agent, { after, overtakes }) => {
    const { world } = agent
    const finder = agent.addAccount()
    const originals: { example: Example; time: number }[] = []
    let shown = 0
    const insure = (claim: Claim) => {
      if (agent.owns(claim.author) && world.settlement.dropDuplicate?.(finder, claim)) shown++
    }
    const teach = () => {
      const example = agent.nextExample()
      if (example !== undefined && agent.teachNext(truth => truth)) {
        originals.push({ example, time: world.time })
      }
    }
    const poison = ({ example }: { example: Example }) =>
      world.contribute(
        agent.main,
        { example, label: agent.otherThan(example.label) },
        world.settlement.topPrice(),
      )
    return {
      wake() {
        const [oldest] = originals
        if (oldest !== undefined && world.time >= oldest.time + after) {
          originals.shift()
          poison(oldest)
        } else teach()
        agent.claimAll()
        return undefined
      },
      ...(overtakes ? { onPendingChallenge: insure, onPendingDuplicate: insure } : {}),
      notes: () => ({ shown }),
    }
  },
)
