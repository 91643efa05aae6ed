// Builds the scripts of `python -m bench.kills` and `bench.saves` (src/testing/kills) into a folder.
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
      input: ['page', 'worker', 'saves'].map((name) => `${root}src/testing/kills/${name}.ts`),
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
