/** `1 thing`, `3 things`: English numbers. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** An English verb behind one name, or behind several: names of teams hold no spaces. */
export function verb(who: string, one: string, many: string): string {
  return who.includes(" and ") ? many : one;
}
