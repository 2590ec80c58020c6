import type { Invocation } from '../../run.ts'
import { type PointsOptions, pointsCommand } from './act.ts'

/** `cotrain verify`: closes own contributions that the model agrees with, and earns their points. */
export default (invocation: Invocation<PointsOptions>): Promise<void> => pointsCommand('verify', invocation)
