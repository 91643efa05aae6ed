import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(js|css|svg|webmanifest)$/
const AT_MOST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }

/** Writes each text file once more as `.br` and `.gz`, so that the server sends them small and compresses nothing. */
export function precompress(): Plugin {
  let outDir = ''
  return {
    name: 'footing-precompress',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    // The last hook: the worker is written in `writeBundle`.
    closeBundle() {
      for (const file of textFiles(outDir)) {
        const content = readFileSync(file)
        writeFileSync(`${file}.br`, brotliCompressSync(content, AT_MOST))
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
      }
    },
  }
}

function textFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => TEXT.test(name)).map((name) => join(folder, name))
}
