/** Asks the browser not to clear the diary when it is short of space. False when it will not promise. */
export async function askToKeep(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false
}
