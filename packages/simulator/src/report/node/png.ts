import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Plot } from '../plot.ts'

/** A plot as pixels. */
export type Picture = { width: number; height: number; png: Uint8Array }

/** Pixels for each unit of the plot, so that the picture is sharp on screens of today and in print. */
const scale = 2

const [ink, ground] = ['#1a1a1a', '#ffffff']

const require = createRequire(import.meta.url)

/** The renderer is started once; the font comes along, since a machine may have none. */
let started: Promise<Uint8Array> | undefined

async function start(): Promise<Uint8Array> {
  await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
  return readFileSync(
    require.resolve('@expo-google-fonts/didact-gothic/400Regular/DidactGothic_400Regular.ttf'),
  )
}

/** Renders a plot, dark on white, at twice its size. The same plot gives the same bytes on every machine. */
export async function pictureOf({ svg }: Plot): Promise<Picture> {
  started ??= start()
  const font = await started
  const family = 'Didact Gothic'
  const renderer = new Resvg(svg.replaceAll('currentColor', ink), {
    background: ground,
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers: [font], defaultFontFamily: family, sansSerifFamily: family },
  })
  const rendered = renderer.render()
  const { width, height } = rendered
  const png = rendered.asPng()
  rendered.free()
  renderer.free()
  return { width, height, png }
}
