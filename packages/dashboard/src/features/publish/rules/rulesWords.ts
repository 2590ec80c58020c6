import type { MechanismName } from '@cotrain/sdk'

/** Who is paid for what under each mechanism, in a sentence or two. */
export const whoIsPaid: Readonly<Record<MechanismName, string>> = {
  deposits:
    'Who teaches puts down a deposit, and gets it back once the model agrees. Deposits of those whom the model does not agree with go to the people who were right, and at last to you.',
  points:
    'Nobody pays, nobody is paid. Lessons that the model confirms, and reports of wrong ones, earn points and badges that cannot be sold.',
  market:
    'You offer a bounty for each market and keep a secret test set. People stake on bundles of samples, and share the bounty by how much each bundle improves the model; what makes it worse costs them.',
  bonded:
    'Who teaches puts down a deposit, and who disagrees puts down as much against it. The side that is answered last, or that your arbiter finds right, gets the deposits of the other.',
}

/** For whom each mechanism is. */
export const goodFor: Readonly<Record<MechanismName, string>> = {
  deposits: 'Simple, and cheap to teach under. It does not stop attackers who are patient.',
  points: 'For groups that know one another, or where nothing is at stake.',
  market: 'When you can pay, and have samples that nobody knows.',
  bonded: 'When wrong lessons must not be learned, and somebody watches.',
}
