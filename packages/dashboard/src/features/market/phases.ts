import type { GetMarketReturnType, MarketPhase } from '@cotrain/sdk'

/** A market, as `getMarket` gives it. */
export type Market = GetMarketReturnType
export type PhaseName = MarketPhase

/** What a market is doing, in a word or two. */
export const phaseTitles: Record<PhaseName, string> = {
  created: 'Not begun',
  drawing: 'Draw',
  opening: 'About to open',
  open: 'Open',
  revealing: 'Reveal',
  settling: 'Settlement',
  settled: 'Settled',
  defaulted: 'Not revealed',
  cancelled: 'Cancelled',
}

/** What each phase is, for the timeline: what it is called, and what happens in it. */
export const phaseWords: Record<PhaseName, { title: string; text: string }> = {
  created: {
    title: 'Bounty and test set',
    text: 'The sponsor puts up the bounty and commits to a test set, of which only sealed hashes are shown.',
  },
  drawing: {
    title: 'Draw',
    text: 'The hash of a block that is not made yet picks the pieces of the test set to be shown.',
  },
  opening: {
    title: 'First pieces',
    text: 'The sponsor shows the drawn pieces, so that everybody sees what the model shall learn.',
  },
  open: { title: 'Contributions', text: 'Anybody stakes and contributes what should make the model better.' },
  revealing: { title: 'Reveal', text: 'The sponsor reveals the hidden rest of the test set.' },
  settling: {
    title: 'Settlement',
    text: 'The contributions are tried one after the other on the hidden samples. What does not make it worse on them is kept.',
  },
  settled: { title: 'Payment', text: 'Stakes and parts of the bounty are paid to whom they belong.' },
  defaulted: {
    title: 'Not revealed',
    text: 'The sponsor did not reveal the test set in time: stakes come back, and all contributions share the bounty.',
  },
  cancelled: { title: 'Cancelled', text: 'The sponsor gave the market up before it opened.' },
}
