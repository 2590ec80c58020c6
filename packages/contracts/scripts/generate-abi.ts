// Writes the ABI, address and creation code of each trainer in src/trainers, and of the badges, into the SDK, from
// forge's output. With --check it writes nothing and fails when a file is not current.
import { readdirSync, readFileSync } from 'node:fs'
import { type Abi, concat, encodeAbiParameters, getContractAddress, type Hex, zeroHash } from 'viem'
import { writeGenerated } from './generated.ts'

/** The deterministic deployment proxy, which the SDK deploys trainers through. */
const deployerProxy = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
/** What the names of trainers end with: the first of these that does. */
const mechanisms = ['BondedDepositRefundTake', 'DepositRefundTake', 'Points', 'PredictionMarket']

const contracts = new URL('../', import.meta.url)
const out = process.env.FOUNDRY_OUT ?? 'out'

type Artefact = { abi: Abi; bytecode: Hex }
type Contract = Artefact & { name: string; address: Hex }
type Trainer = Contract & { mechanism: string; classifier: string }

const trainers = readdirSync(new URL('src/trainers/', contracts))
  .sort()
  .map((file): Trainer => {
    const title = file.replace(/\.sol$/, '')
    const mechanism = mechanisms.find(suffix => title.endsWith(suffix))
    if (!mechanism) throw new Error(`${file} ends with none of ${mechanisms.join(', ')}`)
    const classifier = lowerFirst(title.slice(0, -mechanism.length))
    return { ...contract(title, readArtefact(title)), mechanism: lowerFirst(mechanism), classifier }
  })

const parts = new Map([['trainer', shared(trainers)]])
writeAbi('trainer', 'all trainers have', parts.get('trainer')!)
for (const part of ['mechanism', 'classifier'] as const) {
  for (const name of new Set(trainers.map(trainer => trainer[part]))) {
    const common = without(shared(trainers.filter(trainer => trainer[part] === name)), parts.get('trainer')!)
    writeAbi(name, `all trainers of the ${part} have beyond that`, common)
    parts.set(name, common)
  }
}
for (const trainer of trainers) {
  const its = ['trainer', trainer.mechanism, trainer.classifier]
  const own = its.reduce((abi, part) => without(abi, parts.get(part)!), trainer.abi)
  writeContract(trainer, own, its)
}
const names = [...parts.keys()]

// Trainers in the order of the badges' constructor: that of their file names.
const list = trainers.filter(({ mechanism }) => mechanism === 'points').map(({ address }) => address)
const { abi, bytecode } = readArtefact('Badges')
const creation = concat([bytecode, encodeAbiParameters([{ type: 'address[]' }], [list])])
const badges = contract('Badges', { abi, bytecode: creation })
writeContract(badges, badges.abi, [])

names.push(...[...trainers, badges].flatMap(({ name }) => [name, `${name}Bytecode`]), 'trainers')
writeGenerated(
  'index',
  names.map(name => `export * from './${name}.ts'`),
)
writeGenerated('trainers', [
  ...trainers.map(({ name }) => `import { ${name}Abi, ${name}Address } from './${name}.ts'`),
  '',
  '/** All trainers, by their names. */',
  'export const trainers = {',
  ...trainers.map(({ name }) => `  ${name}: { abi: ${name}Abi, address: ${name}Address },`),
  '}',
])
writeGenerated('bytecodes', [
  "import type { Hex } from 'viem'",
  ...trainers.map(({ name }) => `import { ${name}Bytecode } from './${name}Bytecode.ts'`),
  "import type { trainers } from './trainers.ts'",
  '',
  '/** The creation code of all trainers, by their names. */',
  'export const trainerBytecodes: Readonly<Record<keyof typeof trainers, Hex>> = {',
  ...trainers.map(({ name }) => `  ${name}: ${name}Bytecode,`),
  '}',
])

function readArtefact(title: string): Artefact {
  const artefact = JSON.parse(readFileSync(new URL(`${out}/${title}.sol/${title}.json`, contracts), 'utf8'))
  return { abi: withoutInternalTypes(artefact.abi), bytecode: artefact.bytecode.object }
}

/** Names of Solidity's own types, which nothing needs that encodes and decodes: a third of all. */
function withoutInternalTypes(abi: Abi): Abi {
  return JSON.parse(JSON.stringify(abi, (key, value) => (key === 'internalType' ? undefined : value)))
}

function contract(title: string, { abi, bytecode }: Artefact): Contract {
  const address = getContractAddress({ opcode: 'CREATE2', from: deployerProxy, salt: zeroHash, bytecode })
  return { name: lowerFirst(title), abi, bytecode, address }
}

function lowerFirst(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}

/** What all of `contracts` have. */
function shared(contracts: readonly Contract[]): Abi {
  const others = contracts.map(({ abi }) => textsOf(abi))
  return contracts[0]!.abi.filter(item => others.every(texts => texts.has(JSON.stringify(item))))
}

function without(abi: Abi, other: Abi): Abi {
  const texts = textsOf(other)
  return abi.filter(item => !texts.has(JSON.stringify(item)))
}

function textsOf(abi: Abi): Set<string> {
  return new Set(abi.map(item => JSON.stringify(item)))
}

function writeAbi(name: string, what: string, abi: Abi): void {
  writeGenerated(name, [
    `/** What ${what}. */`,
    `export const ${name}Abi = ${JSON.stringify(abi, null, 2)} as const`,
  ])
}

/** @param parts The names of the shared ABIs that are part of the contract's. */
function writeContract({ name, bytecode, address }: Contract, own: Abi, parts: readonly string[]): void {
  const items = [...parts.map(part => `...${part}Abi`), ...own.map(item => JSON.stringify(item, null, 2))]
  writeGenerated(name, [
    ...parts.map(part => `import { ${part}Abi } from './${part}.ts'`),
    ...(parts.length > 0 ? [''] : []),
    `export const ${name}Abi = [${items.join(', ')}] as const`,
    '',
    `export const ${name}Address = '${address}' as const`,
  ])
  writeGenerated(`${name}Bytecode`, [`export const ${name}Bytecode =\n  '${bytecode}' as const`])
}
