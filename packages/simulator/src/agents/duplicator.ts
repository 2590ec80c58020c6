import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Right labels without work: of samples that the model was trained with. */
export const duplicator = strategy(
  {
    name: 'duplicator',
    description: 'Contributes samples again that trained the initial model, with their right labels.',
    role: 'attacker',
    options: z.strictObject({}),
  },
  agent => {
    const lesson = () => agent.known(({ label }) => label)
    return {
      lesson,
      wake() {
        const known = lesson()
        if (known !== undefined) agent.contribute(known)
        agent.claimAll()
        return undefined
      },
    }
  },
)
