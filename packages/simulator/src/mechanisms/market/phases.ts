/** The phases of a blind market, by their numbers in the contract. */
export const phaseNames = [
  'None',
  'Committing',
  'Revealing',
  'Testing',
  'Overdue',
  'Settling',
  'Settled',
  'Defaulted',
  'Cancelled',
] as const

export type PhaseName = (typeof phaseNames)[number]
