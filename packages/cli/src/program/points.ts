import type { Command } from 'commander'
import { flag } from './given.ts'
import { addCommand, model, node, onModel, which } from './options.ts'

const group = 'Models under points:'

export const pointsOptions = { ...which('all that there are now'), ...onModel }
export const leaderboardOptions = { model, ...node }
export const badgesOptions = { claim: flag('mint those that you have earned'), ...onModel }

/** The commands for models under points. */
export function addPoints(program: Command): void {
  for (const [name, description, load] of [
    [
      'verify',
      'earn points for contributions that the model agrees with',
      () => import('../commands/points/verify.ts'),
    ],
    [
      'report',
      'report contributions that the model disagrees with',
      () => import('../commands/points/report.ts'),
    ],
    [
      'confirm',
      'end reports that are old enough: who was right earns points',
      () => import('../commands/points/confirm.ts'),
    ],
  ] as const) {
    const examples = [`cotrain ${name} --all`, `cotrain ${name} --index 3 --account 1`]
    addCommand(program, { group, name, description, options: pointsOptions, examples, load })
  }
  addCommand(program, {
    group,
    name: 'leaderboard',
    description: 'who has earned the most points, with one model or all',
    options: leaderboardOptions,
    examples: ['cotrain leaderboard', 'cotrain leaderboard --model penguins --json'],
    load: () => import('../commands/points/leaderboard.ts'),
  })
  addCommand(program, {
    group,
    name: 'badges',
    description: 'your badges, and how far the others are',
    options: badgesOptions,
    examples: ['cotrain badges', 'cotrain badges --claim --account 1'],
    load: () => import('../commands/points/badges.ts'),
  })
}
