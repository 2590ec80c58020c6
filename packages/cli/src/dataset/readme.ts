import {
  type DatasetCard,
  datasetStatuses,
  knownLicenses,
  licenseUrl,
  type MechanismName,
  mechanisms,
} from '@cotrain/sdk'
import { formatCount, formatPercent } from '../format.ts'

/** What each mechanism pays for, and so what people send it. */
const incentives: Record<MechanismName, string> = {
  deposits:
    'Contributors get their deposit back when the model agrees with them later, and others take it when it does not. So samples are favoured that the model already gets right; labels that it gets wrong are dear even where they are true.',
  points:
    'Contributors earn points for what the model did not know and agrees with later. So surprising samples are favoured, and the same person may have several accounts.',
  market:
    'Bundles are paid by how much they lower the loss on a test set of the sponsor. So samples like those of the test set are favoured; bundles that did harm are undone, and stand here as such.',
  bonded:
    'Labels that nobody challenges in time are learned. So obvious samples are favoured, and a label nobody looked at counts as right; contested ones are settled by stakes or an arbiter, or dropped.',
}

/** Characters that mean something in Markdown or HTML, and would in the middle of a line. */
const special = /[\\`*_{}[\]<>()#+!|~&-]/g
const plain = (text: string) => text.replaceAll(special, char => `\\${char}`).replaceAll(/\s+/g, ' ')

/** The card of a data set for people, as Markdown. Texts of strangers mean nothing in it. */
export function readmeOf(card: DatasetCard): string {
  const { model, chain, log, counts } = card
  return `${[
    `# What ${plain(model.name)} was taught`,
    ...(model.description === null ? [] : [plain(model.description)]),
    `All ${formatCount(counts.rows)} contributions to the model \`${model.id}\` up to block ${formatCount(chain.block)} of chain ${chain.id}, as they stand in its contract's log.`,
    table([
      ['model', `\`${model.id}\`, held by \`${model.trainer}\``],
      ['mechanism', mechanisms[model.mechanism].title],
      ['classifier', model.classifier],
      ['encoder', `\`${model.encoder.replaceAll(/[`\s]/g, '')}\``],
      ['licence', licenceOf(model.license)],
      ['from, to', `${dateOf(counts.first)}, ${dateOf(counts.last)}`],
      ['chain', String(chain.id)],
      ['block', `${chain.block}, \`${chain.blockHash}\`, of ${dateOf(chain.time)}`],
      ['log', `${log.entries} entries, running hash \`${log.running}\``],
    ]),
    '## Files',
    filesOf(card),
    samplesOf(card),
    '## Classes',
    table(
      model.classes.map((name, label) => [
        `${label}: ${plain(name)}`,
        share(counts.byClass[label] ?? 0, counts.rows),
      ]),
    ),
    '## Statuses',
    table(
      datasetStatuses
        .filter(status => counts.byStatus[status] !== undefined)
        .map(status => [status, share(counts.byStatus[status]!, counts.rows)]),
    ),
    '## Who contributed',
    `${formatCount(counts.contributors)} accounts; those that contributed most:`,
    table(counts.most.map(({ contributor, rows }) => [`\`${contributor}\``, share(rows, counts.rows)])),
    '## How to check it',
    `\`cotrain dataset --verify --out FOLDER --rpc NODE\` compares every row with the chain; with \`--offline\`, with the roots in \`dataset.json\` only. What is proved how: docs/datasets.md of Cotrain.`,
    '## Before you use it',
    biasesOf(card),
    'Accounts are public, and what an account does can be tied to a person; samples may be about people, too. What is on a chain stays there: if the law where you are gives people a right that their data are removed, it is you who must heed it in your copy.',
  ].join('\n\n')}\n`
}

function table(rows: readonly (readonly [string, string])[]): string {
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

function share(count: number, all: number): string {
  return `${formatCount(count)} (${formatPercent(all === 0 ? 0 : count / all)})`
}

function dateOf(time: number | null): string {
  return time === null ? '–' : new Date(time * 1_000).toISOString().replace('.000', '')
}

function licenceOf(license: string | null): string {
  if (license === null)
    return 'not stated: ask the owner of the model before you publish or sell what you make of it'
  const url = licenseUrl(license)
  return url === undefined ? plain(license) : `[${license}](${url}), ${knownLicenses[license]}`
}

function filesOf({ samples }: DatasetCard): string {
  return table([
    ['`samples.jsonl`', 'a JSON object on each line, all that is known of a contribution; what is proved'],
    [
      '`samples.csv`',
      'the same as a table. Texts that a spreadsheet would calculate have an apostrophe in front',
    ],
    [
      '`features.txt`',
      samples.kind === 'dense'
        ? '`LABEL,x1,x2,…` on each line, with the label that was learned, else the one that was said'
        : '`LABEL i1 i2 …` on each line, with the label that was learned, else the one that was said',
    ],
    ['`dataset.json`', 'this card for programs, and the roots of the log'],
  ])
}

function samplesOf({ samples: { tells, kind, features, problem } }: DatasetCard): string {
  if (problem !== null) return `Samples could not be read, and stand here as bytes: ${plain(problem)}`
  if (kind === 'dense') return `Samples are ${features} numbers, rounded as the contract has them.`
  if (tells === 'words') {
    return `Samples are the words that a text has of the ${formatCount(features)} of the vocabulary, in its order: not the text, nor how often or in which order words stood in it.`
  }
  return `Samples are indices of ${formatCount(features)} features. The text that they were made of is not on the chain and cannot be had from them: words were hashed, or the indices given as such.`
}

function biasesOf({ model, counts }: DatasetCard): string {
  const [most] = counts.most
  const who =
    most === undefined
      ? 'Nobody has contributed yet.'
      : `One account made ${formatPercent(most.rows / counts.rows)} of all contributions; accounts are not people, and one may have many.`
  return `Nobody has checked these labels but the mechanism. ${who} ${incentives[model.mechanism]} Classes are as frequent here as people found it worth while to send them, not as frequent as they are.`
}
