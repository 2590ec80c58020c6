/** All that plots are made of. */
const elements = new Set([
  'svg',
  'g',
  'path',
  'text',
  'tspan',
  'rect',
  'line',
  'defs',
  'clipPath',
  'linearGradient',
  'stop',
])

/**
 * The picture as an element of this page. Names in it may come from somebody else's file: they are text to the program
 * that draws, and here whatever could do something else than be seen is left out once more.
 */
export function pictureOf(svg: string): SVGSVGElement {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (!elements.has(element.localName)) {
      element.remove()
      continue
    }
    for (const { name } of [...element.attributes]) if (/^on|href$/i.test(name)) element.removeAttribute(name)
  }
  return document.importNode(root, true) as unknown as SVGSVGElement
}
