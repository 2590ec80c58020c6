/** The phases of a market, by their numbers in the contract. */
export const phaseNames = [
  'Created',
  'Drawing',
  'Opening',
  'Open',
  'Revealing',
  'Settling',
  'Settled',
  'Defaulted',
  'Cancelled',
] as const

export type PhaseName = (typeof phaseNames)[number]
