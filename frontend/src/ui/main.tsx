import { render } from 'preact'
import { StoreGone } from '../store/db'
import { App } from './app'
import { startOneTap } from './parts/one-tap'
import { startRouter } from './router'
import { fetchAhead } from './routes'
import { startAccount } from './state/account'
import { startClock } from './state/clock'
import { startDiary } from './state/diary'
import { startLanguage } from './state/language'
import { startLoss } from './state/loss'
import { hasWorker, startSending, startWorker } from './state/sending'
import { startTheme } from './state/theme'
import { onceUsable } from './state/usable'
import './styles/index.css'

// What is under way while the diary is removed ends with StoreGone, by design: the page that removed it goes on.
addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof StoreGone) event.preventDefault()
})
startTheme()
const spoken = startLanguage()
startOneTap()
startRouter()
startClock()
startDiary()
startLoss()
startSending()
void spoken.then(() => render(<App />, document.getElementById('app') as HTMLElement))
void startAccount()
// Where a worker is at work already it may have to be brought up to date; a new one fetches the whole app.
if (hasWorker()) startWorker()
else onceUsable(startWorker)
onceUsable(fetchAhead)
