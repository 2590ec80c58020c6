import type { Agent } from '../engine/Agent.ts'
import type { Claim } from '../engine/Claim.ts'

/** Another label than the last one, for whoever wants one more challenge: the contribution's own after any first one. */
export function otherAfter(agent: Agent, { label }: Claim, challenges: number): number {
  return challenges % 2 === 1 ? label : agent.otherThan(label)
}

/** Whether the agent can pay all challenges that are left after so many; never where there are none. */
export function canFinish(
  { balance, world }: Agent,
  { deposit, example }: Claim,
  challenges: number,
): boolean {
  const { maxChallenges } = world.settlement
  if (maxChallenges === undefined) return false
  const left = BigInt(maxChallenges - challenges)
  const bonds = ((deposit << left) - deposit) << BigInt(challenges + 1)
  return balance >= bonds + world.gasCost('challenge', example.sample.length) * left
}
