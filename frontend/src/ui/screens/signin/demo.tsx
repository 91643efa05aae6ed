import type { DemoPerson } from '../../../api/account'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { ProblemLine } from '../../parts/problem'
import { useAsking } from '../../parts/use-asking'
import { account } from '../../state/server'
import { t } from './words'

const ROLES = ['patient', 'therapist', 'manager'] as const

/** The demo's people, one tap each. All of them are made up, and it says so. */
export function DemoPeople({ people, onIn }: { people: readonly DemoPerson[]; onIn: () => void }) {
  const { ask, asking, problem } = useAsking(async (email: string) => {
    await account.demoSignIn(email)
    onIn()
    return null
  })
  const groups = ROLES.map((role) => ({ role, members: people.filter((person) => person.role === role) }))
  return (
    <Card title={t('demo.title')} tone="sunken" aside={<span class="badge">{t('demo.badge')}</span>}>
      <p class="hint">{t('demo.words')}</p>
      <ProblemLine words={problem} />
      {groups.map(
        ({ role, members }) =>
          members.length > 0 && (
            <section key={role} class="stack-close">
              <h3 class="group-title">{t(`demo.${role}`)}</h3>
              <ul class="rows">
                {members.map(({ email, name, label }) => (
                  <li key={email}>
                    <button type="button" class="row" disabled={asking} onClick={() => ask(email)}>
                      <span class="row-words">
                        <b>{name}</b>
                        <span class="hint">{label}</span>
                      </span>
                      <Icon name="forward" />
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </Card>
  )
}
