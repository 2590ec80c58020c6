import type { Address } from 'viem'
import type { Agent } from './Agent.ts'
import { addressOf } from './addressOf.ts'
import type { Claim } from './Claim.ts'

/** An address of an agent, and what it has done. Wei. */
export class Account {
  readonly address: Address
  readonly agent: Agent
  /** Open contributions of this account, the oldest first; closed ones are dropped when somebody looks. */
  claims: Claim[] = []
  /** Contributions that the mechanism counts for this account. */
  verified = 0
  gas = 0n

  constructor(name: string, agent: Agent) {
    this.address = addressOf(name)
    this.agent = agent
  }

  /** What it has earned under *Points*. */
  get points(): number {
    return this.agent.world.settlement.reputation?.(this).points ?? 0
  }

  /** Its confirmed reports under *Points*. */
  get reports(): number {
    return this.agent.world.settlement.reputation?.(this).reports ?? 0
  }

  /** The open contributions, the oldest first. */
  open(): Claim[] {
    if (this.claims.some(claim => !claim.open)) this.claims = this.claims.filter(claim => claim.open)
    return this.claims
  }
}
