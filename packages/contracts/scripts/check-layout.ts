// Checks that trainers and modules, which share the storage of a trainer, keep all of it in namespaces: no contract has
// a variable in a slot of its own, no two structs have the same namespace, and each begins where EIP-7201 says.
import { readdirSync, readFileSync } from 'node:fs'
import solc from 'solc'
import { encodeAbiParameters, type Hex, keccak256, toHex } from 'viem'

type Layout = { storage: readonly { label: string }[] }
type Output = {
  errors?: readonly { severity: string; formattedMessage: string }[]
  contracts: Record<string, Record<string, { storageLayout: Layout }>>
}
type Compiler = {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string
}

const compiler: Compiler = solc
const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const sourcesIn = (folder: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.sol'))
    .sort()
    .map(file => `${folder}${file}`)

const deployed = [...sourcesIn('src/trainers/'), ...sourcesIn('src/modules/')]
const layouts = layoutsOf(deployed)
for (const path of deployed) {
  const name = path.replace(/^.*\/|\.sol$/g, '')
  const layout = layouts[path]?.[name]?.storageLayout
  if (layout === undefined) fail(`${path} has no contract ${name}`)
  else for (const { label } of layout.storage) fail(`${name}: ${label} is in no namespace`)
}

const namespaces = sourcesIn('src/').flatMap(namespacesOf)
for (const { id, slot, path } of namespaces) {
  if (slot !== slotOf(id)) fail(`${path}: ${id} begins at ${slot}, not at ${slotOf(id)}`)
  if (namespaces.filter(other => other.id === id).length > 1) fail(`${path}: ${id} is another's, too`)
}
console.log(`${deployed.length} contracts keep their storage in ${namespaces.length} namespaces.`)

/** What the compiler places in storage; it generates no code for that. */
function layoutsOf(paths: readonly string[]): Output['contracts'] {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(paths.map(path => [path, { content: read(path) }])),
    settings: {
      remappings: ['solady/=../../node_modules/solady/src/'],
      outputSelection: { '*': { '*': ['storageLayout'] } },
    },
  }
  const text = compiler.compile(JSON.stringify(input), { import: path => ({ contents: read(path) }) })
  const { errors = [], contracts }: Output = JSON.parse(text)
  for (const { severity, formattedMessage } of errors) if (severity === 'error') fail(formattedMessage)
  return contracts
}

/** The namespaces of a source, each with the constant that stands behind its struct. */
function namespacesOf(path: string): { id: string; slot: string; path: string }[] {
  const [, ...parts] = read(path).split('@custom:storage-location erc7201:')
  return parts.map(part => ({
    id: /^\S+/.exec(part)![0],
    slot: /bytes32 private constant \w+ = (0x[0-9a-f]{64});/.exec(part)?.[1] ?? 'no constant',
    path,
  }))
}

function slotOf(id: string): Hex {
  const number = BigInt(keccak256(toHex(id))) - 1n
  const hash = keccak256(encodeAbiParameters([{ type: 'uint256' }], [number]))
  return toHex((BigInt(hash) >> 8n) << 8n, { size: 32 })
}

function fail(what: string): void {
  console.error(what)
  process.exitCode = 1
}
