/**
 * What the page may do and load: its own files, and any node that the visitor chooses. A page that asks for deposits
 * should not run anybody else's scripts. (Mantine writes its theme into style elements; encoders are WebAssembly in
 * workers; pictures are shown from memory; wallets bring icons.)
 */
const policy = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob: https:",
  'media-src': "'self' blob:",
  'connect-src': "'self' data: blob: http: https: ws: wss:",
  'worker-src': "'self' blob:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

const written = (directives: Record<string, string>) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

/** The policy as the page itself says it, for servers that send no headers. */
export const metaPolicy = written(policy)

/** What a server should send with all files of the page. No other page may show this one in a frame. */
export const pageHeaders: Record<string, string> = {
  'Content-Security-Policy': written({ ...policy, 'frame-ancestors': "'none'" }),
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** How long browsers may keep files: those whose names change with their contents for ever, others not unasked. */
export const caching = {
  assets: 'public, max-age=31536000, immutable',
  others: 'no-cache',
}
