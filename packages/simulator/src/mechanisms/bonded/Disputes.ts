import { leafWith } from '@cotrain/sdk'
import type { Challenge } from '@cotrain/sdk/kinds'
import type { Twin } from '@cotrain/sdk/twin'
import type { Address, Hex } from 'viem'
import type { Claim } from '../../engine/Claim.ts'
import type { World } from '../../engine/World.ts'

/** What somebody has asserted of a contribution; first the contribution itself. */
export type Assertion = {
  readonly address: Address
  readonly label: number
  /** Wei. */
  readonly stake: bigint
}

/** What is asserted of open contributions, and until when. */
export class Disputes {
  /** After so many challenges a contribution is dropped, or goes to the arbiter. */
  readonly maxChallenges: number
  readonly #world: World
  readonly #twin: Twin<'bonded'>
  readonly #challengeTime: number
  /** Contributions that were challenged and are closed; of these, those that were dropped. */
  #ended = 0
  #dropped = 0

  constructor(
    world: World,
    { maxChallenges, challengeTime }: { maxChallenges: number; challengeTime: number },
  ) {
    this.#world = world
    this.#twin = world.twinUnder('bonded')
    this.#challengeTime = challengeTime
    this.maxChallenges = maxChallenges
  }

  challenges({ index }: Claim): readonly Challenge[] {
    return this.#twin.challenges(this.#world.modelId, index)
  }

  assertions(claim: Claim): Assertion[] {
    const challenges = this.challenges(claim).map(({ account, label }) => ({ address: account, label }))
    return [{ address: claim.author.address, label: claim.label }, ...challenges].map((assertion, i) => ({
      ...assertion,
      stake: claim.deposit << BigInt(i),
    }))
  }

  /** The label that was asserted last. */
  lastLabel(claim: Claim): number {
    return this.challenges(claim).at(-1)?.label ?? claim.label
  }

  /** What the next challenge stakes, in wei. */
  bondOf(claim: Claim): bigint {
    return claim.deposit << BigInt(this.challenges(claim).length + 1)
  }

  /** When nobody can contradict any more, in seconds since 1970. */
  finalAt(claim: Claim): number {
    return (this.challenges(claim).at(-1)?.time ?? claim.time) + this.#challengeTime
  }

  isFinal(claim: Claim): boolean {
    return this.#world.time >= this.finalAt(claim)
  }

  /** Whether nothing more can be asserted. */
  isContested(claim: Claim): boolean {
    return this.challenges(claim).length >= this.maxChallenges
  }

  /** An open contribution and its challenges, as calls bring them. */
  given(claim: Claim) {
    const { modelId } = this.#world
    return [this.#twin.contribution(modelId, claim.index)!, this.challenges(claim)] as const
  }

  /** Its entry in the log. */
  leafOf(claim: Claim): Hex {
    return leafWith(...this.given(claim))
  }

  /** Notes how a contribution ended that was challenged: everybody can count that. */
  end(wasDropped: boolean): void {
    this.#ended++
    if (wasDropped) this.#dropped++
  }

  /** How likely it seems that a dispute is dropped; before there were any, that one in ten is. */
  get dropRisk(): number {
    return (this.#dropped + 1) / (this.#ended + 10)
  }
}
