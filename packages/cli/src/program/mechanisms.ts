import { Option } from 'commander'
import { type MechanismChoice, mechanismChoices } from '../mechanisms.ts'
import { parseDuration, parseEther, parseFraction, parseInteger } from '../parse.ts'

/** `--mechanism`: which incentives the model is deployed under. */
export const mechanismFlag = () =>
  new Option('--mechanism <name>', 'who is paid, and for what').choices(mechanismChoices).default('deposits')

/** The flags of all mechanisms; none has a default here, so that those of another mechanism can be refused. */
export const mechanismFlags = () => mechanismChoices.flatMap(choice => flags[choice]())

export const marketFlags = () => flags.market()

const flags: Record<MechanismChoice, () => Option[]> = {
  deposits: () => [
    number(
      '--deposit-weight <gwei>',
      'deposits: 3600 of these right after a contribution, 60 an hour later (default: 16667)',
      0,
      2 ** 40 - 1,
    ),
    duration('--refund-time', 'deposits: until a contribution can be refunded or taken', '1d'),
    duration('--owner-time', 'deposits: until the owner may take what is left', '7d'),
    duration('--any-time', 'deposits: until anyone may take what is left', '9d'),
  ],
  points: () => [
    duration('--verify-time', 'points: until a contribution can be verified or reported', '1d'),
    duration('--confirm-time', 'points: until a report can be confirmed', '3d'),
    number('--points <n>', 'points: for a verified contribution (default: 10)', 1, 65_535),
    number('--report-points <n>', 'points: for a confirmed report (default: 5)', 0, 65_535),
    number('--daily-cap <n>', 'points: most that an account can earn in a day (default: 200)', 1, 65_535),
  ],
  market: () => [
    new Option('--stake <ether>', 'market: stake of a contribution (default: 0.01)').argParser(parseEther),
    number('--max-contributions <n>', 'market: closes with so many (default: 1000)', 1, 65_535),
    duration('--open-time', 'market: how long contributions are accepted', '7d'),
    duration('--reveal-time', 'market: how long the sponsor may take to reveal the test set', '3d'),
    number('--drawn-pieces <n>', 'market: pieces that are drawn and shown beforehand (default: 2)', 1, 63),
    new Option(
      '--loss <name>',
      'market: errors, or quadratic (of models that give probabilities) (default: errors)',
    ).choices(['errors', 'quadratic']),
    new Option(
      '--full-improvement <fraction>',
      'market: decrease of the mean loss that the whole bounty is paid for (default: 0.05)',
    ).argParser(parseFraction),
  ],
  bonded: () => [
    duration('--challenge-time', 'bonded: until a label that nobody challenges is final', '1d'),
    new Option(
      '--deposit <ether>',
      'bonded: deposit of a contribution that the model agrees with (default: 0.0002)',
    ).argParser(parseEther),
    number('--surprise-factor <n>', 'bonded: times that if the model disagrees (default: 4)', 1, 16),
  ],
}

const number = (name: string, description: string, min: number, max: number) =>
  new Option(name, description).argParser(parseInteger(min, max))
const duration = (name: string, description: string, usual: string) =>
  new Option(`${name} <duration>`, `${description} (default: ${usual})`).argParser(parseDuration)
