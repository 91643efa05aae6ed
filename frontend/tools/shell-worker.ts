import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { languageOf } from './words.ts'

/** The therapist's screens and their words stay out of a patient's phone. */
const STAFF = /^staff$|-staff$/
/** Icons that the system takes when the app is installed, which it fetches itself. */
const OF_THE_SYSTEM = /^(icon-512|icon-maskable|apple-touch)/

type Bundle = Rolldown.OutputBundle

interface Files {
  files: string[]
  words: Record<string, string[]>
}

interface Shell extends Files {
  version: string
  staff: Files
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
      const patient = reachable(bundle, (name) => !STAFF.test(name))
      const all = reachable(bundle, () => true)
      const staff = all.filter((name) => !patient.includes(name))
      const names = [...patient, ...publicFiles(join(root, 'public'))].sort()
      await buildWorker(root, outDir, shellOf(outDir, bundle, names, staff.sort()))
    },
  }
}

/** Every file that the entry leads to through chunks that are wanted. */
function reachable(bundle: Bundle, isWanted: (chunk: string) => boolean): string[] {
  const styles = Object.keys(bundle).filter((name) => name.endsWith('.css'))
  const wanted = new Set<string>(['index.html', ...styles, ...workers(bundle)])
  const open = Object.values(bundle).flatMap((file) => (file.type === 'chunk' && file.isEntry ? [file] : []))
  for (const chunk of open) {
    if (wanted.has(chunk.fileName)) continue
    wanted.add(chunk.fileName)
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) wanted.add(asset)
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      const next = bundle[name]
      if (next?.type === 'chunk' && isWanted(next.name)) open.push(next)
    }
  }
  return [...wanted]
}

/** What runs beside the page, which the bundler hands out as finished files. */
function workers(bundle: Bundle): string[] {
  return Object.values(bundle).flatMap(({ type, fileName }) =>
    type === 'asset' && /-worker-[^/]*\.js$/.test(fileName) ? [fileName] : [],
  )
}

function publicFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.(svg|png|webmanifest)$/.test(name))
  return names.filter((name) => !OF_THE_SYSTEM.test(name))
}

/** The version changes when, and only when, any file of the shell changes. */
function shellOf(outDir: string, bundle: Bundle, names: string[], staff: string[]): Shell {
  const hash = createHash('sha256')
  for (const name of [...names, ...staff]) hash.update(name).update(readFileSync(join(outDir, name)))
  const version = hash.digest('hex').slice(0, 12)
  return { version, ...byLanguage(bundle, names), staff: byLanguage(bundle, staff) }
}

/** The files that everybody needs, and those with the words of each language. */
function byLanguage(bundle: Bundle, names: string[]): Files {
  const words = new Map<string, string[]>()
  const files: string[] = []
  for (const name of names) {
    const language = languageOf(bundle, name)
    if (language) words.set(language, [...(words.get(language) ?? []), addressOf(name)])
    else files.push(addressOf(name))
  }
  return { files, words: Object.fromEntries(words) }
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
