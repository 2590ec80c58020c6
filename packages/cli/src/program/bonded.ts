import type { Command } from 'commander'
import { parseEther } from '../parse.ts'
import { needed, parsed, text } from './given.ts'
import { addCommand, index, onModel, which } from './options.ts'

const group = 'Models under deposits with bonds:'

export const challengeOptions = {
  index: needed(index),
  label: needed(text('<class>', 'the class that it really belongs to: its name, or its number')),
  maxBond: parsed('<ether>', 'the most to stake; nothing more is sent', parseEther),
  ...onModel,
}
export const settleOptions = { ...which('all whose label is final'), ...onModel }

/** The commands for models under deposits with bonds. */
export function addBonded(program: Command): void {
  addCommand(program, {
    group,
    name: 'challenge',
    description: 'stake a bond on another label for a contribution',
    options: challengeOptions,
    examples: [
      'cotrain challenge --index 3 --label ham',
      'cotrain challenge --index 3 --label ham --max-bond 0.01',
    ],
    load: () => import('../commands/bonded/challenge.ts'),
  })
  addCommand(program, {
    group,
    name: 'settle',
    description: 'have the model learn labels that are final, and pay who was right',
    options: settleOptions,
    examples: ['cotrain settle --all', 'cotrain settle --index 3 --account 1'],
    load: () => import('../commands/bonded/settle.ts'),
  })
}
