export const Progress = () => null
