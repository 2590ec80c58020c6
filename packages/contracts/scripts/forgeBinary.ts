import { foundry } from '@cotrain/testing/runBinary'

/** The native forge: the npm launcher of it ends with 0 even when tests fail. */
export const FORGE = foundry('forge')
