// Writes the ABI, address and creation code of each trainer in src/trainers, of each classifier in src/modules, and of
// the badges, into the SDK, from forge's output. With --check it writes nothing and fails when a file is not current.
import { readdirSync, readFileSync } from 'node:fs'
import {
  type Abi,
  concat,
  encodeAbiParameters,
  getContractAddress,
  type Hex,
  keccak256,
  numberToHex,
  pad,
  size,
  slice,
  zeroAddress,
  zeroHash,
} from 'viem'
import { typesOf } from './abiTypes.ts'
import { writeGenerated } from './generated.ts'

/** The deterministic deployment proxy, which the SDK deploys trainers through. */
const deployerProxy = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
/** The classifiers of every trainer, in the order of their numbers: a new one is the last. */
const classifiers = [
  'SparsePerceptron',
  'DensePerceptron',
  'SparseMulticlassPerceptron',
  'DenseMulticlassPerceptron',
  'NaiveBayes',
  'NearestCentroid',
  'SparseNearestCentroid',
  'LogisticRegression',
]

const contracts = new URL('../', import.meta.url)
const out = process.env.FOUNDRY_OUT ?? 'out'

/** Where each immutable value stands in code, by the number of its declaration. */
type Immutables = Record<string, { start: number; length: number }[]>
type Artefact = {
  abi: Abi
  bytecode: Hex
  /** The code as it stands on the chain, with zeros for its immutable values. */
  code: Hex
  immutables: Immutables
}
type Contract = Artefact & { name: string; address: Hex }

/** What only trainers call. */
const core = readArtefact('IClassifier').abi.filter(item => item.type === 'function')
const modules = classifiers.map(name => contract(name, readArtefact(`${name}Module`)))
const addresses = modules.map(({ address }) => address)
for (const { name } of listed('modules', 'Module')) {
  if (!classifiers.includes(name)) throw new Error(`${name} has no number: add it to the list in this script`)
}
const trainers = listed('trainers', 'Trainer').map(({ name, title }) =>
  contract(name, withArguments(readArtefact(title), addresses)),
)

const common = shared(trainers)
writeAbi('trainer', 'all trainers have', common)
for (const { name, abi, bytecode } of trainers) {
  writeAbi(name, 'its trainer has beyond that', without(abi, common))
  writeBytecode(`${name}Trainer`, bytecode)
}
for (const { name, abi, bytecode } of modules) {
  writeAbi(name, 'trainers have for its models beyond that', without(without(abi, core), common))
  writeBytecode(`${name}Module`, bytecode)
}
writeGenerated('values', typesOf([...trainers, ...modules.map(own)].map(({ abi }) => abi)))
const points = trainers.filter(({ name }) => name === 'points').map(({ address }) => address)
const badges = contract('Badges', withArguments(readArtefact('Badges'), points))
writeAbi('badges', 'the badges have', badges.abi)
writeBytecode('badges', badges.bytecode)

writeGenerated('addresses', [
  '/** Where each trainer stands on every chain, by its mechanism. */',
  ...constant('trainerAddresses', trainers),
  '',
  '/** Where each classifier stands on every chain, in the order of their numbers. */',
  ...constant('moduleAddresses', modules),
  '',
  '/** Where the badges stand on every chain. */',
  `export const badgesAddress = '${badges.address}' as const`,
])
const parts = ['trainer', ...[...trainers, ...modules, badges].map(({ name }) => name)]
writeGenerated(
  'index',
  [...parts, 'addresses', 'values'].map(name => `export * from './${name}.ts'`),
)
writeGenerated('bytecodes', [
  ...bytecodeImports(trainers, 'Trainer'),
  ...bytecodeImports(modules, 'Module'),
  '',
  '/** The creation code of each trainer, by its mechanism. */',
  ...bytecodesOf('trainerBytecodes', trainers, 'Trainer'),
  '',
  '/** The creation code of each classifier. */',
  ...bytecodesOf('moduleBytecodes', modules, 'Module'),
])
writeGenerated('codeHashes', [
  "/** The hash of each trainer's code as it stands on the chain, by its mechanism. */",
  ...hashes('trainerCodeHashes', trainers, codeOfTrainer),
  '',
  "/** The same of each classifier's. */",
  ...hashes('moduleCodeHashes', modules, codeOfModule),
])

