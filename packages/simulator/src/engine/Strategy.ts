import type { z } from 'zod'
import type { Role } from '../results/types.ts'
import type { Account } from './Account.ts'
import type { Agent } from './Agent.ts'
import type { Claim } from './Claim.ts'
import type { Lesson } from './World.ts'

/** How an agent of a strategy acts. */
export type Behaviour = {
  /**
   * Called at each wake-up within the population's time; outside of it the agent claims only.
   * @returns When to wake next (seconds since 1970), if not after the population's own interval.
   */
  wake(): number | undefined
  /**
   * The label that the agent would have `account` put money or reputation on, for a contribution of anybody that has
   * been contradicted `challenges` times; undefined when it does not care, or gives up. Asked when something is new
   * about the contribution.
   */
  opinion?(claim: Claim, account: Account, challenges: number): number | undefined
  /** Whether it holds to its opinions at a loss: harm is what it wants. */
  readonly atALoss?: boolean
  /** Somebody else's contribution waits to be mined: what the agent sends now comes before it. */
  onPending?(lesson: Lesson): void
  /** The same of somebody else's challenge of a contribution. */
  onPendingChallenge?(claim: Claim, label: number): void
  /** Figures for the results, by name. */
  notes?(): Record<string, number>
}

/** A way to act: one file in `agents/`, one line in its registry. */
export type Strategy = {
  readonly name: string
  /** What it does, in a sentence. */
  readonly description: string
  readonly role: Role
  /** What a scenario may set; with defaults. */
  readonly options: z.ZodType
  create(agent: Agent, options: unknown): Behaviour
}

/** Makes a strategy; `act` gets the options as checked. */
export function strategy<options>(
  about: Omit<Strategy, 'options' | 'create'> & { options: z.ZodType<options> },
  act: (agent: Agent, options: options) => Behaviour,
): Strategy {
  return { ...about, create: (agent, given) => act(agent, about.options.parse(given ?? {})) }
}
