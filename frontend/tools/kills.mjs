// Builds the two scripts of `python -m bench.kills` (src/testing/kills) into a folder.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const [outDir] = process.argv.slice(2)
if (!outDir) throw new Error('Usage: node tools/kills.mjs FOLDER')
const root = fileURLToPath(new URL('..', import.meta.url))

await build({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: {
      input: { page: `${root}src/testing/kills/page.ts`, worker: `${root}src/testing/kills/worker.ts` },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
