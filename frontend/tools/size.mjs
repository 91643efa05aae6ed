// Prints what a patient's first visit downloads, compressed, and fails above the budget.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 45
const web = new URL('../../tracker/web/', import.meta.url)
const page = readFileSync(new URL('index.html', web), 'utf8')

// Vite names the entry, everything it imports statically, and their styles in the page itself.
const names = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1])
const sizes = names.map((name) => ({ name, bytes: gzipSync(readFileSync(new URL(name, web))).length }))
const total = sizes.reduce((sum, file) => sum + file.bytes, 0)
for (const { name, bytes } of sizes) console.log(`${(bytes / 1000).toFixed(2).padStart(7)} kB  ${name}`)
console.log(`${(total / 1000).toFixed(2).padStart(7)} kB  first load, gzip (budget ${BUDGET_KB} kB)`)
if (names.length === 0) throw new Error('index.html names no scripts: build first')
if (total > BUDGET_KB * 1000) process.exitCode = 1
