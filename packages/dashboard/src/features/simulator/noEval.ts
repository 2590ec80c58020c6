import { config } from 'zod'

// Checks of scenarios and files shall not be compiled to code, which the page's content security policy refuses. To be
// imported before anything that makes a schema.
config({ jitless: true })
