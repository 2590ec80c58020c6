/** What requests may be at most, and how long they may take. */
export type Limits = {
  /** Bytes of a request's body. */
  body: number
  /** Samples of a request. */
  batch: number
  /** Features, or numbers, of a sample. */
  features: number
  /** Requests of an address in a minute; undefined: as many as it likes. */
  rate: number | undefined
  /** Seconds in which a request must have come. */
  requestTime: number
  /** Connections at the same time. */
  connections: number
}

/** More features than this an answer does not name. */
export const maxReasons = 100
