import type { Invocation } from '../../run.ts'
import { type PointsOptions, pointsCommand } from './act.ts'

/** `cotrain confirm`: ends reports that are old enough; who was right is paid in points. */
export default (invocation: Invocation<PointsOptions>): Promise<void> => pointsCommand('confirm', invocation)
