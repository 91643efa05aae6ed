import fc from 'fast-check'
import type { ComponentChildren, VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import type { DiaryEntry } from '../../api/answers'
import { adherenceByWeek } from '../../domain/adherence'
import { checkInsOn, justLogged } from '../../domain/checkIn'
import { dayOf, type Entry, isKind } from '../../domain/entry'
import { missedYesterday } from '../../domain/missed'
import { sessionToAskAbout } from '../../domain/nextMorning'
import { isPainScore, painData } from '../../domain/pain'
import { todayOf } from '../../domain/today'
import { isToldLater } from '../../domain/told'
import { applyPage } from '../../store/cursor'
import { openStore } from '../../store/db'
import { getEntry, listEntries } from '../../store/diary'
import { anyEntries } from '../../testing/any-entry'
import { aPlan, NOW, TODAY } from '../../testing/cast'
import { newMemory } from '../../testing/phone'
import { dayAndTime, longDay, timeOfDay } from '../words/dates'
import { entryTitle } from '../words/entry'
import { byDay } from './history/by-day'
import { Facts } from './history/facts'
import { rowSummary, rowTitle } from './history/row-words'
import { withSetCount } from './history/set-count'
import { answersOf, formOf, regionsOn } from './log-pain/form'
import { lineOf } from './patient/entry-line'
import { loggedMoments, painByDay, painChange } from './progress/pain-trend'

/** Whatever another device, program or version wrote: every screen's model takes it, and each entry stands in its place. */

/** All that a tree of components without state says. */
function said(node: ComponentChildren): string {
  if (Array.isArray(node)) return node.map(said).join(' ')
  if (node === null || node === undefined || typeof node !== 'object') return String(node ?? '')
  const { type, props } = node as VNode<{ children?: ComponentChildren }>
  if (typeof type !== 'function') return said(props.children)
  return said((type as (given: object) => ComponentChildren)(props))
}

/** The entries as a phone shows them that has pulled them. */
async function pulled(told: Parameters<typeof applyPage>[1]): Promise<Entry[]> {
  newMemory()
  const store = await openStore('ana')
  await applyPage(store, told, { epoch: 'epoch-1', after: told.length }, NOW)
  const entries = await listEntries(store)
  for (const { entry_id } of entries) expect((await getEntry(store, entry_id))?.entry_id).toBe(entry_id)
  store.close()
  return entries
}

const ofAll = (check: (entries: Entry[]) => void) =>
  fc.assert(
    fc.asyncProperty(anyEntries, async (told) => {
      const entries = await pulled(told)
      expect(entries.map(({ entry_id }) => entry_id).sort()).toEqual(
        told.map(({ entry_id }) => entry_id).sort(),
      )
      check(entries)
    }),
    { numRuns: 150 },
  )

const DATE = /^\d{4}-\d{2}-\d{2}$/

describe('any entry', () => {
  it('has its row in the history, under its day', () =>
    ofAll((entries) => {
      const days = byDay(entries)
      expect(days.flatMap((day) => day.entries)).toHaveLength(entries.length)
      for (const day of days) {
        expect(day.on).toMatch(DATE)
        expect(longDay(day.on)).not.toBe('')
      }
      for (const entry of entries) {
        expect(rowTitle(entry)).toEqual(expect.any(String))
        expect(rowSummary(entry)).toEqual(expect.any(String))
        expect(timeOfDay(entry.recorded_at, entry.time_zone)).toMatch(/\d/)
      }
    }))

  it('has its own page', () =>
    ofAll((entries) => {
      for (const entry of entries) {
        expect(entryTitle(entry)).not.toBe('')
        expect(dayAndTime(entry.recorded_at, entry.time_zone)).toMatch(/\d/)
        const words = said(<Facts entry={entry} />)
        expect(words).not.toMatch(/undefined|NaN|\[object/)
      }
    }))

  it('can be corrected where its kind can', () =>
    ofAll((entries) => {
      for (const entry of entries) {
        if (isKind(entry, 'pain')) {
          const form = formOf(entry.data)
          for (const { foot, surface } of form.sites) regionsOn(form.sites, foot, surface)
          const answers = answersOf(form, entry.data)
          expect(answers && painData(answers)).toMatchObject({ score: entry.data.score })
        }
        if (isKind(entry, 'session')) {
          for (const step of entry.data.steps) {
            expect(withSetCount(step, step.sets.length + 1, null, true).sets.length).toBeGreaterThanOrEqual(0)
          }
        }
      }
    }))

  it('leaves Today and the weeks right', () =>
    ofAll((entries) => {
      const today = todayOf(aPlan(), entries, TODAY)
      expect(today.pain).toHaveLength(
        entries.filter((entry) => isKind(entry, 'pain') && dayOf(entry) === TODAY).length,
      )
      for (const week of adherenceByWeek(aPlan(), entries, '2026-11-02', TODAY, TODAY)) {
        expect(week.adherence === null || (week.adherence >= 0 && week.adherence <= 1)).toBe(true)
      }
    }))

  it('leaves the course of pain right', () =>
    ofAll((entries) => {
      for (const moment of loggedMoments(entries)) {
        for (const { pain } of painByDay(entries, moment, '2026-11-01', TODAY)) {
          expect(pain === null || (pain.mean >= 0 && pain.max <= 10)).toBe(true)
        }
        painChange(entries, moment, '2026-11-01', TODAY)
      }
    }))
})

describe('any entry in the questions of the day', () => {
  it('is taken without a fault', () =>
    ofAll((entries) => {
      for (const { score } of checkInsOn(entries, TODAY)) expect(isPainScore(score)).toBe(true)
      missedYesterday(aPlan(), entries, TODAY)
      sessionToAskAbout(entries, TODAY, '07:20')
      justLogged(entries, NOW)
      for (const entry of entries) expect(typeof isToldLater(entry)).toBe('boolean')
    }))
})

describe("any entry on the therapist's page", () => {
  it('has its line', () =>
    fc.assert(
      fc.property(anyEntries, (told) => {
        for (const entry of told) {
          const line = lineOf(entry as unknown as DiaryEntry, () => 'exercise')
          expect(line.title).not.toBe('')
          expect(JSON.stringify(line)).not.toMatch(/undefined|NaN|\[object/)
          expect(timeOfDay(entry.recorded_at, entry.time_zone)).toMatch(/\d/)
        }
      }),
      { numRuns: 300 },
    ))
})
