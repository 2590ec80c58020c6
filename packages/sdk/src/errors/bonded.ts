import { hexToString } from 'viem'
import { contractError } from './contractError.ts'
import { asDate, duration, inEther } from './format.ts'

export class BondedOptionOutOfRangeError extends contractError(
  'BondedOptionOutOfRange',
  ({ option, value, min, max }) => [
    `The option ${hexToString(option, { size: 32 })} of deposits with bonds cannot be ${value}.`,
    `Choose ${min} to ${max}.`,
  ],
) {}

/** The label is final, or the time to call the arbiter, or the arbiter's own, has passed. */
export class TooLateError extends contractError('TooLate', ({ finalAt, time }) => [
  `It is too late: this was possible until ${duration(time - finalAt)} ago, ${asDate(finalAt)}.`,
  'Settle the contribution: that pays all whom it owes something.',
]) {}

/** A challenge must assert another label than the last one. */
export class AlreadyAssertedError extends contractError('AlreadyAsserted', ({ label }) => [
  `Class ${label} is what was asserted last.`,
  'Nothing needs to be done for it to become final. To contradict it, assert another class.',
]) {}

export class BondTooSmallError extends contractError('BondTooSmall', ({ required, available }) => [
  `The bond is ${inEther(required)}, twice the last stake; ${inEther(available)} was sent.`,
  'Send that much; what is more comes back.',
]) {}

export class TooManyChallengesError extends contractError('TooManyChallenges', ({ max }) => [
  `The contribution has ${max} challenges, which is the limit.`,
  'It will be dropped once its time has passed, unless the arbiter is called, if the model has one.',
]) {}

/** The original of a duplicate was made before it. */
export class NotEarlierError extends contractError('NotEarlier', ({ original, index }) => [
  `Contribution ${original} was not made before contribution ${index}.`,
  'Name the contribution with which the sample was first made.',
]) {}
