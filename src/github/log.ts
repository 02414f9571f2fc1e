/** Fields first, then a message that is always the same: the form of pino. Fields never hold a token. */
export interface GitHubLog {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const noLog: GitHubLog = { debug: () => {}, warn: () => {} };
