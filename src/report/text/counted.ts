/** `1 thing`, `3 things`: English numbers. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** An English verb behind one name, or behind several: names of teams hold no spaces. */
export function verb(who: string, one: string, many: string): string {
  return who.includes(" and ") ? many : one;
}

/** Who, as a sentence begins with it: a name stays as it is written, and `a reviewer` gets a capital. */
export function beginning(who: string): string {
  return who.startsWith("a ") ? `A${who.slice(1)}` : who;
}
