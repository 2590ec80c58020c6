import type { MechanismName } from '@cotrain/sdk'
import type { Finder, Job, Look } from '../types.ts'
import { bondedJobs } from './bonded.ts'
import { depositJobs } from './deposits.ts'
import { marketJobs } from './market.ts'
import { pointsJobs } from './points.ts'

/** What each mechanism pays for, or is kept going by. */
const finders = {
  deposits: depositJobs,
  points: pointsJobs,
  market: marketJobs,
  bonded: bondedJobs,
} satisfies { [mechanism in MechanismName]: Finder<mechanism> }

/** All that can be done for a model now. */
export function findJobs(look: Look<MechanismName>): Promise<Job[]> {
  const find = finders[look.model.mechanism] as Finder<MechanismName>
  return find(look)
}
