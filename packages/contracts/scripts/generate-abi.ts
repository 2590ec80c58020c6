// Writes the ABI, address and creation code of each trainer in src/trainers, and of the badges, into the SDK, from
// forge's output. With --check it writes nothing and fails when a file is not current.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Abi, concat, encodeAbiParameters, getContractAddress, type Hex, zeroHash } from 'viem'

/** The deterministic deployment proxy, which the SDK deploys trainers through. */
const deployerProxy = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
/** What the names of trainers end with: the first of these that does. */
const mechanisms = ['BondedDepositRefundTake', 'DepositRefundTake', 'Points', 'PredictionMarket']

const contracts = new URL('../', import.meta.url)
const target = new URL('../../sdk/src/abi/generated/', import.meta.url)
const out = process.env.FOUNDRY_OUT ?? 'out'
const check = process.argv.includes('--check')
mkdirSync(target, { recursive: true })

type Artefact = { abi: Abi; bytecode: Hex }
type Contract = Artefact & { name: string; address: Hex }
type Trainer = Contract & { mechanism: string }

const trainers = readdirSync(new URL('src/trainers/', contracts))
  .sort()
  .map((file): Trainer => {
    const title = file.replace(/\.sol$/, '')
    const mechanism = mechanisms.find(suffix => title.endsWith(suffix))
    if (!mechanism) throw new Error(`${file} ends with none of ${mechanisms.join(', ')}`)
    return { ...contract(title, readArtefact(title)), mechanism: lowerFirst(mechanism) }
  })

const everywhere = shared(trainers)
writeAbi('trainer', 'all trainers have', everywhere)
const names = ['trainer']
for (const mechanism of mechanisms.map(lowerFirst)) {
  const group = trainers.filter(trainer => trainer.mechanism === mechanism)
  if (group.length === 0) continue
  const common = without(shared(group), everywhere)
  writeAbi(mechanism, 'all trainers of the mechanism have beyond that', common)
  names.push(mechanism)
  for (const trainer of group) {
    const own = without(without(trainer.abi, everywhere), common)
    writeContract(trainer, own, ['trainer', mechanism])
  }
}

// Trainers in the order of the badges' constructor: that of their file names.
const list = trainers.filter(({ mechanism }) => mechanism === 'points').map(({ address }) => address)
const { abi, bytecode } = readArtefact('Badges')
const creation = concat([bytecode, encodeAbiParameters([{ type: 'address[]' }], [list])])
const badges = contract('Badges', { abi, bytecode: creation })
writeContract(badges, badges.abi, [])

names.push(...[...trainers, badges].flatMap(({ name }) => [name, `${name}Bytecode`]), 'trainers')
write(
  'index',
  names.map(name => `export * from './${name}.ts'`),
)
write('trainers', [
  ...trainers.map(({ name }) => `import { ${name}Abi, ${name}Address } from './${name}.ts'`),
  '',
  '/** All trainers, by their names. */',
  'export const trainers = {',
  ...trainers.map(({ name }) => `  ${name}: { abi: ${name}Abi, address: ${name}Address },`),
  '}',
])
write('bytecodes', [
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
  return { abi: artefact.abi, bytecode: artefact.bytecode.object }
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
  write(name, [`/** What ${what}. */`, `export const ${name}Abi = ${JSON.stringify(abi, null, 2)} as const`])
}

/** @param parts The names of the shared ABIs that are part of the contract's. */
function writeContract({ name, bytecode, address }: Contract, own: Abi, parts: readonly string[]): void {
  const items = [...parts.map(part => `...${part}Abi`), ...own.map(item => JSON.stringify(item, null, 2))]
  write(name, [
    ...parts.map(part => `import { ${part}Abi } from './${part}.ts'`),
    ...(parts.length > 0 ? [''] : []),
    `export const ${name}Abi = [${items.join(', ')}] as const`,
    '',
    `export const ${name}Address = '${address}' as const`,
  ])
  write(`${name}Bytecode`, [`export const ${name}Bytecode =\n  '${bytecode}' as const`])
}

function write(name: string, lines: readonly string[]): void {
  const generated = '// Generated by `npm run generate` from packages/contracts; do not edit.'
  const source = [generated, ...lines, ''].join('\n')
  const file = new URL(`${name}.ts`, target)
  if (!check) {
    writeFileSync(file, source)
  } else if (readFileSync(file, 'utf8') !== source) {
    console.error(
      `${fileURLToPath(file)} is not current: run \`npm run generate\` and commit what it changes.`,
    )
    process.exitCode = 1
  }
}
