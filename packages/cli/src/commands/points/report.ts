import type { Invocation } from '../../run.ts'
import { type PointsOptions, pointsCommand } from './act.ts'

/** `cotrain report`: says that contributions, with which the model disagrees, are bad. */
export default (invocation: Invocation<PointsOptions>): Promise<void> => pointsCommand('report', invocation)
