export const Prescribe = () => null
export const Change = () => null
