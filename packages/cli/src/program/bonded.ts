import type { Command } from 'commander'
import { parseEther } from '../parse.ts'
import { flag, needed, parsed, text } from './given.ts'
import { addCommand, index, model, node, onModel, which } from './options.ts'

const group = 'Models under deposits with bonds:'

const label = text('<class>', 'the class that it really belongs to: its name, or its number')

export const challengeOptions = {
  index: needed(index),
  label: needed(label),
  maxBond: parsed('<ether>', 'the most to stake; nothing more is sent', parseEther),
  pool: flag('with the bond that several have pledged (see: cotrain pledge)'),
  ...onModel,
}
export const pledgeOptions = {
  index: needed(index),
  label,
  amount: parsed('<ether>', 'how much; what the bond does not need comes back', parseEther),
  withdraw: flag('take out what you have pledged, or your share once the contribution is closed'),
  ...onModel,
}
export const disputeOptions = {
  index: needed(index),
  maxArbitration: parsed('<ether>', 'the most to pay a court; nothing more is sent', parseEther),
  ...onModel,
}
export const ruleOptions = {
  index: needed(index),
  label,
  refuse: flag('no class: the contribution is dropped'),
  ...onModel,
}
export const duplicatesOptions = { model, ...node }
export const dropOptions = { ...which('all that are duplicates'), ...onModel }
export const settleOptions = { ...which('all that can be closed'), ...onModel }

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
      'cotrain challenge --index 3 --label ham --pool',
    ],
    load: () => import('../commands/bonded/challenge.ts'),
  })
  addCommand(program, {
    group,
    name: 'pledge',
    description: 'add to a bond that several pay together, or take yours out',
    options: pledgeOptions,
    examples: ['cotrain pledge --index 3 --label ham --amount 0.002', 'cotrain pledge --index 3 --withdraw'],
    load: () => import('../commands/bonded/pledge.ts'),
  })
  addDisputes(program)
  addDuplicates(program)
  addCommand(program, {
    group,
    name: 'settle',
    description: 'have the model learn labels that are final, or drop what stayed contested, and pay all',
    options: settleOptions,
    examples: ['cotrain settle --all', 'cotrain settle --index 3 --account 1'],
    load: () => import('../commands/bonded/settle.ts'),
  })
}

function addDisputes(program: Command): void {
  addCommand(program, {
    group,
    name: 'dispute',
    description: 'call the arbiter of a contribution that was challenged as often as it may be',
    options: disputeOptions,
    examples: ['cotrain dispute --index 3 --max-fee 0.05'],
    load: () => import('../commands/bonded/dispute.ts'),
  })
  addCommand(program, {
    group,
    name: 'rule',
    description: 'as the referee of a model, say which class is right',
    options: ruleOptions,
    examples: ['cotrain rule --index 3 --label ham', 'cotrain rule --index 3 --refuse'],
    load: () => import('../commands/bonded/rule.ts'),
  })
}

function addDuplicates(program: Command): void {
  addCommand(program, {
    group,
    name: 'duplicates',
    description: 'list open contributions whose sample the model was given before',
    options: duplicatesOptions,
    load: () => import('../commands/bonded/duplicates.ts'),
  })
  addCommand(program, {
    group,
    name: 'drop',
    description: 'have duplicates dropped, for half of the deposit',
    options: dropOptions,
    examples: ['cotrain drop --all'],
    load: () => import('../commands/bonded/drop.ts'),
  })
}
