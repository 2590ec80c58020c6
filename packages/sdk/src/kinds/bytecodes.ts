import type { Hex } from 'viem'
import { trainerBytecodes } from '../abi/generated/bytecodes.ts'
import { contractOf, type KindName, kindNames } from './kinds.ts'

/** The creation code of each kind's trainer. Much of it, and only who deploys needs it. */
export const bytecodes = Object.fromEntries(
  kindNames.map(kind => [kind, trainerBytecodes[contractOf(kind)]]),
) as Readonly<Record<KindName, Hex>>
