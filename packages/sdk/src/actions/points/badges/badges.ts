/** The badges, in the order of the contract's numbers; the titles and descriptions are those on their tokens. */
export const badges = {
  'first-verified': of('First lesson', 'A contribution that taught the model something.', 1),
  'ten-verified': of('Tutor', '10 contributions that taught the model something.', 10),
  'hundred-verified': of('Teacher', '100 contributions that taught the model something.', 100),
  'thousand-verified': of('Professor', '1000 contributions that taught the model something.', 1000),
  'week-streak': of('Regular', 'Points on 7 days in a row.', 7),
  'month-streak': of('Devoted', 'Points on 30 days in a row.', 30),
  'rare-class': of('Explorer', 'A contribution to a class that few contribute to.', 1),
  'ten-reports': of('Watchful', '10 confirmed reports of bad data.', 10),
  'best-of-month': of('Best of the month', 'The most points of a month.', 1),
} as const

/** What a badge is called. */
export type BadgeName = keyof typeof badges

/** The names of all badges. */
export const badgeNames = /*#__PURE__*/ Object.keys(badges) as BadgeName[]

function of(title: string, description: string, needed: number) {
  return { title, description, needed }
}
