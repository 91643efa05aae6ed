import { useEffect } from 'preact/hooks'
import { type Advice, isRest, NOTHING } from '../../../domain/advice'
import { type Entry, isKind } from '../../../domain/entry'
import { AdviceBody } from '../../parts/advice/advice-body'
import { adviceTitle } from '../../parts/advice/advice-words'
import { HeldCard } from '../../parts/advice/resume'
import { ButtonLink } from '../../parts/button'
import { EntryStateLine } from '../../parts/entry-state'
import { Loading } from '../../parts/loading'
import { Screen } from '../../parts/screen'
import { go, type Params } from '../../router'
import { adviceOf, heldAdvice, savedEntry, warning } from '../../state/advice'
import { plan, ready } from '../../state/diary'
import { t } from '../../words'

const changePath = (entry: Entry): string =>
  isKind(entry, 'pain') ? `/log-pain?entry=${entry.entry_id}` : `/history/${entry.entry_id}`

function Leave() {
  useEffect(() => go('/', { replace: true }), [])
  return <Loading />
}

/** Whether calling is the main action of the screen. */
const isToCall = ({ level }: Advice): boolean => level === 'help' && Boolean(plan.value?.help?.phone)

/** What to do now, the whole screen: after a red score, a finding, and while the plan rests. Where all is well it leads on. */
export function WhatNow({ params }: { params: Params }) {
  if (!ready.value) return <Loading />
  const entry = savedEntry(params.entry ?? null)
  const advice = entry ? adviceOf(entry) : warning.value ? heldAdvice : NOTHING
  if (!isRest(advice)) return <Leave />
  const foot = (
    <ButtonLink kind={isToCall(advice) ? 'plain' : 'main'} wide href="/">
      {t('advice.read')}
    </ButtonLink>
  )
  return (
    <Screen title={adviceTitle(advice)} backTo="/" backIcon="close" foot={foot}>
      <AdviceBody advice={advice} entry={entry} />
      {advice.level === 'help' && <HeldCard />}
      {entry && (
        <div class="stack">
          <EntryStateLine entryId={entry.entry_id} />
          <ButtonLink icon="edit" href={changePath(entry)}>
            {t('advice.correct')}
          </ButtonLink>
        </div>
      )}
    </Screen>
  )
}
