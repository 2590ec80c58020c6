import type { z } from 'zod'
import type { Role } from '../results/types.ts'
import type { Account } from './Account.ts'
import type { Agent } from './Agent.ts'
import type { Claim } from './Claim.ts'
import type { Lesson } from './World.ts'

/** What an agent contradicts others for. */
export type Motive = 'money' | 'model' | 'harm'

/** How an agent of a strategy acts. */
export type Behaviour = {
  /** Called before the run. @returns When to wake first (seconds since 1970), where that is fixed. */
  begin?(): number | undefined
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
  /**
   * What it contradicts others for: `money` counts what a dispute costs on the mean, as far as can be known; `model` wants
   * no wrong label learned, and pays the gas for it; `harm` contradicts at a loss.
   * @default money
   */
  readonly motive?: Motive
  /** Whether its computer looks for samples that were contributed before, which costs it nothing. */
  readonly findsDuplicates?: boolean
  /** Whether it joins with others where a bond is more than its purse holds. */
  readonly pools?: boolean
  /** Somebody else's contribution waits to be mined: what the agent sends now comes before it. */
  onPending?(lesson: Lesson): void
  /** The same of somebody else's challenge of a contribution. */
  onPendingChallenge?(claim: Claim, label: number): void
  /** The same of somebody else who shows that a contribution's sample was contributed before. */
  onPendingDuplicate?(claim: Claim): void
  /**
   * What it puts into a bundle next, where contributions are committed in bundles; undefined when it has nothing more.
   * Strategies without it commit none, unless they see to that in `wake`.
   */
  lesson?(): Lesson | undefined
  /** Figures for the results, by name. */
  notes?(): Record<string, number>
}

/** A way to act: one file in `agents/`, one line in its registry. */
export type Strategy = {
  readonly name: string
  /** What it does, in a sentence. */
  readonly description: string
  readonly role: Role
  /** Whether it plays the sponsor of a market, who owns the model. */
  readonly sponsors?: boolean
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
