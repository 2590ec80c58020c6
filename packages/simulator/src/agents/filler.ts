import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Where places are few, whoever takes them first leaves none; and who sends much at once is many. */
export const filler = strategy(
  {
    name: 'filler',
    description:
      'Contributes as much as it can at each wake-up: a market has no place left for others, a model no peace.',
    role: 'attacker',
    options: z.strictObject({
      /** Contributions at each wake-up, at most. */
      perWakeUp: z.int().min(1).default(20),
      /** Accounts among which it splits them, in turn. */
      accounts: z.int().min(1).max(1_000).default(1),
      /** Which labels it gives: right or wrong ones, by dice, or what the model says. */
      labels: z.enum(['right', 'wrong', 'random', 'model']).default('right'),
    }),
  },
  (agent, { perWakeUp, accounts, labels }) => {
    for (let i = 1; i < accounts; i++) agent.addAccount()
    let turn = 0
    const labelOf = (truth: number) => {
      if (labels === 'random') return agent.random.below(agent.world.classes)
      return labels === 'right' ? truth : agent.otherThan(truth)
    }
    const send = () => {
      const account = agent.accounts[turn++ % accounts]!
      return labels === 'model' ? agent.echo(account) : agent.teachNext(labelOf, account)
    }
    return {
      lesson() {
        if (labels === 'model') return agent.known(({ sample }) => agent.world.predict(sample))
        return agent.takeNext(labelOf)
      },
      wake() {
        for (let i = 0; i < perWakeUp && send(); i++);
        agent.claimAll()
        return undefined
      },
    }
  },
)
