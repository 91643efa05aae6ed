import { render } from 'preact'

render(<h1>Footing</h1>, document.getElementById('app') as HTMLElement)
