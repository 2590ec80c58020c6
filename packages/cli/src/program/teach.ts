import type { Command } from 'commander'
import { optionalArgument } from './given.ts'
import { addCommand, contributed, onModel, sampled, sender, textArgument, which } from './options.ts'

const group = 'Teach and claim:'

export const contributeOptions = { ...sampled, ...contributed, ...onModel }
export const claimOptions = { ...which('all that can be claimed now'), ...onModel }
export const pinOptions = sender

/** The commands that contribute, and claim deposits. */
export function addTeach(program: Command): void {
  addCommand(program, {
    group,
    name: 'contribute',
    description: 'teach a model; stakes the deposit that it asks for',
    takes: [textArgument],
    options: contributeOptions,
    examples: [
      'cotrain contribute "thanks, I wrote a patch" --label ham --account 1',
      'cotrain contribute --numbers "39.1, 18.7, 181, 3750" --label Adelie --model penguins',
      'cotrain contribute --image seven.png --label 7 --model digits',
      'cotrain contribute --file samples.txt --model reviews',
      'cotrain contribute --file reviews.csv --text review --label mood --model reviews',
    ],
    load: () => import('../commands/contribute.ts'),
  })
  for (const [name, description, load] of [
    [
      'refund',
      'get deposits back for contributions that the model agrees with',
      () => import('../commands/refund.ts'),
    ],
    [
      'take',
      'take your share of deposits for contributions that the model disagrees with',
      () => import('../commands/take.ts'),
    ],
  ] as const) {
    const examples = [`cotrain ${name} --all`, `cotrain ${name} --index 3 --account 1`]
    addCommand(program, { group, name, description, options: claimOptions, examples, load })
  }
  addCommand(program, {
    group,
    name: 'pin',
    description: 'pin the log: for ten minutes, proofs stay right while others contribute',
    takes: [optionalArgument('model', 'id or name of the model', String)],
    options: pinOptions,
    examples: ['cotrain pin deposits:0'],
    load: () => import('../commands/pin.ts'),
  })
}
