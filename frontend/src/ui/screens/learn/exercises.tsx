import { useState } from 'preact/hooks'
import { TextField } from '../../parts/field'
import { Screen } from '../../parts/screen'
import { useFetched } from '../../parts/use-fetched'
import { library } from '../../state/server'
import { Rows } from './rows'
import { Unfetched } from './unfetched'
import { t } from './words'

/** Every exercise of the library, found by any word of its name or summary. */
export function Exercises() {
  const [wanted, setWanted] = useState('')
  const { fetched, again } = useFetched('exercises', async () => (await library.exercises()).results)
  const all = fetched.state === 'here' ? fetched.value : []
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter(({ name, summary }) => {
    const text = `${name} ${summary}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const rows = found.map(({ slug, name, summary }) => ({
    href: `/learn/exercise/${slug}`,
    title: name,
    hint: summary,
  }))
  return (
    <Screen title={t('learn.exercises.all')} backTo="/learn">
      <Unfetched fetched={fetched} onAgain={again} />
      {fetched.state === 'here' && (
        <>
          <TextField
            label={t('learn.exercises.search')}
            type="search"
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
          <output class="unseen">{rows.length}</output>
          {rows.length > 0 ? <Rows rows={rows} /> : <p>{t('learn.exercises.none')}</p>}
        </>
      )}
    </Screen>
  )
}
