import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { languageOf } from './words.ts'

/** The therapist's screens and their words need the network anyway, so they stay out of a patient's phone. */
const ONLINE_ONLY = /^staff$|-staff$/
/** Icons that the system takes when the app is installed, which it fetches itself. */
const OF_THE_SYSTEM = /^(icon-512|icon-maskable|apple-touch)/

type Bundle = Rolldown.OutputBundle

interface Shell {
  version: string
  files: string[]
  words: Record<string, string[]>
}

/**
 * Builds `src/sw/index.ts` into `sw.js` and hands it the list of files that make up the offline shell.
 *
 * The list is taken in `writeBundle`: earlier hooks do not know index.html yet, and a shell without it
 * cannot be reloaded offline.
 */
export function shellWorker(): Plugin {
  let root = ''
  return {
    name: 'footing-shell-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    async writeBundle(options, bundle) {
      const outDir = resolve(root, options.dir ?? '.')
      const needed = patientFiles(bundle)
      const files = [
        ...needed.filter((name) => !languageOf(bundle, name)),
        ...publicFiles(join(root, 'public')),
      ]
      const words = needed.filter((name) => languageOf(bundle, name))
      await buildWorker(root, outDir, shellOf(outDir, files.sort(), bundle, words.sort()))
    },
  }
}

/** Everything reachable from the entry without entering a screen that is only of use online. */
function patientFiles(bundle: Bundle): string[] {
  const styles = Object.keys(bundle).filter((name) => name.endsWith('.css'))
  const wanted = new Set<string>(['index.html', ...styles])
  const open = Object.values(bundle).flatMap((file) => (file.type === 'chunk' && file.isEntry ? [file] : []))
  for (const chunk of open) {
    if (wanted.has(chunk.fileName)) continue
    wanted.add(chunk.fileName)
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) wanted.add(asset)
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      const next = bundle[name]
      if (next?.type === 'chunk' && !ONLINE_ONLY.test(next.name)) open.push(next)
    }
  }
  return [...wanted]
}

function publicFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.(svg|png|webmanifest)$/.test(name))
  return names.filter((name) => !OF_THE_SYSTEM.test(name))
}

/** The version changes when, and only when, any file of the shell changes. */
function shellOf(outDir: string, files: string[], bundle: Bundle, words: string[]): Shell {
  const hash = createHash('sha256')
  for (const name of [...files, ...words]) hash.update(name).update(readFileSync(join(outDir, name)))
  const version = hash.digest('hex').slice(0, 12)
  const byLanguage: Record<string, string[]> = {}
  for (const name of words) {
    const language = languageOf(bundle, name) ?? ''
    byLanguage[language] = [...(byLanguage[language] ?? []), addressOf(name)]
  }
  return { version, files: files.map(addressOf), words: byLanguage }
}

const addressOf = (name: string): string => (name === 'index.html' ? '/' : `/${name}`)

async function buildWorker(root: string, outDir: string, shell: Shell): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    define: { __SHELL__: JSON.stringify(shell) },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: {
        input: join(root, 'src/sw/index.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  })
}
