/** A page's name, and its findings as a list. */
export type Finding = { name: string; findings: string }

/** Parts of the index: which pages, and what they are about. A page stands in the first part that it fits. */
const parts: readonly (readonly [names: RegExp, title: string, about: string])[] = [
  [
    /^limits-/,
    'What breaks it',
    'Attackers who go on until a contribution is dropped, own more, stake against themselves, choose their samples or are first; and honest people who disagree. The other parts have none of these.',
  ],
  [
    /^hardened-/,
    'The mechanism with bonds, attack by attack',
    'The hardened mechanism beside the plain one, with three attackers among ten agents.',
  ],
  [
    /^(watchers|mistakes|costs|decoys|sponsors)-/,
    'What the answers depend on',
    'How closely honest people look, how often they are wrong, what their work costs and looking earns, and whether a sponsor is honest.',
  ],
  [
    /^(deviations|market-(costs|sponsors|rounds))/,
    'Does honesty pay in a blind market?',
    'What one agent gains by doing something else, what attackers cost, and what a sponsor pays and can gain by cheating.',
  ],
  [/-game$/, 'Is honesty the best strategy?', 'An empirical game for each mechanism.'],
  [
    /./,
    'Each mechanism on each data set',
    'Does accuracy hold, does honesty pay, what does damage cost, by the share of attackers.',
  ],
]

/** The index of the evidence: the findings of all pages. */
export function indexPage(pages: readonly Finding[]): string {
  const left = new Set(pages)
  const sections = parts.map(([names, title, about]) => {
    const here = [...left].filter(({ name }) => names.test(name))
    for (const page of here) left.delete(page)
    const entries = here.map(({ name, findings }) => `### [${name}](${name}.md)\n\n${findings}`)
    return `## ${title}\n\n${[about, ...entries].join('\n\n')}`
  })
  return `# Evidence

Do the incentives keep a model accurate, does honesty pay, what does damage cost? These pages are written by

\`\`\`sh
npm run evidence
npm run evidence -- --long
\`\`\`

from simulations of ten agents on the contracts' twin (see [the simulator](../simulator.md)): 30 seeds and a choice of attacks, or with \`--long\` 100 seeds and all of them. Each page names the command that makes it alone. The setting is in [scripts/evidence/settings.ts](../../scripts/evidence/settings.ts), strategies in [packages/simulator/src/agents](../../packages/simulator/src/agents): change one, run again, and the answer changes.

Every agent wakes twice a day for 30 days. Gas costs 1 gwei a unit, under markets 0.01; honest agents pay at most a hundredth of an ether for a contribution. IMDB's reviews and the headlines do not come with Cotrain: \`COTRAIN_IMDB\` and \`COTRAIN_CLICKBAIT\` name their folders.

What holds here holds for what was tried, and no further. But where a page says otherwise, attackers wake as often as honest agents, own as much (10 ether), do not pool it, and do not choose their samples; those constants were chosen beside the defenders'. Under deposits with bonds contributions are dropped after three challenges. Looking at others' contributions and labelling one's own cost nothing, and an honest agent who is wrong about a sample has a fresh opinion the next time. Gas has one price, and data is split into training and test samples in one way, but for blind markets, which take turns among eight: else seeds change the order, not the split.

${sections.join('\n\n')}
`
}
