import type { Plugin, Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle

const WORDS = /\/src\/ui\/words\/([A-Za-z-]+)\/bundles\/(\w+)\.ts$/

/** The file for the words that a module gathers: `words-en-core`; null for any other module. */
export function wordsChunk(id: string): string | null {
  const [, language, bundle] = WORDS.exec(id) ?? []
  return language ? `words-${language}-${bundle}` : null
}

/** The language of a built file of words; null for any other file. */
export function languageOf(bundle: Bundle, fileName: string): string | null {
  const file = bundle[fileName]
  const name = file?.type === 'chunk' ? file.name : ''
  return /^words-([A-Za-z-]+)-\w+$/.exec(name)?.[1] ?? null
}

/** Has the browser fetch the first words beside the code that asks for them, which else it would only do after running it. */
export function preloadWords(name: string): Plugin {
  return {
    name: 'footing-preload-words',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const file = Object.values(bundle).find((one) => one.type === 'chunk' && one.name === name)
        if (!file) throw new Error(`There is no file ${name} to preload`)
        const attrs = { rel: 'modulepreload', href: `/${file.fileName}`, crossorigin: true }
        return [{ tag: 'link', attrs, injectTo: 'head' }]
      },
    },
  }
}
