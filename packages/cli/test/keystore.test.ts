import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { devAccount } from '@cotrain/sdk'
import { Keystore } from 'ox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, temporaryFolder } from './cli.ts'
import { developmentKey } from './keys.ts'
import { tinyModel, writeModel } from './models.ts'

describe('--keystore', () => {
  let chain: Anvil
  beforeAll(async () => {
    chain = await bareChain()
  })
  afterAll(() => chain.stop())

  async function keystoreFile(): Promise<string> {
    const [derived, options] = Keystore.pbkdf2({ password: 'correct horse', iterations: 1_000 })
    const file = join(await temporaryFolder(), 'key.json')
    await writeFile(file, JSON.stringify(Keystore.encrypt(developmentKey(5), derived, options)))
    return file
  }

  test('signs with the account in the file', async () => {
    const file = await keystoreFile()
    const model = await writeModel(await temporaryFolder(), tinyModel)
    const env = { COTRAIN_PASSWORD: 'correct horse' }
    const deployed = await cotrain(
      ['deploy', '--model', model, '--keystore', file, '--rpc', chain.rpcUrl, '--json'],
      { env },
    )
    expect(deployed.json.owner).toBe(devAccount(5).address)
  })

  test('says so when the password is wrong or missing', async () => {
    const file = await keystoreFile()
    const args = ['status', '--keystore', file, '--rpc', chain.rpcUrl]
    const wrong = await cotrain(args, { env: { COTRAIN_PASSWORD: 'wrong' } })
    expect(wrong.code).toBe(1)
    expect(wrong.stderr).toContain('cannot be opened with this password')
    const missing = await cotrain(args)
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain('COTRAIN_PASSWORD')
  })
})
