/** What is known of the rest of one repository, by digest: bytes, which only workers understand. */
export interface Shelf {
  /** Begins to read what is kept, because somebody may ask for it soon. */
  warm(): void;
  kept(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** What is the same for everybody who looks at the same bytes. */
  keep(entries: ReadonlyMap<string, Uint8Array>): void;
  /** What was found out about this machine, too: that something took too long. It is forgotten with the process. */
  note(key: string, entry: Uint8Array): void;
  /** Writes down what is kept, for the next process. */
  store(): Promise<void>;
}
