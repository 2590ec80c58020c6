/** The phases of a published market. */
export type PhaseName =
  | 'Created'
  | 'Drawing'
  | 'Opening'
  | 'Open'
  | 'Revealing'
  | 'Settling'
  | 'Settled'
  | 'Defaulted'
