// Prints what a new phone downloads until Today is of use, as the server sends it, and fails above the budget.
// What the server's own answers add is counted in a real browser: tests/journeys/test_first_load.py.
import { readdirSync, statSync } from 'node:fs'

const BUDGET_KB = 72
const FIRST = /^(style|index|rolldown-runtime|shared|words-en-core)-[\w-]+\.(js|css)\.br$/
const web = new URL('../../tracker/web/assets/', import.meta.url)

const names = readdirSync(web).filter((name) => FIRST.test(name))
const sizes = names.map((name) => ({ name, bytes: statSync(new URL(name, web)).size }))
const total = sizes.reduce((sum, file) => sum + file.bytes, 0)
for (const { name, bytes } of sizes) console.log(`${(bytes / 1000).toFixed(2).padStart(7)} kB  ${name}`)
console.log(
  `${(total / 1000).toFixed(2).padStart(7)} kB  until Today, as sent with brotli (budget ${BUDGET_KB} kB)`,
)
if (names.length < 5) throw new Error('The assets of the first load are not all there: build first')
if (total > BUDGET_KB * 1000) process.exitCode = 1
