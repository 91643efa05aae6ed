import { render } from 'preact'
import { App } from './app'
import { startOneTap } from './parts/one-tap'
import { startRouter } from './router'
import { fetchAhead } from './routes'
import { startAccount } from './state/account'
import { startClock } from './state/clock'
import { startDiary } from './state/diary'
import { startSending, startWorker } from './state/sending'
import { startTheme } from './state/theme'
import './styles/index.css'

startTheme()
startOneTap()
startRouter()
startClock()
startDiary()
startSending()
render(<App />, document.getElementById('app') as HTMLElement)
void startAccount()
startWorker()
addEventListener('load', () => setTimeout(fetchAhead, 1000))
