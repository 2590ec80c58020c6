import { z } from 'zod'
import type { Agent } from '../engine/Agent.ts'
import { toWei } from '../engine/money.ts'
import { strategy } from '../engine/Strategy.ts'
import type { Lesson } from '../engine/World.ts'

/**
 * Attack 4: refunds and takes ask the model of this very block. A short sample with a wrong label, contributed a few
 * times, moves the intercept until the model turns against many; then all within the same block: take, refund, and
 * contribute the sample with its right label until the model is as before. Tries the attack on its own copy of the
 * state first, and attacks when the gain is above the deposits that the flip costs. Under points it farms the
 * oscillation: what turns the model to and fro is new to it each time, and each half is verified while the model agrees;
 * on the way it reports good contributions, and confirms those reports.
 */
export const modelFlipper = strategy(
  {
    name: 'modelFlipper',
    description:
      'Flips the model for one block to take good deposits or report good contributions, and to have bad ones accepted.',
    role: 'attacker',
    options: z.strictObject({
      /** Verified contributions that it earns first; under points the flips earn them. */
      verified: z.int().min(1).default(20),
      /** Contributions of a flip, at most. */
      most: z.int().min(1).max(64).default(16),
      /** Ether that the plan must promise. */
      profit: z.number().default(0),
    }),
  },
  (agent, { verified, most, profit }) => {
    let flips = 0
    const forPoints = () => agent.world.settlement.reward !== undefined
    return {
      opinion: ({ author, label }) =>
        forPoints() && author.agent !== agent ? (label + 1) % agent.world.classes : undefined,
      wake() {
        if (!forPoints() && agent.main.verified < verified) agent.echo()
        else {
          const plan = bestPlan(agent, most)
          if (plan !== undefined && plan.gain > toWei(profit)) {
            flip(agent, plan)
            flips++
          }
        }
        agent.claimAll()
        return undefined
      },
      notes: () => ({ flips }),
    }
  },
)

type Plan = { wrong: Lesson; right: Lesson; steps: number; gain: bigint }

/** The lever and the number of steps that promise most; a few known examples are tried. */
function bestPlan(agent: Agent, most: number): Plan | undefined {
  let best: Plan | undefined
  for (let i = 0; i < agent.world.classes; i++) {
    const example = shortest(agent, i)
    if (example === undefined) continue
    for (let steps = 1; steps <= most; steps *= 2) {
      const wrong = { example, label: agent.otherThan(example.label) }
      const gain = gainOf(agent, wrong, steps)
      if (best === undefined || gain > best.gain) {
        best = { wrong, right: { example, label: example.label }, steps, gain }
      }
    }
  }
  return best
}

/** Of some known examples of a class the one with the fewest features: it moves the intercept rather than words. */
function shortest({ world, random }: Agent, label: number) {
  const { stream } = world
  if (stream.knownCount === 0) return undefined
  const tries = Array.from({ length: 20 }, () => stream.known(random.below(stream.knownCount)))
  return tries
    .filter(example => example.label === label && example.sample.length > 0)
    .sort((a, b) => a.sample.length - b.sample.length)[0]
}

/** What could be claimed after so many steps and cannot now, and what the steps earn, less what they cost; wei. */
function gainOf(agent: Agent, wrong: Lesson, steps: number): bigint {
  const { world, main } = agent
  const { settlement } = world
  const { example } = wrong
  const right = { example, label: example.label }
  const top = settlement.topPrice()
  const before = settlement.claimable(main)
  let earned = 0n
  const step = (lesson: Lesson) => {
    earned += settlement.reward?.(main, lesson) ?? 0n
    world.imagineContribution(main.address, lesson)
  }
  const after = world.imagine(() => {
    for (let i = 0; i < steps; i++) step(wrong)
    const claimable = settlement.claimable(main)
    if (settlement.reward === undefined) return claimable
    for (let i = 0; i < steps && world.predict(example.sample) !== right.label; i++) step(right)
    return claimable
  })
  const gas = world.gasCost('add-disagree', example.sample.length) * BigInt(2 * steps)
  const lost = top * BigInt(steps)
  if (2n * lost + gas > agent.balance) return -lost
  return after + earned - before - lost - gas
}

function flip(agent: Agent, { wrong, right, steps }: Plan): void {
  const { world, main } = agent
  const top = world.settlement.topPrice()
  let done = 0
  while (done < steps && agent.contribute(wrong, main, top)) done++
  world.settlement.claim(main)
  for (let i = 0; i < done && world.predict(right.example.sample) !== right.label; i++) {
    agent.contribute(right, main, top)
  }
}
