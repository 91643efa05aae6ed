export const Invite = () => null
