import { devAccount } from '@cotrain/sdk'
import type { Keystore } from 'ox'
import type { Hex, LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { CliError } from './errors.ts'
import { isLocalChain } from './localChains.ts'
import type { OptionsOf } from './program/given.ts'
import type { signer } from './program/options.ts'
import { readTextFile } from './textFile.ts'

/** How the user says who sends; at most one. Without any: the key in COTRAIN_PRIVATE_KEY, else dev account 0. */
type AccountOptions = OptionsOf<typeof signer>

/**
 * The account that signs. Keys come from a keystore file or from the environment, never from the command line,
 * which other users of the machine can see.
 *
 * @throws CliError when the choice is ambiguous, the key is malformed, or a development account is used on a
 * chain where everyone could empty it.
 */
export async function loadAccount(options: AccountOptions, chainId: number): Promise<LocalAccount> {
  if (options.keystore !== undefined) {
    if (options.account !== undefined) throw new CliError('Give --account or --keystore, not both.')
    return fromKeystore(options.keystore)
  }
  const key = process.env.COTRAIN_PRIVATE_KEY
  if (options.account === undefined && key) return fromKey(key)
  if (!isLocalChain(chainId)) {
    throw new CliError(`On chain ${chainId}, say which account signs.`, [
      'Use --keystore FILE, or set COTRAIN_PRIVATE_KEY.',
      'The numbered development accounts are for local chains: everybody knows their keys.',
    ])
  }
  return devAccount(options.account ?? 0)
}

function fromKey(key: string): LocalAccount {
  const hex = key.startsWith('0x') ? key : `0x${key}`
  if (!/^0x[0-9a-fA-F]{64}$/.test(hex)) {
    throw new CliError('COTRAIN_PRIVATE_KEY is not a private key: 32 bytes in hexadecimal are needed.')
  }
  return privateKeyToAccount(hex as Hex)
}

async function fromKeystore(file: string): Promise<LocalAccount> {
  const keystore = parseKeystore(file, await readTextFile(file))
  const secret = process.env.COTRAIN_PASSWORD ?? (await askPassword(file))
  const { Keystore } = await import('ox')
  try {
    const key = await Keystore.toKeyAsync(keystore, { password: secret })
    return privateKeyToAccount(Keystore.decrypt(keystore, key))
  } catch (cause) {
    throw new CliError(
      `${file} cannot be opened with this password.`,
      ['Check the password and try again.'],
      { cause },
    )
  }
}

function parseKeystore(file: string, text: string): Keystore.Keystore {
  try {
    const value: unknown = JSON.parse(text)
    if (
      typeof value === 'object' &&
      value !== null &&
      'crypto' in value &&
      'version' in value &&
      value.version === 3
    ) {
      return value as Keystore.Keystore
    }
  } catch {}
  throw new CliError(`${file} is not a keystore file.`, [
    'A JSON keystore of version 3 is needed, as wallets export it.',
  ])
}

async function askPassword(file: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new CliError(`The keystore ${file} needs a password.`, [
      'Set COTRAIN_PASSWORD, or run this in a terminal.',
    ])
  }
  const { default: password } = await import('@inquirer/password')
  return password({ message: `Password of ${file}` }, { output: process.stderr })
}
