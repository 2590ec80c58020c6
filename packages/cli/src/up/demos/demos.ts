import type { DeployedDemo, Stage } from './Demo.ts'
import { deployPenguins } from './penguins.ts'
import { deployReviews } from './reviews.ts'
import { deploySpamFilter } from './spamFilter.ts'

/** How far back the local chain of the demos begins, in seconds: what happens to them takes days. */
export const demoPast = 3 * 86_400

/** The first one is the one that examples speak of. */
const demos = [deploySpamFilter, deployPenguins, deployReviews]

/** Puts the models that come with Cotrain on a local chain with their histories, unless they are there already. */
export async function deployDemos(stage: Stage): Promise<DeployedDemo[]> {
  const deployed: DeployedDemo[] = []
  for (const deploy of demos) deployed.push(await deploy(stage))
  return deployed
}
