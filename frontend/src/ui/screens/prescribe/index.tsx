import './prescribe.css'

export { Change } from './change'
export { Prescribe } from './prescribe'
