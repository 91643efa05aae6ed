export const Learn = () => null
export const MedicalHelp = () => null
export const ConditionPage = () => null
export const ExercisePage = () => null
export const CardPage = () => null
