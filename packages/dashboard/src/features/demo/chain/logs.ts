import type { Hex } from 'viem'
import { readAddress, readHex } from './numbers.ts'
import { failureCodes, RpcFailure } from './RpcFailure.ts'
import type { RpcLog } from './recording.ts'

/** Which logs are asked for, but for their blocks. */
export type LogFilter = { address?: unknown; topics?: unknown }

/** @throws RpcFailure when the filter is not one. */
export function matching(filter: LogFilter): (log: RpcLog) => boolean {
  const addresses = filter.address == null ? null : new Set([filter.address].flat().map(readAddress))
  if (filter.topics != null && !Array.isArray(filter.topics)) {
    throw new RpcFailure(failureCodes.wrongParams, 'The topics of a filter are a list.')
  }
  const topics = (filter.topics ?? []).map((topic: unknown) =>
    topic === null ? null : new Set([topic].flat().map(readHex)),
  ) as (Set<Hex> | null)[]
  return log =>
    (addresses === null || addresses.has(log.address.toLowerCase() as Hex)) &&
    topics.every((wanted, i) => wanted === null || (log.topics[i] !== undefined && wanted.has(log.topics[i])))
}
