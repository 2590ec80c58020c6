export type { StandingHistory } from './outcomes.ts'
export { type Standing, standingOf, standingsOf } from './standingsOf.ts'
