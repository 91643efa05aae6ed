import { useErrorBoundary } from 'preact/hooks'
import { lacksSecondStep } from '../domain/person'
import { Button, ButtonLink } from './parts/button'
import { Loading } from './parts/loading'
import { Screen } from './parts/screen'
import { Shell } from './parts/shell'
import { match, type Params, path } from './router'
import { ROUTES, type Route, SIGN_IN } from './routes'
import { Blocked } from './screens/blocked'
import { isManager, isPatient, isStaff, keepsNothing, me, standing } from './state/session'
import { t } from './words'

function Missing() {
  const foot = (
    <ButtonLink kind="main" wide href="/">
      {t('screen.missing.action')}
    </ButtonLink>
  )
  return (
    <Screen title={t('screen.missing.title')} foot={foot}>
      <p>{t('screen.missing.words')}</p>
    </Screen>
  )
}

const MISSING: Route = { pattern: '', screen: Missing, for: 'anyone' }

const BLOCKED: Route = { pattern: '', screen: Blocked, for: 'patient' }

function find(at: string): { route: Route; params: Params } {
  for (const route of ROUTES) {
    const params = match(route.pattern, at)
    if (params) return { route, params }
  }
  return { route: MISSING, params: {} }
}

/** Where someone is led who has no diary yet. */
const start = () => (isStaff.value ? '/caseload' : '/welcome')

function allowed(route: Route): Route {
  if (route.for === 'anyone') return route
  if (standing.value === 'out') return SIGN_IN
  if (route.for === 'patient' && !me.value?.patient) return find(start()).route
  if (route.for === 'patient' && keepsNothing.value) return BLOCKED
  if (route.for === 'staff' && !isStaff.value) return MISSING
  if (route.for === 'manager' && !isManager.value) return MISSING
  // Their own diary needs no second step; other people's records do.
  if ((route.for === 'staff' || route.for === 'manager') && me.value && lacksSecondStep(me.value))
    return SIGN_IN
  return route
}

function Fault() {
  const foot = (
    <Button kind="main" wide onClick={() => location.reload()}>
      {t('fault.action')}
    </Button>
  )
  return (
    <Screen title={t('fault.title')} foot={foot}>
      <p>{t('fault.words')}</p>
    </Screen>
  )
}

/** The whole app: finds the screen for the address and for who is here, and puts the frame around it. */
export function App() {
  const [fault] = useErrorBoundary((error: unknown) => reportError(error))
  if (fault) return <Fault />
  const { route, params } = find(path.value)
  const shown = allowed(route)
  if (standing.value === 'starting' && route.for !== 'anyone') return <Loading />
  const isTask = shown.task === true || standing.value !== 'in'
  return (
    <Shell task={isTask} patient={isPatient.value} staff={isStaff.value}>
      <shown.screen key={path.value} params={params} />
    </Shell>
  )
}
