import { defineConfig } from 'vitest/config'
import { chunkOf } from './tools/chunks.ts'
import { precompress } from './tools/precompress.ts'
import { shellWorker } from './tools/shell-worker.ts'
import { preloadWords } from './tools/words.ts'

// The back end must see the address the browser shows: passkeys and CSRF are bound to it.
const backEnd = { target: 'http://127.0.0.1:8000', changeOrigin: false }
const proxy = { '/api': backEnd, '/_allauth': backEnd, '/healthz': backEnd }

export default defineConfig({
  base: '/',
  // Vite turns the JSX itself: no Babel, no preset.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../tracker/web',
    emptyOutDir: true,
    target: 'es2022',
    // The policy allows no data: addresses, and every phone we serve preloads modules by itself.
    assetsInlineLimit: 0,
    // One file of styles: a few kilobytes more at first, and two questions less.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: chunkOf, debugName: 'by screen' }],
        },
      },
    },
  },
  plugins: [preloadWords('words-en-core'), shellWorker(), precompress()],
  server: { proxy },
  preview: { proxy },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['src/testing/navigator.ts', 'src/testing/words.ts'],
  },
})
