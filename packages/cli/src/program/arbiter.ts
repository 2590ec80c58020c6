import { type ArbiterOptions, arbiterOptions, defaultRulingTime, maxArbiterData } from '@cotrain/sdk'
import { InvalidArgumentError } from 'commander'
import { type Address, type Hex, isAddress, isHex, size } from 'viem'
import { parseDuration } from '../parse.ts'
import { flag, parsed } from './given.ts'

/** What the user may say about the arbiter of a model under bonds. */
export type ArbiterFlags = { [name in keyof ArbiterOptions]?: ArbiterOptions[name] | undefined }

const words = (name: keyof ArbiterOptions) => `bonded: ${arbiterOptions[name].words}`

export const arbiterFlags = {
  arbiter: parsed('<address>', `${words('arbiter')} (default: nobody)`, parseAddress),
  court: flag(words('court')),
  rulingTime: parsed(
    '<duration>',
    `${words('rulingTime')} (default: ${defaultRulingTime / 86_400}d)`,
    parseDuration,
  ),
  arbiterData: parsed('<hex>', words('arbiterData'), parseBytes),
}

function parseAddress(text: string): Address {
  if (isAddress(text)) return text
  throw new InvalidArgumentError('An address is 0x and 40 hex digits, with its checksum if it has capitals.')
}

function parseBytes(text: string): Hex {
  if (isHex(text) && text.length % 2 === 0 && size(text) <= maxArbiterData) return text
  throw new InvalidArgumentError(`Bytes are 0x and pairs of hex digits, ${maxArbiterData} bytes at most.`)
}
