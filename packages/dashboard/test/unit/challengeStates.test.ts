import {
  challengeSync,
  contributeSync,
  devAccount,
  disputeSync,
  dropDuplicateSync,
  findDuplicates,
  getModel,
  type ListChallengesReturnType,
  listChallenges,
  type ModelReference,
  ruleSync,
  settleContributionSync,
} from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChallengeWords, challengeWords } from '../../src/features/bonded/words.ts'
import { clientOf } from '../support/chain.ts'
import { deployToy, skip } from '../support/mechanisms.ts'
import { toyModel } from '../support/toy.ts'

/** Account 2 has contributed, account 1 challenges, account 4 only looks, account 3 is the referee where there is one. */
const accounts = { contributor: 2, challenger: 1, stranger: 4, nobody: undefined } as const
type Role = keyof typeof accounts
const roles = Object.keys(accounts) as Role[]
const referee = 3

describe('challenges in words', () => {
  let chain: Anvil
  /** The first contribution of a model in a state, as everybody sees it. */
  const seen: Record<string, Record<Role, ChallengeWords & { status: string }>> = {}

  beforeAll(async () => {
    chain = await startAnvil()
    await withNobody()
    await withReferee()
    await withDuplicate()
  }, 60_000)
  afterAll(() => chain?.stop())

  const newModel = (name: string, arbiter?: number) =>
    deployToy(
      chain.rpcUrl,
      'bonded',
      name,
      arbiter === undefined ? {} : { arbiter: devAccount(arbiter).address, rulingTime: 7_200 },
    )

  /** Account 2 says that feature 0, which the model takes for an apple, is a pear. */
  const begin = async (model: ModelReference<'bonded'>) => {
    await contributeSync(clientOf(chain.rpcUrl, accounts.contributor), {
      model,
      sample: Uint16Array.of(0),
      label: 0,
    })
    return model
  }
  const challenge = (model: ModelReference<'bonded'>, account: number, label: number) =>
    challengeSync(clientOf(chain.rpcUrl, account), { model, index: 0n, label })
  const settle = (model: ModelReference<'bonded'>) =>
    settleContributionSync(clientOf(chain.rpcUrl, 5), { model, index: 0n })

  async function see(name: string, model: ModelReference<'bonded'>, index = 0n) {
    const client = clientOf(chain.rpcUrl, 9)
    const { arbiter } = await getModel(client, { model })
    const now = Number((await client.getBlock()).timestamp)
    const words = {} as (typeof seen)[string]
    for (const role of roles) {
      const account = accounts[role]
      const address = account === undefined ? undefined : devAccount(account).address
      const all: ListChallengesReturnType = await listChallenges(client, {
        model,
        account: address ?? devAccount(9).address,
      })
      const found = all.find(each => each.index === index)!
      const reader = { account: address, now, symbol: 'ETH' }
      const told = challengeWords(found, { classNames: toyModel.classifications, arbiter }, reader)
      words[role] = { status: found.status, ...told }
    }
    seen[name] = words
  }

  /** As often as it may be, up to three times. */
  async function contest(model: ModelReference<'bonded'>) {
    await challenge(model, accounts.challenger, 1)
    await challenge(model, accounts.contributor, 0)
    await challenge(model, accounts.challenger, 1)
  }

  async function withNobody() {
    const { rpcUrl } = chain
    const plain = await begin(await newModel('Plain'))
    await see('open', plain)
    await skip(rpcUrl, 3_600)
    await see('final', plain)
    await settle(plain)
    await see('settled', plain)

    const answered = await begin(await newModel('Answered'))
    await challenge(answered, accounts.challenger, 1)
    await see('challenged', answered)
    await challenge(answered, accounts.contributor, 0)
    await see('answered', answered)
    await skip(rpcUrl, 3_600)
    await see('final after an answer', answered)
    await settle(answered)
    await see('settled after an answer', answered)

    const contested = await begin(await newModel('Contested'))
    await contest(contested)
    await see('contested', contested)
    await skip(rpcUrl, 3_600)
    await see('undecided', contested)
    await settle(contested)
    await see('dropped', contested)
  }

  async function withReferee() {
    const model = await begin(await newModel('Refereed', referee))
    await contest(model)
    await see('contested, with a referee', model)
    await disputeSync(clientOf(chain.rpcUrl, 4), { model, index: 0n })
    await see('disputed', model)
    await ruleSync(clientOf(chain.rpcUrl, referee), { model, index: 0n, label: 1 })
    await see('decided', model)
    await settle(model)
    await see('settled by a ruling', model)
  }

  async function withDuplicate() {
    const model = await begin(await newModel('Twice'))
    const sample = Uint16Array.of(0)
    await contributeSync(clientOf(chain.rpcUrl, accounts.contributor), {
      model,
      sample,
      label: 1,
      allowDuplicate: true,
    })
    const client = clientOf(chain.rpcUrl, accounts.challenger)
    const [duplicate] = await findDuplicates(client, { model })
    await dropDuplicateSync(client, { model, index: duplicate!.index })
    await see('a duplicate', model, duplicate!.index)
  }

  const nothing = /^$/
  const table: [name: string, text: RegExp, yours: Record<Role, RegExp>, otherwise: RegExp][] = [
    [
      'open',
      /^Final on .+ \(in (1 hour|59 minutes.*)\), if nobody challenges it\. The model says apple\.$/,
      {
        contributor: /^It stands at what you said: .* As it stands you get 0\.04 ETH for the 0\.04 ETH/,
        challenger: /^If it is something else, challenge it for 0\.08 ETH: 0\.04 ETH more come back/,
        stranger: /^If it is something else, challenge it for 0\.08 ETH/,
        nobody: /^Choose an account/,
      },
      /^Its deposit of 0\.04 ETH then goes back\.$/,
    ],
    [
      'final',
      /^Nobody has challenged it in time: it can be settled\.$/,
      {
        contributor: /^As it stands you get 0\.04 ETH for/,
        challenger: nothing,
        stranger: nothing,
        nobody: nothing,
      },
      /^Its deposit of 0\.04 ETH then goes back\.$/,
    ],
    [
      'settled',
      /^The model learned it\.$/,
      {
        contributor: /^You staked 0\.04 ETH, and got 0\.04 ETH\.$/,
        challenger: nothing,
        stranger: nothing,
        nobody: nothing,
      },
      nothing,
    ],
    [
      'challenged',
      /^After 1 challenge it stands at apple\. Final on/,
      {
        contributor:
          /^Somebody contradicts you: challenge it again in time, or you lose\. As it stands you get 0 ETH for/,
        challenger: /^It stands at what you said: .* you get 0\.12 ETH for the 0\.08 ETH/,
        stranger: /^If it is something else, challenge it for 0\.16 ETH: 0\.12 ETH more/,
        nobody: /^Choose an account/,
      },
      /^Of the 0\.12 ETH that are staked, 0\.12 ETH then go to those who said apple\.$/,
    ],
    [
      'answered',
      /^After 2 challenges it stands at pear\. Final on/,
      {
        contributor: /^It stands at what you said: .* you get 0\.28 ETH for the 0\.2 ETH/,
        challenger: /^Somebody contradicts you/,
        stranger: /^If it is something else, challenge it for 0\.32 ETH/,
        nobody: /^Choose an account/,
      },
      /^Of the 0\.28 ETH that are staked, 0\.28 ETH then go to those who said pear\.$/,
    ],
    [
      'final after an answer',
      /^After 2 challenges it stands at pear\. Nobody has answered in time: it can be settled\.$/,
      {
        contributor: /^As it stands you get 0\.28 ETH/,
        challenger: /^As it stands you get 0 ETH for the 0\.08 ETH/,
        stranger: nothing,
        nobody: nothing,
      },
      /0\.28 ETH then go to those who said pear\.$/,
    ],
    [
      'settled after an answer',
      /^The model learned it\.$/,
      {
        contributor: /^You staked 0\.2 ETH, and got 0\.28 ETH\.$/,
        challenger: /^You staked 0\.08 ETH, and lost it\.$/,
        stranger: nothing,
        nobody: nothing,
      },
      nothing,
    ],
    [
      'contested',
      /^After 3 challenges nobody can challenge it again\. It will be dropped on .+\(in .+\)\. The model says apple\.$/,
      {
        contributor: /^As it stands you get 0\.16 ETH for the 0\.2 ETH/,
        challenger: /^As it stands you get 0\.36 ETH for the 0\.4 ETH/,
        stranger: nothing,
        nobody: nothing,
      },
      /^When it is dropped, 0\.52 ETH of the 0\.6 ETH that are staked go back, and 0\.08 ETH are burnt\.$/,
    ],
    [
      'undecided',
      /^After 3 challenges nobody has decided what it is: it can be dropped\.$/,
      {
        contributor: /^As it stands you get 0\.16 ETH/,
        challenger: /^As it stands you get 0\.36 ETH/,
        stranger: nothing,
        nobody: nothing,
      },
      /^When it is dropped, 0\.52 ETH/,
    ],
    [
      'dropped',
      /^It stayed contested, so that the model did not learn it\.$/,
      {
        contributor: /^You staked 0\.2 ETH, and got 0\.16 ETH\.$/,
        challenger: /^You staked 0\.4 ETH, and got 0\.36 ETH\.$/,
        stranger: nothing,
        nobody: nothing,
      },
      nothing,
    ],
    [
      'contested, with a referee',
      /unless somebody calls the arbiter before\. The model says apple\.$/,
      {
        contributor: /^Call the arbiter in time/,
        challenger: /^Call the arbiter in time/,
        stranger: nothing,
        nobody: nothing,
      },
      /^When it is dropped, 0\.52 ETH of the 0\.6 ETH/,
    ],
    [
      'disputed',
      /^The arbiter was called, and may rule until .+\(in .+\)\. If it does not, this will be dropped\.$/,
      { contributor: /^As it stands/, challenger: /^As it stands/, stranger: nothing, nobody: nothing },
      /^When it is dropped, 0\.52 ETH of the 0\.6 ETH/,
    ],
    [
      'decided',
      /^The arbiter has ruled that it is apple\. It can be settled\.$/,
      {
        contributor: /^As it stands you get 0 ETH for the 0\.2 ETH/,
        challenger: /^As it stands you get 0\.4 ETH for the 0\.4 ETH/,
        stranger: nothing,
        nobody: nothing,
      },
      /^Of the 0\.6 ETH that are staked, 0\.4 ETH then go to those who said apple, and 0\.2 ETH are burnt\.$/,
    ],
    [
      'settled by a ruling',
      /^The model learned that it is apple\.$/,
      {
        contributor: /^You staked 0\.2 ETH, and lost it\.$/,
        challenger: /^You staked 0\.4 ETH, and got 0\.4 ETH\.$/,
        stranger: nothing,
        nobody: nothing,
      },
      nothing,
    ],
    [
      'a duplicate',
      /^Contribution 0 has the same sample, so that the model did not learn it again\.$/,
      {
        contributor: /^You staked 0\.01 ETH, and (lost it|got .+)\.$/,
        challenger: nothing,
        stranger: nothing,
        nobody: nothing,
      },
      nothing,
    ],
  ]

  it.each(table)('say of one that is “%s” what is true for each', (name, text, yours, otherwise) => {
    for (const role of roles) {
      const words = seen[name]![role]
      expect(words.text).toMatch(text)
      expect(words.yours, role).toMatch(yours[role])
      expect(words.otherwise).toMatch(otherwise)
    }
  })
})
