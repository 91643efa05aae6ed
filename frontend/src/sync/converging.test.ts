import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../domain/entry'
import { type PainScore, painData } from '../domain/pain'
import { listEntries, outboxRows, removeEntry, reviseEntry, saveEntry } from '../store/diary'
import { pain } from '../testing/cast'
import { newPhone, type Phone } from '../testing/phone'
import { problem, TestServer } from '../testing/server'
import { runRound } from './round'

/** Random lives of two phones and one server; whatever happened, in the end all tell the same. */

type Write =
  | { do: 'save'; phone: number; score: number }
  | { do: 'revise' | 'remove'; phone: number; which: number; score: number }

type Step =
  | Write
  | { do: 'round'; phone: number; faults: string[]; meanwhile: Write | null }
  | { do: 'backup' }
  | { do: 'restore' }

const phone = fc.nat(1)
const score = fc.nat(10)
const which = fc.nat(5)
const fault = fc.constantFrom(
  'lost POST',
  'unanswered POST',
  'lost GET',
  'unanswered GET',
  '500 POST',
  '429 GET',
)
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ do: fc.constant('save' as const), phone, score }),
  fc.record({ do: fc.constantFrom('revise', 'remove'), phone, which, score }),
)
const round = fc.record({
  do: fc.constant('round' as const),
  phone,
  faults: fc.array(fault, { maxLength: 2 }),
  meanwhile: fc.option(write),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: write },
  { weight: 5, arbitrary: round },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'backup' }, { do: 'restore' }) },
)

class World {
  readonly server = new TestServer()
  readonly saved = new Set<string>()
  readonly removed = new Set<string>()
  private phones: Phone[] = []
  private backup = this.server.backup()

  static async begin(): Promise<World> {
    const world = new World()
    world.phones = [await newPhone(world.server), await newPhone(world.server)]
    return world
  }

  async live(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.take(step)
  }

  /** Peace and a network: every phone has its say until nobody has news. */
  async settle(): Promise<void> {
    this.server.faults = []
    for (const _ of [1, 2, 3]) for (const phone of this.phones) await this.round(phone)
  }

  lists(): Promise<Entry[][]> {
    return Promise.all(this.phones.map(({ store }) => listEntries(store)))
  }

  outboxes(): Promise<number[]> {
    return Promise.all(this.phones.map(async ({ store }) => (await outboxRows(store)).length))
  }

  private async take(step: Step): Promise<void> {
    if (step.do === 'backup') this.backup = this.server.backup()
    else if (step.do === 'restore') this.server.restore(this.backup)
    else if (step.do === 'round')
      await Promise.all([this.roundWith(step), step.meanwhile && this.write(step.meanwhile)])
    else await this.write(step)
  }

  private at(index: number): Phone {
    const phone = this.phones[index]
    if (!phone) throw new Error('no such phone')
    return phone
  }

  private async write(step: Write): Promise<void> {
    const phone = this.at(step.phone)
    if (step.do === 'save') return this.save(phone, step.score)
    const entries = (await listEntries(phone.store)).filter((entry) => !entry.deleted)
    const entry = entries[step.which % Math.max(1, entries.length)]
    if (entry?.kind !== 'pain') return
    if (step.do === 'revise') await reviseEntry(phone.store, entry, scored(step.score))
    else await this.remove(phone, entry)
  }

  private async save(phone: Phone, score: number): Promise<void> {
    const entry = pain(score as PainScore)
    await saveEntry(phone.store, entry)
    this.saved.add(entry.entry_id)
  }

  private async remove(phone: Phone, entry: Entry): Promise<void> {
    await removeEntry(phone.store, entry.entry_id)
    this.removed.add(entry.entry_id)
  }

  private async roundWith({ phone, faults }: { phone: number; faults: string[] }): Promise<void> {
    this.server.faults = faults.map(faultOf)
    await this.round(this.at(phone)).catch(() => undefined)
  }

  private async round(phone: Phone): Promise<void> {
    await runRound({ ...phone, now: new Date(), withPlan: false }, this.server.csrf)
  }
}

const scored = (score: number) => painData({ score: score as PainScore, moment: 'now' })

function faultOf(words: string): TestServer['faults'][number] {
  const [how = '', on = ''] = words.split(' ')
  if (how === 'lost' || how === 'unanswered') return { on, how }
  return { on, how: () => problem(Number(how)) }
}

const shown = (entries: Entry[]) =>
  entries
    .filter((entry) => !entry.deleted)
    .map(({ entry_id, seq, data }) => ({ entry_id, seq, data }))
    .sort((a, b) => (a.entry_id < b.entry_id ? -1 : 1))

function kept(server: TestServer) {
  const all = [...server.diary().kept.entries()].filter(([, one]) => !one.deleted)
  return all
    .map(([entry_id, { seq, change }]) => ({ entry_id, seq, data: change.data }))
    .sort((a, b) => (a.entry_id < b.entry_id ? -1 : 1))
}

const anyLife = fc.array(step, { maxLength: 25 })

describe('two phones and a server', () => {
  it('end up telling the same, with nothing left to send', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (steps) => {
        const world = await World.begin()
        await world.live(steps)
        await world.settle()
        expect(await world.outboxes()).toEqual([0, 0])
        for (const list of await world.lists()) expect(shown(list)).toEqual(kept(world.server))
      }),
      { numRuns: 300 },
    )
  })

  it('lose nothing that nobody removed', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (steps) => {
        const world = await World.begin()
        await world.live(steps)
        await world.settle()
        const there = new Set(kept(world.server).map((one) => one.entry_id))
        for (const id of world.saved) if (!world.removed.has(id)) expect(there.has(id)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
