import './learn.css'

export { CardPage } from './card'
export { ConditionPage } from './condition'
export { ExercisePage } from './exercise'
export { Exercises } from './exercises'
export { MedicalHelp } from './help'
export { Learn } from './overview'
