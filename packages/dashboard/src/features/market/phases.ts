import { type getMarket, type MarketPhase, phaseNames } from '@cotrain/sdk'
import type { MarketModel } from '../model/readyModel.ts'

/** A market, as `getMarket` gives it. */
export type Market = Awaited<ReturnType<typeof getMarket>>
export type PhaseName = MarketPhase

/** What a market is doing, in a word or two. */
export const phaseTitles: Record<PhaseName, string> = {
  none: 'Not open',
  committing: 'Taking bundles',
  revealing: 'Reveal',
  testing: 'Test set is due',
  overdue: 'Overdue',
  settling: 'Settlement',
  settled: 'Settled',
  defaulted: 'In default',
  cancelled: 'Cancelled',
}

/** What each phase is, for the timeline: what it is called, and what happens in it. */
export const phaseWords: Record<PhaseName, { title: string; text: string }> = {
  none: {
    title: 'Bounty and test set',
    text: 'The sponsor puts up a bounty for a test set, of which only hashes are shown.',
  },
  committing: {
    title: 'Commit',
    text: 'Anybody commits bundles of samples, for a stake and a fee each. Nobody sees what is in them.',
  },
  revealing: {
    title: 'Reveal',
    text: 'Contributors reveal what they have committed. A bundle that is not revealed loses stake and fee.',
  },
  testing: { title: 'Test set', text: 'The sponsor publishes the test set, page by page.' },
  overdue: {
    title: 'Overdue',
    text: 'No bundle was revealed, or the test set was not published in time: anybody can close the market.',
  },
  settling: {
    title: 'Settlement',
    text: 'Bundle after bundle is tried, in an order by lot. What makes the model worse on the half that decides is undone.',
  },
  settled: {
    title: 'Payment',
    text: 'What bundles came to is claimed, and the rest of the bounty is the sponsor’s again.',
  },
  defaulted: {
    title: 'In default',
    text: 'The sponsor did not publish the test set in time: who revealed a bundle has stake and fee back, and a share of the bounty. The rest of it is burnt.',
  },
  cancelled: {
    title: 'Cancelled',
    text: 'The sponsor gave the market up: stakes and fees come back.',
  },
}

/** The phase of a model's market at `now`, seconds since 1970: some come with time alone. */
export const phaseAt = ({ twin, reference }: MarketModel, now: number): PhaseName =>
  phaseNames[twin.incentive(reference.modelId, BigInt(now)).phase]!

/** Phases in which no market runs: the owner can open one, when everything of the last is paid. */
export const isIdle = (phase: PhaseName) =>
  phase === 'none' || phase === 'settled' || phase === 'defaulted' || phase === 'cancelled'
