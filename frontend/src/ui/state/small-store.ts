/** Where the browser blocks its storage, what is kept here lives as long as the page. */
const memory = new Map<string, string>()

function box(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** What this browser keeps under a name, or null. */
export function readSmall(name: string): string | null {
  return memory.get(name) ?? box()?.getItem(name) ?? null
}

/** Keeps a few words under a name; never fails. */
export function keepSmall(name: string, value: string): void {
  try {
    const kept = box()
    if (kept) kept.setItem(name, value)
    else memory.set(name, value)
  } catch {
    // The phone is full.
    memory.set(name, value)
  }
}

/** Forgets what is kept under a name. */
export function dropSmall(name: string): void {
  memory.delete(name)
  box()?.removeItem(name)
}