/** A classifier with what trainers have for its models. */
function own({ abi, ...rest }: Contract): Contract {
  return { ...rest, abi: without(abi, core) }
}

/** The contracts of a folder of sources. */
function listed(folder: string, suffix: string): { name: string; title: string }[] {
  return readdirSync(new URL(`src/${folder}/`, contracts))
    .sort()
    .map(file => file.replace(/\.sol$/, ''))
    .map(title => ({ title, name: title.slice(0, -suffix.length) }))
}

function readArtefact(title: string): Artefact {
  const artefact = JSON.parse(readFileSync(new URL(`${out}/${title}.sol/${title}.json`, contracts), 'utf8'))
  return {
    abi: withoutInternalTypes(artefact.abi),
    bytecode: artefact.bytecode.object,
    code: artefact.deployedBytecode.object,
    immutables: artefact.deployedBytecode.immutableReferences ?? {},
  }
}

/** With a constructor's list of addresses. */
function withArguments({ bytecode, ...rest }: Artefact, list: readonly Hex[]): Artefact {
  return { ...rest, bytecode: concat([bytecode, encodeAbiParameters([{ type: 'address[]' }], [list])]) }
}

/** Names of Solidity's own types, which nothing needs that encodes and decodes: a third of all. */
function withoutInternalTypes(abi: Abi): Abi {
  return JSON.parse(JSON.stringify(abi, (key, value) => (key === 'internalType' ? undefined : value)))
}

function contract(title: string, artefact: Artefact): Contract {
  const { bytecode } = artefact
  const address = getContractAddress({ opcode: 'CREATE2', from: deployerProxy, salt: zeroHash, bytecode })
  return { ...artefact, name: title.charAt(0).toLowerCase() + title.slice(1), address }
}

/** What ClassifierModules keeps: how many classifiers there are, then their addresses, zero where there are no more. */
function codeOfTrainer({ code, immutables }: Contract): Hex {
  const values = Array.from(Object.keys(immutables), (_, i) => {
    if (i === 0) return numberToHex(addresses.length, { size: 32 })
    return pad(addresses[i - 1] ?? zeroAddress, { size: 32 })
  })
  const declarations = Object.entries(immutables).sort(([a], [b]) => Number(a) - Number(b))
  return declarations
    .flatMap(([, places], i) => places.map(place => ({ ...place, value: values[i]! })))
    .reduce(
      (whole, { start, length, value }) =>
        concat([slice(whole, 0, start), value, slice(whole, start + length, size(whole))]),
      code,
    )
}

/** @throws Error when a classifier has immutable values, which this script does not know */
function codeOfModule({ name, code, immutables }: Contract): Hex {
  if (Object.keys(immutables).length > 0) throw new Error(`${name} has immutable values`)
  return code
}

/** What all of `contracts` have. */
function shared(contracts: readonly Contract[]): Abi {
  const others = contracts.map(({ abi }) => textsOf(abi))
  return contracts[0]!.abi.filter(item => others.every(texts => texts.has(JSON.stringify(item))))
}

function without(abi: Abi, other: Abi): Abi {
  const texts = textsOf(other)
  return abi.filter(item => item.type !== 'constructor' && !texts.has(JSON.stringify(item)))
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

function writeBytecode(name: string, bytecode: Hex): void {
  writeGenerated(`${name}Bytecode`, [`export const ${name}Bytecode =\n  '${bytecode}' as const`])
}

function constant(name: string, contracts: readonly Contract[]): string[] {
  const lines = contracts.map(({ name, address }) => `  ${name}: '${address}',`)
  return [`export const ${name} = {`, ...lines, '} as const']
}

function hashes(name: string, contracts: readonly Contract[], codeOf: (contract: Contract) => Hex): string[] {
  const lines = contracts.map(contract => `  ${contract.name}: '${keccak256(codeOf(contract))}',`)
  return [`export const ${name} = {`, ...lines, '} as const']
}

function bytecodeImports(contracts: readonly Contract[], suffix: string): string[] {
  return contracts.map(
    ({ name }) => `import { ${name}${suffix}Bytecode } from './${name}${suffix}Bytecode.ts'`,
  )
}

function bytecodesOf(name: string, contracts: readonly Contract[], suffix: string): string[] {
  const lines = contracts.map(({ name }) => `  ${name}: ${name}${suffix}Bytecode,`)
  return [`export const ${name} = {`, ...lines, '} as const']
}
