// The npm compiler, in this process: it is loaded once, and a mutant's source never touches the disk.
import { readFileSync } from 'node:fs'
import solc from 'solc'

/** A node of the compiler's syntax tree; `src` is "offset:length:file" in bytes of the source. */
export type Node = { nodeType: string; src: string } & Record<string, unknown>

type Output = {
  errors?: readonly { severity: string; formattedMessage: string }[]
  sources: Record<string, { ast: Node }>
  contracts?: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
}

const compiler: {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string
} = solc
const contracts = new URL('../../', import.meta.url)

/** The text of a file of the package, by its path in it. */
export function sourceOf(path: string): string {
  return readFileSync(new URL(path, contracts), 'utf8')
}

/** The syntax tree of a source. */
export function parse(path: string): Node {
  return run(path, sourceOf(path), { stopAfter: 'parsing', outputSelection: { '*': { '': ['ast'] } } })
    .sources[path]!.ast
}

/**
 * The creation code of a trainer or a module, as hex without 0x, or undefined when it does not compile.
 * @param mutated the path of one source, and the text to take in its place
 */
export function compileContract(
  contract: string,
  mutated?: { path: string; source: string },
): string | undefined {
  const path = `src/${contract.endsWith('Module') ? 'modules' : 'trainers'}/${contract}.sol`
  const settings = {
    evmVersion: 'cancun',
    viaIR: true,
    optimizer: { enabled: true, runs: 1 },
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { [path]: { [contract]: ['evm.bytecode.object'] } },
  }
  const output = run(path, sourceOf(path), settings, mutated)
  if (output.errors?.some(({ severity }) => severity === 'error')) return undefined
  return output.contracts![path]![contract]!.evm.bytecode.object
}

function run(
  path: string,
  content: string,
  settings: Record<string, unknown>,
  mutated?: { path: string; source: string },
): Output {
  const input = {
    language: 'Solidity',
    sources: { [path]: { content } },
    settings: { remappings: ['solady/=../../node_modules/solady/src/'], ...settings },
  }
  const read = (file: string) => ({ contents: file === mutated?.path ? mutated.source : sourceOf(file) })
  return JSON.parse(compiler.compile(JSON.stringify(input), { import: read }))
}
