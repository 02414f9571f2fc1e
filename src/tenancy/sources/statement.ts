/** One place of a file that says whose something is. */
export interface Statement {
  /** 1-based. */
  readonly line: number;
  /** The namespace, the project or the pattern that it is about; `null`: none is said. */
  readonly about: string | null;
  /** What it gives beyond that: namespaces of an AppProject. */
  readonly gives: readonly string[];
  /** The role that a binding gives; `null` where there are no roles. */
  readonly role: string | null;
  /** Who is named, as it is written there. */
  readonly names: readonly string[];
}

/** What keeps a file, or a part of it, from being read. */
export interface UnreadPart {
  readonly line: number;
  /** A sentence of the parser, or the name of a limit: never a value of the file. */
  readonly detail: string;
}

export interface StatementReading {
  readonly statements: readonly Statement[];
  readonly unread: readonly UnreadPart[];
}
