import { contractError } from './contractError.ts'
import { inEther } from './format.ts'

export class NothingPledgedError extends contractError('NothingPledged', ({ account }) => [
  `Account ${account} has nothing in this pool.`,
  'Send ether with a pledge. A pledge can be withdrawn once, by the account that made it.',
]) {}

/** The pool has all that it needs, or has made its challenge. */
export class PoolFullError extends contractError('PoolFull', ({ bond }) => [
  `The pool has its bond of ${inEther(bond)}, or has made its challenge.`,
  'If it has not, anybody may make the challenge now.',
]) {}

export class PoolNotFullError extends contractError('PoolNotFull', ({ bond, pledged }) => [
  `The pool has ${inEther(pledged)} of its bond of ${inEther(bond)}.`,
  'Pledge what is missing, or withdraw your pledge.',
]) {}

/** Nobody can leave a full pool before it could challenge. */
export class PoolLockedError extends contractError('PoolLocked', ({ until, time }) => [
  `The pool is full, and can be left in ${until - time} seconds.`,
  'Until then anybody may make its challenge. Withdraw later if nobody has.',
]) {}

/** The pool's challenge stands. */
export class PoolAtStakeError extends contractError('PoolAtStake', () => [
  'The pool has made its challenge, and what was pledged is at stake.',
  'Withdraw your share once the contribution is settled or dropped.',
]) {}
